"""What stands on a thread's page: posts in order, each with what is seen and said of it.

One call of `render` serves title, category and posts, so the number of queries does not depend
on how many posts, authors and languages there are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from babel.lists import format_list
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.level_errors import LevelNeeded
from accounts.permissions import RULES, Actor, Privilege, allowed, lacks_level
from accounts.standing import blocked_names
from core import languages
from core.slugs import slug_of
from forum.actions.posts import default_kind
from forum.models import Post, Tag, Thread
from forum.queries import NO_MARK, Mark, OpenedPoll, Page, bookmarked, marks_by, polls_of
from frontend.findable.thread import findable
from frontend.pages.blocking import folded
from frontend.pages.controls import controls_for, may_reply
from frontend.pages.fragments import Personal, article
from frontend.pages.link_cards import carded
from frontend.pages.poll_view import PollView, poll_view, texts_in
from frontend.pages.quoted import with_quotes
from frontend.pages.reply_box import reply_box
from frontend.pages.solution import Solution, SolutionView, solution_of
from frontend.pages.split_notes import with_split_notes
from frontend.pages.texts import TextView, interface, text_view
from frontend.pages.thread_about import about, names_about, tags_on
from frontend.pages.thread_menu import thread_controls
from frontend.pages.visitor import Reading, page_reader
from frontend.pages.voting import REASONS
from translation.queries import Rendered, render
from translation.ratings import ratings_by

SUMMARY_CHARS = 160


@dataclass(frozen=True)
class ThreadPage:
    """A thread with one stretch of its posts, rendered for the current reading language."""

    actor: Actor
    thread: Thread
    page: Page[Post]
    reading: Reading
    rendered: dict[int, Rendered]
    marks: Mapping[int, Mark]
    polls: Mapping[int, OpenedPoll]
    solution: Solution | None
    tags: list[Tag]
    blocked: Mapping[int, str]

    @cached_property
    def title(self) -> TextView:
        return text_view(self.rendered[self.thread.title_id], self.reading)

    @cached_property
    def slug(self) -> str:
        """From the title in the page's language, the same for every reader of it."""
        return slug_of(self.rendered[self.thread.title_id].shown.text)

    @cached_property
    def path(self) -> str:
        return reverse("thread", args=[self.thread.pk, self.slug])

    @cached_property
    def bodies(self) -> list[TextView]:
        return [text_view(self.rendered[post.body_id], self.reading) for post in self.page.items]

    def articles(self, request: HttpRequest) -> list[SafeString]:
        """Every post as this visitor sees it."""
        articles = [
            article(post, body, self.thread, self._personal(post), request, poll=self._poll(post))
            for post, body in zip(self.page.items, self.bodies, strict=True)
        ]
        articles = folded(self.blocked, self.page.items, articles)
        return with_split_notes(self.actor, self.thread, self.page.items, articles)

    def _personal(self, post: Post) -> Personal:
        own = self.actor.id is not None and post.author_id == self.actor.id
        controls = controls_for(self.actor, post, self.thread)
        return Personal(controls, self.marks.get(post.pk, NO_MARK), own)

    def _poll(self, post: Post) -> PollView | None:
        return poll_view(self.polls.get(post.pk), self.rendered, self.reading)

    def solution_view(self) -> SolutionView | None:
        """What is shown above the posts."""
        found = self.solution
        if found is None:
            return None
        body = text_view(self.rendered[found.post.body_id], self.reading)
        return SolutionView(found.post, body, found.others)


def thread_page(actor: Actor, thread: Thread, page: Page[Post], reading: Reading) -> ThreadPage:
    """Render what is needed of a thread and a stretch of its posts."""
    for post in page.items:
        post.thread = thread
    polls = polls_of(page.items)
    solution = solution_of(actor, thread, page)
    posts = [*page.items, *([solution.post] if solution else [])]
    bodies = [post.body for post in posts]
    texts = [thread.title, thread.category.name, *bodies, *texts_in(polls)]
    tags = tags_on(thread)
    texts += names_about(thread, tags)
    rendered = carded(with_quotes(posts, render(texts, page_reader())))
    marks = marks_by(actor.id, page.items)
    blocked = blocked_names(actor.member)
    return ThreadPage(actor, thread, page, reading, rendered, marks, polls, solution, tags, blocked)


