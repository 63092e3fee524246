"""A thread on paper: its posts one after the other, translated, as written, or both."""

from collections.abc import Mapping
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
from forum.queries import OpenedPoll, polls_of, posts_for, thread_for
from forum.queries.paging import LIMIT_MAX
from frontend.pages.poll_view import PollView, poll_view, texts_in
from frontend.pages.visitor import actor_of, page_reader
from translation.queries import Rendered, Side, render as render_texts

POSTS_A_SHEET = LIMIT_MAX
SIDES: tuple[tuple[str, Promise], ...] = (
    ("translated", _("Translated")),
    ("original", _("As written")),
    ("both", _("Both")),
)


@dataclass(frozen=True, slots=True)
class PrintedOption:
    """An option of a poll, with what it got; `share` is that of those who took part, 0 to 1."""

    sides: tuple[Side, ...]
    votes: int
    share: float


@dataclass(frozen=True, slots=True)
class PrintedPost:
    """A post with one side of its text, or with both, and the options of its poll."""

    post: Post
    sides: tuple[Side, ...]
    is_translated: bool
    poll: PollView | None
    options: tuple[PrintedOption, ...]


@require_safe
def print_thread(request: HttpRequest, thread_id: int, slug: str) -> HttpResponse:
    actor, wanted = actor_of(request), request.GET.get("show", "")
    thread = thread_for(actor, thread_id)
    page = posts_for(actor, thread, cursor=request.GET.get("cursor"), limit=POSTS_A_SHEET)
    polls = polls_of(page.items)
    texts = [thread.title, *(post.body for post in page.items), *texts_in(polls)]
    seen = render_texts(texts, page_reader())
    present = slug_of(seen[thread.title_id].shown.text)
    if slug != present:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(reverse("print_thread", args=[thread.pk, present]) + query)
    show = wanted if wanted in dict(SIDES) else SIDES[0][0]
    context = {
        "thread": thread,
        "title": _sides(seen[thread.title_id], show),
        "posts": [_printed(post, polls.get(post.pk), seen, show) for post in page.items],
        "posts_page": page,
        "show": show,
        "choices": SIDES,
        "sheet": POSTS_A_SHEET,
        "public_url": settings.PUBLIC_URL,
        "thread_path": reverse("thread", args=[thread.pk, present]),
    }
    return render(request, "pages/print.html", context)


def _printed(
    post: Post, opened: OpenedPoll | None, seen: Mapping[int, Rendered], show: str
) -> PrintedPost:
    body, poll = seen[post.body_id], poll_view(opened, seen)
    options = tuple(
        PrintedOption(_sides(option.text.rendered, show), option.votes, option.share)
        for option in (poll.options if poll else ())
    )
    is_translated = body.translated is not None and show != "original"
    return PrintedPost(post, _sides(body, show), is_translated, poll, options)


def _sides(seen: Rendered, show: str) -> tuple[Side, ...]:
    """What is printed of a text: the translation where there is one, the original, or both."""
    if show == "original" or seen.translated is None:
        return (seen.original,)
    return (seen.translated, seen.original) if show == "both" else (seen.translated,)
