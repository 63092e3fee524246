"""How items of the review queue stand on a page: in the decider's language, originals beside."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from accounts.permissions import Actor, allowed
from core import languages
from forum.actions.claims import has_ended
from forum.actions.review_languages import texts_of
from forum.models import Post, ReviewItem
from forum.queries.review_context import posts_around
from forum.review_kinds import Decision, Exhibit, Label, Place, kinds
from frontend.pages.replying import post_path
from frontend.pages.texts import TextView, text_view
from frontend.pages.visitor import actor_of, page_reader, reading_of
from translation.models import Text
from translation.queries import render


@dataclass(frozen=True, slots=True)
class Card:
    """One item: what it is about (where that is a post), what its kind shows, and who works on
    it."""

    item: ReviewItem
    exhibit: Exhibit
    title: TextView | None
    body: TextView | None
    views: Mapping[int, TextView]
    holder: Member | None
    mine: bool

    @property
    def voices(self) -> list[dict[str, Any]]:
        return [
            {"voice": voice, "words": self.views[voice.text.pk] if voice.text else None}
            for voice in self.exhibit.voices
        ]

    @property
    def words(self) -> list[dict[str, Any]]:
        return [{"label": one.label, "view": self.views[one.text.pk]} for one in self.exhibit.words]

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Why it is here, each with how many say so; the most frequent first."""
        counted: dict[str, int] = defaultdict(int)
        for voice in self.exhibit.voices:
            counted[str(voice.label)] += 1
        return sorted(counted.items(), key=lambda pair: -pair[1])

    @property
    def post_path(self) -> str:
        return post_path(self.item.post) if self.item.post else ""

    @property
    def place(self) -> str:
        """The address of the page with the whole matter."""
        return _address(self.exhibit.place) if self.exhibit.place else ""


def cards(request: HttpRequest, items: Sequence[ReviewItem]) -> list[Card]:
    """The items of a page; what they show in one call of `render`, whatever their number."""
    shown = exhibits(actor_of(request), items)
    texts = {pk: text for item in items for pk, text in _texts(item, shown[item.pk])}
    views = views_of(request, texts.values())
    return [card(actor_of(request), item, shown[item.pk], views) for item in items]


def exhibits(actor: Actor, items: Sequence[ReviewItem]) -> dict[int, Exhibit]:
    """What their kinds show of items; as many queries as the kinds need, not the items."""
    by_kind: dict[str, list[ReviewItem]] = defaultdict(list)
    for item in items:
        by_kind[item.kind].append(item)
    found: dict[int, Exhibit] = {}
    for code, rows in by_kind.items():
        found |= kinds()[code].exhibits(actor, rows)
    return {item.pk: found.get(item.pk, Exhibit()) for item in items}


def card(actor: Actor, item: ReviewItem, exhibit: Exhibit, views: Mapping[int, TextView]) -> Card:
    post, free = item.post, has_ended(item)
    return Card(
        item=item,
        exhibit=exhibit,
        title=views[post.thread.title_id] if post else None,
        body=views[post.body_id] if post else None,
        views=views,
        holder=None if free else item.claimed_by,
        mine=not free and item.claimed_by_id == actor.id,
    )


def views_of(request: HttpRequest, texts: Iterable[Text]) -> dict[int, TextView]:
    reading = reading_of(request)
    found = render(texts, page_reader())
    return {pk: text_view(rendered, reading) for pk, rendered in found.items()}


def _texts(item: ReviewItem, exhibit: Exhibit) -> list[tuple[int, Text]]:
    return [(text.pk, text) for text in texts_of(item, exhibit)]


@dataclass(frozen=True, slots=True)
class Around:
    """A post near the one in question."""

    post: Post
    body: TextView


def whole(request: HttpRequest, item: ReviewItem) -> dict[str, Any]:
    """One item with what was said around it, for its page."""
    actor = actor_of(request)
    exhibit = exhibits(actor, [item])[item.pk]
    before, after = posts_around(actor, item.post) if item.post else ([], [])
    texts = [*texts_of(item, exhibit), *(post.body for post in (*before, *after))]
    views = views_of(request, texts)
    return {
        "card": card(actor, item, exhibit, views),
        "before": [Around(post, views[post.body_id]) for post in before],
        "after": [Around(post, views[post.body_id]) for post in after],
    }


def decisions_for(actor: Actor, item: ReviewItem) -> list[Decision]:
    """Those that the actor may take on this item."""
    return [
        decision
        for decision in kinds()[item.kind].decisions
        if decision.is_for(item)
        and (decision.privilege is None or allowed(actor, decision.privilege, item.community))
    ]


def label_of(item: ReviewItem, name: str) -> Label:
    """What a decision on an item is called; empty for none."""
    found = kinds()[item.kind].decision(name, item)
    return found.label if found else _("Decided elsewhere") if name else ""


def _address(place: Place) -> str:
    with languages.using(place.language or languages.current()):
        return reverse(place.name, args=place.args)