def thread_context(request: HttpRequest, shown: ThreadPage) -> dict[str, Any]:
    """The context of `pages/thread.html`."""
    thread, bodies = shown.thread, shown.bodies
    texts = [shown.title, *bodies]
    path = shown.path
    return {
        "thread": thread,
        "title": shown.title,
        "category_name": shown.rendered[thread.category.name_id].shown,
        "articles": shown.articles(request),
        "posts_page": shown.page,
        "solution": shown.solution_view(),
        "summary": bodies[0].seen.text[:SUMMARY_CHARS] if bodies else "",
        "languages_here": list(dict.fromkeys(text.source_language for text in bodies)),
        "translated_from": _names(text for text in texts if text.translated),
        "unasked": any(text.unasked and text.note for text in texts),
        "reading": shown.reading,
        "thread_path": path,
        **told_to_programs(shown),
        **_replying(request, shown),
        "reply_kind": default_kind(shown.actor, thread),
        "may_help": may_help(shown.actor, thread),
        "may_vote": may_vote(shown.actor, thread),
        "vote_reasons": tuple(REASONS.items()),
        "is_asker": shown.actor.id is not None and thread.author_id == shown.actor.id,
        "thread_controls": thread_controls(shown.actor, thread),
        **about(shown.actor, thread, shown.tags, shown.rendered),
        "viewer": viewer_of(shown),
    }


def _names(texts: Iterable[TextView]) -> str:
    """The languages of `texts` as a list in words, in the language of the interface."""
    codes = dict.fromkeys(text.source_language for text in texts)
    names = [languages.get(code).name_in(interface()) for code in codes]
    return format_list(names, locale=interface().replace("-", "_")) if names else ""


def _replying(request: HttpRequest, shown: ThreadPage) -> dict[str, Any]:
    """The form below the posts, for members who may write here."""
    actor, thread = shown.actor, shown.thread
    may, signed_in = may_reply(actor, thread), actor.member is not None
    box = reply_box(request, actor, thread, shown.page.items) if may and signed_in else ""
    hint = level_hint(actor, thread) if signed_in and not may else None
    return {"may_reply": may, "reply_box": box, "level_hint": hint}


def level_hint(actor: Actor, thread: Thread) -> LevelNeeded | None:
    """What a member is told who may not write here yet; None where something else is missing."""
    if not lacks_level(actor, Privilege.COMMENT, thread.community):
        return None
    return LevelNeeded(Privilege.COMMENT, level=RULES[Privilege.COMMENT].level)


def may_help(actor: Actor, thread: Thread) -> bool:
    """True where the visitor may say something about translations here."""
    return allowed(actor, Privilege.RATE_TRANSLATION, thread.community)


def may_vote(actor: Actor, thread: Thread) -> bool:
    """True where the visitor may press buttons under posts; who may not press one of them yet is
    told from which level on."""
    if not allowed(actor, Privilege.CONFIRM, thread.community):
        return False
    return not thread.is_locked or allowed(actor, Privilege.MANAGE_THREADS, thread.community)


def viewer_of(shown: ThreadPage) -> dict[str, Any]:
    """What the page's script needs to know about who is looking."""
    member = shown.actor.member
    if member is None:
        return {"name": None, "kept": []}
    bodies = [post.body for post in shown.page.items]
    return {
        "name": member.name,
        "username": member.username,
        "kept": sorted(member.languages_left_alone),
        "ratings": ratings_by(member.pk, bodies, languages.current()),
        "bookmarks": bookmarked(member.pk, shown.page.items),
        "marks": marks_as_told(shown.marks),
        "blocked": sorted(shown.blocked.values()),
    }


def marks_as_told(marks: Mapping[int, Mark]) -> dict[int, dict[str, Any]]:
    """What the viewer pressed, as the page's script knows it."""
    return {
        pk: {"vote": mark.vote, "confirmed": mark.confirmed, "options": sorted(mark.options)}
        for pk, mark in marks.items()
    }


def told_to_programs(shown: ThreadPage) -> dict[str, Any]:
    """Only for visitors: search engines do not sign in, and it costs a query."""
    if shown.actor.member is not None:
        return {"canonical": settings.PUBLIC_URL + shown.path}
    return findable(shown.thread, shown.page.items, shown.rendered, shown.path)
