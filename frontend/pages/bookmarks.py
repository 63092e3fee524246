"""Posts that a member keeps: keeping, noting, the list of them."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.errors import InvalidInput, NotFound, NotSignedIn
from forum.actions import remove_bookmark, set_bookmark
from forum.models import Bookmark, Post
from forum.queries import bookmarks_of, post_for
from frontend import limits
from frontend.pages.replying import post_path
from frontend.pages.visitor import actor_of, caller_of, list_reader
from translation.queries import Reader, Rendered, Side, render as render_texts

ID_MAX_DIGITS = 15


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A kept post in a list."""

    bookmark: Bookmark
    title: Side
    body: Side
    url: str


def rows_of(marks: list[Bookmark], reader: Reader) -> list[KeptRow]:
    """Rows for bookmarks as `reader` sees them; one call of `render`."""
    bodies = [mark.post.body for mark in marks]
    titles = [mark.post.thread.title for mark in marks]
    found = render_texts([*bodies, *titles], reader)
    return [_row(mark, found) for mark in marks]


def _row(mark: Bookmark, found: dict[int, Rendered]) -> KeptRow:
    post = mark.post
    title, body = found[post.thread.title_id].shown, found[post.body_id].shown
    return KeptRow(mark, title, body, post_path(post))


def bookmarks(request: HttpRequest) -> HttpResponse:
    page = bookmarks_of(actor_of(request), cursor=request.GET.get("cursor"))
    context = {"marks": page, "rows": rows_of(page.items, list_reader(request))}
    return render(request, "pages/bookmarks.html", context)


@require_POST
def bookmark(request: HttpRequest) -> HttpResponse:
    """The button under a post: keep it, or with `remove` keep it no longer."""
    actor, post_id = actor_of(request), _post_id(request.POST.get("post", ""))
    limits.spend(caller_of(request), limits.WRITES)
    if "remove" in request.POST:
        remove_bookmark(actor=actor, post_id=post_id)
    else:
        set_bookmark(actor=actor, post=post_for(actor, post_id))
    if "text/html" not in request.headers.get("Accept", ""):
        return HttpResponse(status=204)
    messages.success(request, _("Not kept any more.") if "remove" in request.POST else _("Kept."))
    gone = "remove" in request.POST
    return redirect(reverse("bookmarks") if gone else reverse("note_bookmark", args=[post_id]))


def _post_id(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > ID_MAX_DIGITS:
        raise NotFound
    return int(text)


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, post_id: int) -> HttpResponse:
    """The note on a kept post."""
    actor = actor_of(request)
    if actor.member is None:
        raise NotSignedIn
    post = post_for(actor, post_id)
    context: dict[str, Any] = {"post": post, "back": post_path(post)}
    if request.method == "POST":
        context["note"] = request.POST.get("note", "")
        try:
            limits.spend(caller_of(request), limits.WRITES)
            set_bookmark(actor=actor, post=post, note=context["note"])
            return redirect(reverse("bookmarks"))
        except (InvalidInput, limits.TooMany) as error:
            context["refusal"] = error
    else:
        context["note"] = _present_note(actor.member.pk, post)
    refusal = context.get("refusal")
    status = refusal.status if refusal else 200
    return render(request, "pages/bookmark.html", context, status=status)


def _present_note(member_id: int, post: Post) -> str:
    kept = Bookmark.objects.filter(member=member_id, post=post)
    return kept.values_list("note", flat=True).first() or ""
