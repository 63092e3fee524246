"""What stands on a thread's page: posts in order, each with what is seen and said of it.

One call of `render` serves title, category and posts, so the number of queries does not depend
on how many posts, authors and languages there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from babel.lists import format_list
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.permissions import Actor, Privilege, allowed
from core import languages
from core.languages import Language
from core.slugs import slug_of
from forum.actions.posts import default_kind
from forum.models import Post, Thread
from forum.queries import Page, bookmarked
from frontend.pages.controls import controls_for, may_reply
from frontend.pages.forms import ReplyForm
from frontend.pages.fragments import article
from frontend.pages.texts import TextView, interface, text_view
from frontend.pages.visitor import Reading, page_reader
from translation.models import Translation
from translation.queries import Rendered, Side, render
from translation.ratings import ratings_by

SUMMARY_CHARS = 160


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """A thread with one stretch of its posts, rendered for the current reading language."""

    actor: Actor
    thread: Thread
    page: Page[Post]
    reading: Reading
    rendered: dict[int, Rendered]

    @property
    def title(self) -> TextView:
        return text_view(self.rendered[self.thread.title_id], self.reading)

    @property
    def slug(self) -> str:
        """From the title in the page's language, the same for every reader of it."""
        return slug_of(self.rendered[self.thread.title_id].shown.text)

    @property
    def path(self) -> str:
        return reverse("thread", args=[self.thread.pk, self.slug])

    def bodies(self) -> list[TextView]:
        return [text_view(self.rendered[post.body_id], self.reading) for post in self.page.items]

    def articles(self, request: HttpRequest) -> list[SafeString]:
        """Every post as this visitor sees it."""
        return [
            article(post, body, self.thread, controls_for(self.actor, post, self.thread), request)
            for post, body in zip(self.page.items, self.bodies(), strict=True)
        ]

    def solution(self) -> Side | None:
        """The accepted answer where it is on this page but not at its top."""
        accepted = self.thread.accepted_post_id
        later = [post for post in self.page.items[2:] if post.pk == accepted]
        return text_view(self.rendered[later[0].body_id], self.reading).seen if later else None


def thread_page(actor: Actor, thread: Thread, page: Page[Post], reading: Reading) -> ThreadPage:
    """Render what is needed of a thread and a stretch of its posts."""
    for post in page.items:
        post.thread = thread
    texts = [thread.title, thread.category.name, *(post.body for post in page.items)]
    return ThreadPage(actor, thread, page, reading, render(texts, page_reader()))


def thread_context(request: HttpRequest, shown: ThreadPage, form: ReplyForm) -> dict[str, Any]:
    """The context of `pages/thread.html`."""
    thread, bodies = shown.thread, shown.bodies()
    texts = [shown.title, *bodies]
    path = shown.path
    return {
        "thread": thread,
        "title": shown.title,
        "category_name": shown.rendered[thread.category.name_id].shown,
        "articles": shown.articles(request),
        "posts_page": shown.page,
        "solution": shown.solution(),
        "summary": bodies[0].seen.text[:SUMMARY_CHARS] if bodies else "",
        "languages_here": list(dict.fromkeys(text.source_language for text in bodies)),
        "translated_from": _names(text for text in texts if text.translated),
        "unasked": any(text.unasked and text.note for text in texts),
        "reading": shown.reading,
        "thread_path": path,
        "canonical": settings.PUBLIC_URL + path,
        "alternate_urls": alternates(shown),
        "may_reply": may_reply(shown.actor, thread),
        "reply_form": form,
        "reply_kind": default_kind(shown.actor, thread),
        "may_help": may_help(shown.actor, thread),
        "viewer": viewer_of(shown),
    }


def _names(texts: Iterable[TextView]) -> str:
    """The languages of `texts` as a list in words, in the language of the interface."""
    codes = dict.fromkeys(text.source_language for text in texts)
    names = [languages.get(code).name_in(interface()) for code in codes]
    return format_list(names, locale=interface().replace("-", "_")) if names else ""


def may_help(actor: Actor, thread: Thread) -> bool:
    """True where the visitor may say something about translations here."""
    return allowed(actor, Privilege.SUGGEST_TRANSLATION, thread.community)


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
    }


def alternates(shown: ThreadPage) -> list[tuple[Language, str]]:
    """The thread's address in every offered language, with its slug there.

    Only for visitors: search engines do not sign in, and it costs a query.
    """
    if shown.actor.member is not None:
        return []
    title = shown.thread.title
    rows = Translation.objects.filter(text=title, withheld=False)
    titles = dict(rows.values_list("language", "plain"))
    return [
        (language, _address(shown.thread, language, titles)) for language in languages.offered()
    ]


def _address(thread: Thread, language: Language, titles: dict[str, str]) -> str:
    own = languages.serves(thread.title.language, language.code)
    near = (code for code in titles if languages.serves(code, language.code))
    found = titles.get(language.code) or titles.get(next(near, ""))
    title = thread.title.plain if own or not found else found
    with languages.using(language.code):
        return settings.PUBLIC_URL + reverse("thread", args=[thread.pk, slug_of(title)])
