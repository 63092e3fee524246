"""Fragments of a thread page: the same bytes for everyone who reads in one language.

They hold original and translation side by side and no personal state; the page, the live layer
and every other surface use these and nothing else. What is personal (which side is seen, the
controls) is added on full pages by the server, after a live change by the page's script, which
fills each `[data-actions-for]`.

Articles are kept ready-made in memory under everything that went into them, so nothing ever has
to be declared out of date.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from core import languages
from forum.models import Post, Thread
from forum.queries import NO_MARK, Mark
from frontend.pages.poll_view import PollView
from frontend.pages.texts import TextView, interface, text_view
from translation.queries import Rendered

ARTICLES_KEPT = 4000
LINKS = frozenset("reply bookmark edit language report_language flag delete end_poll mask".split())
"""Controls that are the same for everyone who has them; others hold a token of the session."""


@dataclass(frozen=True, slots=True)
class Personal:
    """What only full pages hold: the viewer's controls, what he pressed, whether it is his post."""

    controls: frozenset[str] = frozenset()
    mark: Mark = NO_MARK
    own: bool = False


NOTHING_PERSONAL = Personal()


def post_fragment(
    post: Post,
    rendered: Rendered,
    *,
    thread: Thread | None = None,
    poll: PollView | None = None,
) -> str:
    """The article of one post as everybody sees it, in the current reading language."""
    return article(post, text_view(rendered), thread or post.thread, poll=poll)


def thread_header_fragment(thread: Thread, rendered_title: Rendered) -> str:
    """The inside of `#thread-header`: title, state, counters."""
    context = {
        "thread": thread,
        "title": text_view(rendered_title),
        "toggle_url": reverse("thread_by_id", args=[thread.pk]),
    }
    return render_to_string("parts/thread_header.html", context)


def article(
    post: Post,
    body: TextView,
    thread: Thread,
    personal: Personal = NOTHING_PERSONAL,
    request: HttpRequest | None = None,
    *,
    poll: PollView | None = None,
) -> SafeString:
    """The article of one post, with what is `personal` on full pages only."""
    answered = _public_reply_to(post)

    def make() -> str:
        context = {
            "post": post,
            "thread": thread,
            "body": body,
            "controls": personal.controls,
            "mark": personal.mark,
            "own": personal.own,
            "poll": poll,
            "is_accepted": bool(post.accepted),
            "answered": answered,
            "toggle_url": reverse("thread_by_id", args=[thread.pk]),
        }
        return render_to_string("parts/post.html", context, request=request)

    if personal.controls - LINKS:
        return mark_safe(make())  # noqa: S308 - rendered by a template that escapes
    names = _names(post), _names(answered), thread.pk
    return _kept(_Recipe((*_place(), *names, personal, *_facts(post), body, poll), make))


class _Recipe:
    """How to make an article; equal to every other with the same ingredients."""

    def __init__(self, ingredients: Hashable, make: Callable[[], str]) -> None:
        self.ingredients, self.make = ingredients, make

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Recipe) and self.ingredients == other.ingredients

    def __hash__(self) -> int:
        return hash(self.ingredients)


@lru_cache(maxsize=ARTICLES_KEPT)
def _kept(recipe: _Recipe) -> SafeString:
    made = recipe.make()
    # What is kept must not hold on to the rows it was made from.
    recipe.make = str
    return mark_safe(made)  # noqa: S308 - rendered by a template that escapes


def _place() -> tuple[str, str]:
    return languages.current(), interface()


def _names(post: Post | None) -> Hashable:
    if post is None:
        return None
    author = post.author
    level = getattr(post, "author_level", None)
    return post.pk, post.number, (author.username, author.name, level) if author else None


def _facts(post: Post) -> tuple[Hashable, ...]:
    counts = post.score, post.confirmations_count
    return post.kind, post.visibility, post.created, bool(post.edited), bool(post.accepted), counts


def _public_reply_to(post: Post) -> Post | None:
    """The post this one answers, unless naming it would tell of what readers may not see."""
    answered = post.reply_to
    if answered is None or answered.visibility != Post.Visibility.PUBLIC:
        return None
    return answered
