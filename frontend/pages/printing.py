"""A thread on paper: its posts one after the other, translated, as written, or both."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from core.slugs import slug_of
from forum.models import Post
from forum.queries import posts_for, thread_for
from forum.queries.paging import LIMIT_MAX
from frontend.pages.visitor import actor_of, page_reader
from translation.queries import Rendered, Side, render as render_texts

POSTS_A_SHEET = LIMIT_MAX
SIDES: tuple[tuple[str, Promise], ...] = (
    ("translated", _("Translated")),
    ("original", _("As written")),
    ("both", _("Both")),
)


@dataclass(frozen=True, slots=True)
class PrintedPost:
    """A post with one side of its text, or with both."""

    post: Post
    sides: tuple[Side, ...]
    is_translated: bool


@require_safe
def print_thread(request: HttpRequest, thread_id: int, slug: str) -> HttpResponse:
    actor, wanted = actor_of(request), request.GET.get("show", "")
    thread = thread_for(actor, thread_id)
    page = posts_for(actor, thread, cursor=request.GET.get("cursor"), limit=POSTS_A_SHEET)
    seen = render_texts([thread.title, *(post.body for post in page.items)], page_reader())
    present = slug_of(seen[thread.title_id].shown.text)
    if slug != present:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(reverse("print_thread", args=[thread.pk, present]) + query)
    show = wanted if wanted in dict(SIDES) else SIDES[0][0]
    context = {
        "thread": thread,
        "title": _sides(seen[thread.title_id], show),
        "posts": [_printed(post, seen[post.body_id], show) for post in page.items],
        "posts_page": page,
        "show": show,
        "choices": SIDES,
        "sheet": POSTS_A_SHEET,
        "public_url": settings.PUBLIC_URL,
        "thread_path": reverse("thread", args=[thread.pk, present]),
    }
    return render(request, "pages/print.html", context)


def _printed(post: Post, seen: Rendered, show: str) -> PrintedPost:
    sides = _sides(seen, show)
    return PrintedPost(post, sides, seen.translated is not None and show != "original")


def _sides(seen: Rendered, show: str) -> tuple[Side, ...]:
    """What is printed of a text: the translation where there is one, the original, or both."""
    if show == "original" or seen.translated is None:
        return (seen.original,)
    return (seen.translated, seen.original) if show == "both" else (seen.translated,)
