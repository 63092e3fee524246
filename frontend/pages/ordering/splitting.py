"""Choosing the posts that are to be a thread of their own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from core.errors import InvalidInput
from forum.actions.splitting import split_thread
from forum.models import Post, Thread
from forum.queries import posts_for
from frontend.pages.ordering.asking import Asked, Tool, answered, asked_about
from frontend.pages.ordering.simple import asks
from frontend.pages.texts import text_view
from frontend.pages.visitor import page_reader, reading_of
from translation.queries import render as render_texts

SPLIT = Tool(
    name="split",
    title=_("Make a thread of some posts"),
    explanation=_(
        "The first of them opens the new thread. In the old place a note leads there. Merging the "
        "two undoes it."
    ),
    submit=_("Make a new thread"),
    icon="discussion",
    done=_("Here is the new thread."),
    template="pages/split.html",
)
POSTS_SHOWN = 100
EXCERPT_CHARS = 200


@asks
def split(request: HttpRequest, thread_id: int) -> HttpResponse:
    asked = asked_about(request, thread_id, SPLIT)
    chosen = {value for value in request.POST.getlist("post") if _is_id(value)}
    asked.context |= _posts(asked, chosen)

    def act() -> Thread:
        if not request.POST.get("title", "").strip():
            raise InvalidInput(fields={"title": _("Please give the new thread a title.")})
        return split_thread(
            actor=asked.actor,
            thread=asked.thread,
            posts=sorted(map(int, chosen)),
            title=request.POST["title"],
        )

    return answered(asked, SPLIT, act)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 15


def _posts(asked: Asked, chosen: set[str]) -> dict[str, Any]:
    """A stretch of the thread to choose from, without the opening post."""
    cursor = asked.request.GET.get("cursor")
    page = posts_for(asked.actor, asked.thread, cursor=cursor, limit=POSTS_SHOWN)
    posts = [post for post in page.items if post.kind != Post.Kind.OPENING]
    found = render_texts([post.body for post in posts], page_reader())
    reading = reading_of(asked.request)
    rows = []
    for post in posts:
        side = text_view(found[post.body_id], reading).seen
        words = side.text[:EXCERPT_CHARS]
        rows.append({"post": post, "side": side, "words": words, "on": str(post.pk) in chosen})
    return {"rows": rows, "next": page.next, "typed": asked.sent.get("title", "")}
