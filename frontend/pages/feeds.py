"""Lists as Atom feeds, in the language of their address: what everybody may read, and no more.

A feed shows what is translated by now. It asks for no translation: programs fetch it, not people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import VISITOR
from accounts.queries import community_for
from core import languages
from core.errors import NotFound
from forum.models import Post, Thread
from forum.queries import category_for, thread_for
from forum.queries.categories import branch_of
from forum.queries.feeds import (
    UNANSWERED,
    last_translated,
    public_posts,
    public_posts_of,
    public_threads,
)
from frontend.feeds import CONTENT_TYPE, Entry, atom
from frontend.pages.members import found_member
from translation.models import Text
from translation.queries import Reader, Rendered, render

FRESH_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Source:
    """What a feed tells of: its posts, the page beside it, and a name (a text, or words)."""

    posts: Sequence[Post]
    path: str
    words: str = ""
    name: Text | None = None
    of_threads: bool = True


@require_safe
def latest(request: HttpRequest) -> HttpResponseBase:
    return _feed(request, Source(public_threads(), reverse("home"), _("Latest threads")))


@require_safe
def unanswered(request: HttpRequest) -> HttpResponseBase:
    posts = public_threads(**UNANSWERED)
    return _feed(request, Source(posts, reverse("home"), _("Unanswered questions")))


@require_safe
def of_community(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = community_for(VISITOR, slug)
    posts = public_threads(community=found)
    return _feed(request, Source(posts, reverse("community", args=[slug]), found.name))


@require_safe
def of_category(request: HttpRequest, slug: str, category_slug: str) -> HttpResponseBase:
    found = category_for(VISITOR, community_for(VISITOR, slug), category_slug)
    posts = public_threads(category__in=branch_of(found))
    path = reverse("category", args=[slug, category_slug])
    return _feed(request, Source(posts, path, name=found.name))


@require_safe
def of_tag(request: HttpRequest, slug: str, tag_slug: str) -> HttpResponseBase:
    community = community_for(VISITOR, slug)
    found = community.tags.select_related("name").filter(slug=tag_slug).first()
    if found is None:
        raise NotFound
    path = reverse("tag", args=[slug, tag_slug])
    return _feed(request, Source(public_threads(tags=found), path, name=found.name))


@require_safe
def of_product(request: HttpRequest, slug: str, product_slug: str) -> HttpResponseBase:
    community = community_for(VISITOR, slug)
    found = community.products.select_related("name").filter(slug=product_slug).first()
    if found is None:
        raise NotFound
    path = reverse("product", args=[slug, product_slug])
    return _feed(request, Source(public_threads(product=found), path, name=found.name))


@require_safe
def of_thread(request: HttpRequest, thread_id: int) -> HttpResponseBase:
    found = thread_for(VISITOR, thread_id)
    if found.visibility != Thread.Visibility.PUBLIC:
        raise NotFound
    path = reverse("thread_by_id", args=[found.pk])
    posts = public_posts(found)
    return _feed(request, Source(posts, path, name=found.title, of_threads=False))


@require_safe
def of_member(request: HttpRequest, username: str) -> HttpResponseBase:
    found = found_member(username)
    path = reverse("member", args=[found.username])
    return _feed(request, Source(public_posts_of(found), path, found.name, of_threads=False))


def _feed(request: HttpRequest, source: Source) -> HttpResponseBase:
    """The feed, or that it is as it was."""
    texts = _texts(source)
    seen = render(texts, Reader(language=languages.current()))
    name = seen[source.name.pk].shown.text if source.name else source.words
    entries = [_entry(post, seen, of_thread=source.of_threads) for post in source.posts]
    body = atom(
        title=f"{name} · Lingora",
        subtitle=_("Everyone writes in their own language. You read it in yours."),
        url=settings.PUBLIC_URL + source.path,
        feed_url=settings.PUBLIC_URL + request.path,
        language=languages.current(),
        entries=entries,
    )
    changed = _changed(entries, texts)
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    stamp = int(changed.timestamp()) if changed else None
    if changed:
        response["Last-Modified"] = http_date(changed.timestamp())
    return get_conditional_response(request, etag, stamp, response) or response


def _texts(source: Source) -> list[Text]:
    bodies = [post.body for post in source.posts]
    threads = [text for post in source.posts for text in _of_thread(post)]
    return [*bodies, *threads, *([source.name] if source.name else [])]


def _of_thread(post: Post) -> tuple[Text, Text]:
    return post.thread.title, post.thread.category.name


def _entry(post: Post, seen: dict[int, Rendered], *, of_thread: bool) -> Entry:
    path = reverse("thread_by_id", args=[post.thread_id])
    author = post.author
    member = author and reverse("member", args=[author.username])
    bodies = seen[post.body_id]
    return Entry(
        url=settings.PUBLIC_URL + (path if of_thread else f"{path}?post={post.pk}"),
        title=seen[post.thread.title_id].shown,
        body=bodies.shown,
        author=author.name if author else _("A former member"),
        author_url=settings.PUBLIC_URL + member if member else "",
        published=post.created,
        updated=_updated(post, of_thread=of_thread),
        categories=[seen[post.thread.category.name_id].shown.text],
    )


def _updated(post: Post, *, of_thread: bool) -> datetime:
    """When the words changed; of a thread also when somebody answered."""
    said = post.edited or post.created
    return max(said, post.thread.last_activity) if of_thread else said


def _changed(entries: Sequence[Entry], texts: Sequence[Text]) -> datetime | None:
    """When the feed last looked different: by what was written, or by a translation."""
    moments = [entry.updated for entry in entries]
    translated = last_translated([text.pk for text in texts])
    return max([*moments, *([translated] if translated else [])], default=None)
