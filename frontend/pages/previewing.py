"""How a draft will look, and how it will be read in another language."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Community
from core import languages
from core.errors import InvalidInput, NotSignedIn
from forum.actions.checks import check_body
from forum.models import Thread
from frontend import limits
from frontend.pages.reading_as import ReadAs, ask_again, place_of, read_as, targets_of
from frontend.pages.texts import interface
from frontend.pages.visitor import actor_of, caller_of
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
    """The preview of what was typed. Raises InvalidInput and TooMany."""
    limits.spend(caller_of(request), limits.PREVIEWS)
    body = check_body(request.POST.get("body", ""))
    code = request.POST.get("language") or _detected(request, body)
    rendition = render_original(body, "markdown", languages.canonical(code))
    name = languages.get(code).name_in(interface()) if code != languages.UNKNOWN else ""
    return Preview(rendition.html, code, languages.direction(code), name)


def _detected(request: HttpRequest, body: str) -> str:
    member = actor_of(request).member
    spoken = [*member.written_languages, member.reading_language] if member else []
    return detect(prose(body, "markdown"), author_languages=spoken).language


def preview_context(request: HttpRequest, thread: Thread | None = None) -> dict[str, Any]:
    """For a page that shows a form again: `preview`, or `refusal` that says why there is none.

    `read_here` and `read_elsewhere` are languages to see it in, `read_as` is it in the one chosen.
    """
    try:
        preview = preview_of(request)
    except (InvalidInput, limits.TooMany) as error:
        return {"refusal": error}
    community = thread.community if thread else None
    if thread is None:
        community, thread = place_of(actor_of(request), request.POST.dict() | request.GET.dict())
    here, elsewhere = targets_of(preview.lang, community, thread)
    return {
        "preview": preview,
        "read_here": here,
        "read_elsewhere": elsewhere,
        "read_in": request.POST.get("read_in", ""),
        "read_as": _read_as(request, preview, community),
    }


def _read_as(request: HttpRequest, preview: Preview, community: Community | None) -> ReadAs | None:
    target = request.POST.get("read_in", "")
    if not languages.is_offered(target):
        return None
    body = request.POST.get("body", "")
    return read_as(
        caller_of(request), body, source=preview.lang, target=target, community=community
    )


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The preview alone, for the page's script."""
    if actor_of(request).member is None:
        raise NotSignedIn
    context = preview_context(request)
    refusal = context.get("refusal")
    template = "parts/refusal.html" if refusal else "parts/preview.html"
    return render(request, template, context, status=refusal.status if refusal else 200)


@require_GET
def preview_again(request: HttpRequest, signed: str) -> HttpResponse:
    """A draft in another language that took longer, for the page's script."""
    return render(request, "parts/read_as.html", {"read_as": ask_again(caller_of(request), signed)})
