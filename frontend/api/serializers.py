"""From rows to what the contract says; every list in a constant number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.conf import settings
from django.urls import reverse

from accounts.models import Community, Member
from accounts.permissions import Actor
from core import languages
from core.languages import Language
from core.slugs import slug_of
from forum.models import Category, Post, Product, Tag, Thread
from forum.queries import NO_MARK, Page, accepted_in, tags_of_threads
from frontend.api.polls import PostSet, poll, post_set
from frontend.api.reading import Reading
from translation.corrections import Proposal, Row
from translation.models import Text
from translation.queries import Rendered, render

Json: TypeAlias = dict[str, Any]
Texts: TypeAlias = dict[int, Rendered]

URGENCY: dict[int, str] = {
    Thread.Urgency.NORMAL: "normal",
    Thread.Urgency.SOON: "soon",
    Thread.Urgency.NOW: "now",
}


def threads(page: Page[Thread], reading: Reading) -> Json:
    """A page of threads, without their posts."""
    return _page(page, thread_items(page.items, reading))


def thread_items(rows: Sequence[Thread], reading: Reading) -> list[Json]:
    """Threads without their posts."""
    texts = _rendered((row.title for row in rows), reading)
    known = _known_of(rows)
    return [_thread(row, texts, known, reading) for row in rows]


def thread(row: Thread, reading: Reading, page: Page[Post] | None = None) -> Json:
    """One thread, with a page of its posts where one is given."""
    seen = post_set(page.items if page else [], reading)
    texts = _rendered([row.title, *seen.texts], reading)
    answer = _thread(row, texts, _known_of([row]), reading)
    if page:
        items = [_post(each, row, texts, seen, reading) for each in page.items]
        answer["posts"] = _page(page, items)
    return answer


def posts(page: Page[Post], row: Thread, reading: Reading) -> Json:
    """A page of the posts of one thread."""
    seen = post_set(page.items, reading)
    texts = _rendered([row.title, *seen.texts], reading)
    return _page(page, [_post(each, row, texts, seen, reading) for each in page.items])


def post(row: Post, reading: Reading) -> Json:
    """One post."""
    seen = post_set([row], reading)
    texts = _rendered([row.thread.title, *seen.texts], reading)
    return _post(row, row.thread, texts, seen, reading)


def communities(
    rows: Iterable[Community],
    categories: Iterable[Category],
    products: Sequence[Product],
    tags: Sequence[Tag],
    reading: Reading,
) -> list[Json]:
    """Communities with those of the categories, products and tags that are theirs."""
    known = list(categories)
    names = [category.name for category in known]
    names += [row.name for row in products] + [row.name for row in tags]
    texts = _rendered(names, reading)

    def named(row: Product | Tag) -> Json:
        name = texts[row.name_id].as_api(originals=reading.originals)
        counted = {"threads": row.threads_count} if isinstance(row, Tag) else {}
        return {"slug": row.slug, "name": name, **counted}

    return [
        {
            "slug": row.slug,
            "name": row.name,
            "languages": row.languages or [item.code for item in languages.offered()],
            "categories": [
                {
                    "slug": category.slug,
                    "name": texts[category.name_id].as_api(originals=reading.originals),
                    "kinds": category.kinds,
                }
                for category in known
                if category.community_id == row.pk
            ],
            "products": [named(each) for each in products if each.community_id == row.pk],
            "tags": [named(each) for each in tags if each.community_id == row.pk],
        }
        for row in rows
    ]


def language(row: Language, reader: str, sources: list[str], targets: list[str]) -> Json:
    """A language, named in the language `reader`."""
    return {
        "code": row.code,
        "name": row.name_in(reader),
        "native_name": row.native_name,
        "direction": row.direction,
        "interface": row.interface,
        "from": sources,
        "to": targets,
    }


def member(row: Member) -> Json:
    """What everybody may know of a member."""
    return {
        "username": row.username,
        "name": row.name,
        "url": settings.PUBLIC_URL + reverse("member", args=[row.username]),
        "languages": row.written_languages,
        "joined": row.date_joined,
        "sample": row.is_sample,
    }


def me(row: Member, actor: Actor, communities: Iterable[Community]) -> Json:
    """What a member may know of herself; `communities` are those she may enter."""
    return {
        **member(row),
        "reading_language": row.reading_language,
        "kept_languages": row.kept_languages,
        "country": row.country,
        "timezone": row.timezone,
        "communities": [
            {
                "community": community.slug,
                "role": membership.role,
                "level": membership.effective_level,
                "state": membership.state,
            }
            for community in communities
            if (membership := actor.memberships.get(community.pk))
        ],
        "scopes": None if actor.scopes is None else sorted(actor.scopes),
    }


def _page(page: Page[Any], items: list[Json]) -> Json:
    return {"items": items, "next": page.next, "previous": page.previous}


def _rendered(texts: Iterable[Text], reading: Reading) -> Texts:
    return render(texts, reading.reader)


@dataclass(frozen=True, slots=True)
class Known:
    """What is looked up for all threads of a list at once."""

    tags: Mapping[int, list[Tag]]
    accepted: Mapping[int, list[int]]


def _known_of(rows: Sequence[Thread]) -> Known:
    return Known(tags_of_threads(rows), accepted_in(rows))


def _thread(row: Thread, texts: Texts, known: Known, reading: Reading) -> Json:
    return {
        "id": row.pk,
        "url": _address(row, texts, reading),
        "kind": row.kind,
        "state": row.state,
        "closed": row.closed,
        "locked": row.is_locked,
        "pinned": row.pinned,
        "merged_into": row.merged_into_id,
        "community": row.community.slug,
        "category": row.category.slug,
        "tags": [tag.slug for tag in known.tags.get(row.pk, ())],
        "product": row.product.slug if row.product else None,
        "product_version": row.product_version,
        "urgency": URGENCY[row.urgency],
        "title": texts[row.title_id].as_api(originals=reading.originals),
        "author": _author(row.author),
        "language": row.title.language,
        "country": row.country,
        "created": row.created,
        "posts_count": row.posts_count,
        "accepted_posts": known.accepted.get(row.pk, []),
        "event": row.event,
    }


def _post(row: Post, thread: Thread, texts: Texts, seen: PostSet, reading: Reading) -> Json:
    mark = seen.marks.get(row.pk, NO_MARK)
    return {
        "id": row.pk,
        "number": row.number,
        "url": f"{_address(thread, texts, reading)}?post={row.pk}",
        "author": _author(row.author),
        "body": texts[row.body_id].as_api(originals=reading.originals),
        "language": row.body.language,
        "reply_to": _answered(row),
        "kind": row.kind,
        "accepted": bool(row.accepted),
        "score": row.score,
        "voted": mark.vote,
        "confirmations": row.confirmations_count,
        "confirmed": mark.confirmed,
        "poll": poll(seen.polls.get(row.pk), mark, texts, reading),
        "visibility": row.visibility,
        "created": row.created,
        "edited": row.edited,
        "revision": row.revision,
    }


def _author(row: Member | None) -> Json | None:
    return {"username": row.username, "name": row.name} if row else None


def _answered(row: Post) -> int | None:
    """The post this one replies to, as long as everybody may see it."""
    seen = row.reply_to is not None and row.reply_to.visibility == Post.Visibility.PUBLIC
    return row.reply_to_id if seen else None


def _address(row: Thread, texts: Texts, reading: Reading) -> str:
    """The address of a thread's page in the reading language."""
    slug = slug_of(texts[row.title_id].shown.text)
    with languages.using(reading.reader.language):
        return settings.PUBLIC_URL + reverse("thread", args=[row.pk, slug])


def correction(found: Proposal) -> Json:
    """A proposed translation of a sentence."""
    row = found.correction
    return {
        "id": row.pk,
        "lang": row.target_language,
        "source": found.source,
        "before": found.before,
        "target": found.target,
        "state": row.state,
        "author": _author(row.author),
        "votes": {"agree": found.agree, "disagree": found.disagree},
        "created": row.created,
        "decided": row.decided,
    }


def sentence(row: Row) -> Json:
    """A sentence of a text and what became of it."""
    origin = {"human": "human", "none": None}.get(row.origin, "machine")
    return {
        "source": row.source,
        "target": row.present if origin else None,
        "origin": origin,
        "quality": round(row.quality, 3) if row.quality is not None else None,
    }
