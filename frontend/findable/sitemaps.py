"""Sitemaps: one for each language and stretch of threads, with what exists in that language.

A stretch holds the threads of `STRETCH` numbers in a row, so that a sitemap keeps its address
however many threads come after it.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from django.conf import settings
from django.core.cache import cache
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.permissions import VISITOR
from accounts.queries import communities_for
from core import languages
from core.errors import NotFound
from forum.models import Post, Thread
from forum.queries import categories_in
from forum.visibility import thread_condition
from frontend.findable.editions import editions_of
from translation.models import Text

STRETCH = 2000
"""Threads of a sitemap; the protocol allows 50,000 addresses."""
CACHED_SECONDS = 3600
CONTENT_TYPE = "application/xml; charset=utf-8"
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

Entry = tuple[str, datetime | None]
"""An address and when what it shows changed last."""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All sitemaps that hold something."""
    return _cached("index", lambda: _document("sitemapindex", "sitemap", _index()))


@require_safe
def places(request: HttpRequest, code: str) -> HttpResponse:
    """The pages of communities and categories in one language."""
    language = _offered(code)
    return _cached(f"places-{language}", lambda: _document("urlset", "url", _places(language)))


@require_safe
def threads(request: HttpRequest, code: str, stretch: str) -> HttpResponse:
    """The threads of one stretch that exist in one language."""
    entries = _threads(int(stretch)).get(_offered(code), [])
    if not entries:
        raise NotFound
    return HttpResponse(_document("urlset", "url", entries), content_type=CONTENT_TYPE)


def _offered(code: str) -> str:
    """The code of an offered language, written as in addresses. Raises NotFound."""
    for language in languages.offered():
        if language.slug == code:
            return language.code
    raise NotFound


def _cached(key: str, make: Callable[[], str]) -> HttpResponse:
    document = cache.get_or_set(f"sitemap-{key}", make, CACHED_SECONDS)
    return HttpResponse(document, content_type=CONTENT_TYPE)


def _index() -> Iterator[Entry]:
    for language in languages.offered():
        yield _url("sitemap_of_places", language.slug), None
    last = Thread.objects.aggregate(last=Max("pk"))["last"] or 0
    for stretch in range(last // STRETCH + 1):
        for code, entries in _threads(stretch).items():
            newest = max(moment for _url, moment in entries if moment)
            yield _url("sitemap_of_threads", languages.get(code).slug, stretch), newest


def _threads(stretch: int) -> dict[str, list[Entry]]:
    """The addresses of the public threads of a stretch, by language. Cached."""
    return (
        cache.get_or_set(f"sitemap-threads-{stretch}", lambda: _listed(stretch), CACHED_SECONDS)
        or {}
    )


def _listed(stretch: int) -> dict[str, list[Entry]]:
    first = stretch * STRETCH
    rows = (
        Thread.objects.filter(thread_condition(VISITOR), merged_into=None)
        .filter(pk__gte=first, pk__lt=first + STRETCH)
        .select_related("title")
    )
    found = {thread.pk: thread for thread in rows}
    openings = _openings(found)
    existing = editions_of((found[pk], text) for pk, text in openings.items())
    listed: dict[str, list[Entry]] = {}
    for pk, some in existing.items():
        for edition in some:
            entry = (edition.url, found[pk].last_activity)
            listed.setdefault(edition.language.code, []).append(entry)
    return listed


def _openings(threads: Iterable[int]) -> dict[int, Text]:
    rows = Post.objects.filter(
        thread__in=list(threads),
        kind=Post.Kind.OPENING,
        visibility=Post.Visibility.PUBLIC,
    )
    return {post.thread_id: post.body for post in rows.select_related("body")}


def _places(language: str) -> Iterator[Entry]:
    with languages.using(language):
        yield settings.PUBLIC_URL + reverse("home"), None
        open_to_all = communities_for(VISITOR)
        for community in open_to_all:
            yield settings.PUBLIC_URL + reverse("community", args=[community.slug]), None
        slugs = {community.pk: community.slug for community in open_to_all}
        for category in categories_in(VISITOR, open_to_all):
            path = reverse("category", args=[slugs[category.community_id], category.slug])
            yield settings.PUBLIC_URL + path, None


def _url(name: str, *arguments: object) -> str:
    return settings.PUBLIC_URL + reverse(name, args=arguments)


def _document(root: str, item: str, entries: Iterable[Entry]) -> str:
    items = (
        f"<{item}><loc>{escape(url)}</loc>{_changed(moment)}</{item}>" for url, moment in entries
    )
    body = "\n".join(items)
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_NAMESPACE}">'
    return f"{head}\n{body}\n</{root}>\n"


def _changed(moment: datetime | None) -> str:
    return f"<lastmod>{moment.isoformat(timespec='seconds')}</lastmod>" if moment else ""
