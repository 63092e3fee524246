"""How Markdown will look, rendered as everybody will see it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from core import languages
from core.errors import NotSignedIn
from forum.actions.checks import check_body
from frontend.pages.texts import interface
from frontend.pages.visitor import actor_of
from translation.detection import detect, prose
from translation.pipeline import render_original


@dataclass(frozen=True, slots=True)
class Preview:
    """A body as it will stand on the page, with the language it was taken for."""

    html: str
    lang: str
    dir: str
    name: str


def preview_of(request: HttpRequest) -> Preview:
    """The preview of what was typed. Raises InvalidInput."""
    body = check_body(request.POST.get("body", ""))
    code = request.POST.get("language") or _detected(request, body)
    rendition = render_original(body, "markdown", languages.canonical(code))
    name = languages.get(code).name_in(interface()) if code != languages.UNKNOWN else ""
    return Preview(rendition.html, code, languages.direction(code), name)


def _detected(request: HttpRequest, body: str) -> str:
    member = actor_of(request).member
    spoken = [*member.written_languages, member.reading_language] if member else []
    return detect(prose(body, "markdown"), author_languages=spoken).language


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The preview alone, for the page's script."""
    if actor_of(request).member is None:
        raise NotSignedIn
    return render(request, "parts/preview.html", {"preview": preview_of(request)})
