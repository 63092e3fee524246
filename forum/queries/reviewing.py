"""The review queue: what waits, for whom, and who works on it.

Somebody sees an item where he may decide on its kind in its community, in a language that he
moderates; staff sees every language. Nobody sees what concerns himself, and no member what he
reported himself.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.models import Community, Membership
from accounts.permissions import Actor, Privilege, communities_with
from core import languages
from core.errors import NotFound, NotPermitted, NotSignedIn
from forum.models import ReviewItem
from forum.queries.paging import PAGE, Page, page_of
from forum.review_kinds import ReviewKind, kinds
from forum.visibility import category_condition

COUNTED_MOST = 99
"""Counting stops here: more is "99+"."""
_STAFF = (Membership.Role.AGENT, Membership.Role.OPERATOR)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which items are asked for: empty strings for all kinds and languages."""

    community: Community | None = None
    kind: str = ""
    language: str = ""


def items_for(
    actor: Actor,
    asked: Asked,
    *,
    decided: bool = False,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[ReviewItem]:
    """The queue, what presses most first; or what was decided, the newest first. One query.

    Raises NotSignedIn, NotPermitted (where the actor has nothing to review) and BadCursor.
    """
    state = ReviewItem.State.DECIDED if decided else ReviewItem.State.OPEN
    rows = _asked(_items(actor, asked.community).filter(state=state), asked)
    field = "decided" if decided else "ranked"
    return page_of(rows, field=field, descending=decided, cursor=cursor, limit=limit)


def item_for(actor: Actor, item_id: int) -> ReviewItem:
    """One item, open or decided. Raises NotSignedIn, NotPermitted, NotFound."""
    item = _items(actor).filter(pk=item_id).first()
    if item is None:
        raise NotFound
    return item


def next_for(actor: Actor, asked: Asked) -> ReviewItem | None:
    """What to decide on next: the first about which the actor can do something."""
    rows = _asked(_items(actor, asked.community).filter(_free(actor)), asked)
    return rows.filter(state=ReviewItem.State.OPEN).order_by("ranked", "id").first()


def counts_for(actor: Actor, community: Community | None = None) -> dict[tuple[str, str], int]:
    """How many items are open, by kind and language; one query. Raises what `items_for` raises."""
    rows = _items(actor, community).filter(state=ReviewItem.State.OPEN).order_by()
    grouped = rows.values("kind", "language").annotate(count=Count("pk"))
    return {(row["kind"], row["language"]): row["count"] for row in grouped}


def waiting_for(actor: Actor) -> int | None:
    """How many items wait for the actor, at most `COUNTED_MOST` + 1; None for who reviews nothing
    anywhere, without a query."""
    if not reviews_anywhere(actor):
        return None
    rows = _items(actor).filter(_free(actor), state=ReviewItem.State.OPEN).order_by()
    return len(rows.values_list("pk", flat=True)[: COUNTED_MOST + 1])


def reviews_anywhere(actor: Actor, community: Community | None = None) -> bool:
    """True for who may decide on some kind of matter, here or anywhere."""
    if actor.scopes is not None and "moderate" not in actor.scopes:
        return False  # some kinds ask for privileges that other tokens give, too
    if actor.is_operator:
        return True
    found = {pk for kind in kinds().values() for pk in communities_with(actor, kind.privilege)}
    return community.pk in found if community else bool(found)


def open_about(post_id: int) -> list[tuple[str, str, int]]:
    """Kind and subject of every open item about a post."""
    rows = ReviewItem.objects.filter(post=post_id, state=ReviewItem.State.OPEN)
    return list(rows.values_list("kind", "subject_type", "subject_id"))


def languages_of(membership: Membership) -> frozenset[str]:
    """What a member reviews who is no staff: the languages that he was appointed for, else those
    that he writes and reads."""
    member = membership.member
    own = membership.moderated_languages or [*member.written_languages, member.reading_language]
    offered = [language.code for language in languages.offered()]
    return frozenset({*own, *(code for code in offered if _is_one_of(code, own))})


def _is_one_of(code: str, own: Collection[str]) -> bool:
    return any(languages.serves(code, one) for one in own)


def _items(actor: Actor, community: Community | None = None) -> "QuerySet[ReviewItem]":
    if actor.member is None:
        raise NotSignedIn
    if not reviews_anywhere(actor, community):
        raise NotPermitted
    rows = ReviewItem.objects.filter(_reviewable(actor)).select_related(
        *("community", "member", "claimed_by", "proposed_by", "decided_by", "entry"),
        *("post__body", "post__author", "post__thread__title", "post__thread__author"),
        *("post__thread__community", "post__thread__category__name"),
    )
    return rows.filter(community=community) if community else rows


def _asked(rows: "QuerySet[ReviewItem]", asked: Asked) -> "QuerySet[ReviewItem]":
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    return rows.filter(language=asked.language) if asked.language else rows


def _free(actor: Actor) -> Q:
    """What the actor can do something about: nobody else works on it, and it does not wait for a
    second person after himself."""
    mine = Q(claimed_by=None) | Q(claimed_by=actor.id) | Q(claimed_until__lte=timezone.now())
    return mine & (Q(proposed_by=None) | ~Q(proposed_by=actor.id))


def _reviewable(actor: Actor) -> Q:
    others = _of_others(actor)
    if actor.is_operator:
        return others & Q(kind__in=list(kinds()))
    entered = Q(post=None) | category_condition(actor, "post__thread__category__")
    return others & entered & _not_asked_by(actor) & _powers(actor)


def _of_others(actor: Actor) -> Q:
    """What does not concern the actor himself."""
    others = Q(member=None) | ~Q(member=actor.id)
    for kind in kinds().values():
        if kind.concerning is not None and actor.id is not None:
            others &= ~Q(kind=kind.kind, subject_id__in=kind.concerning(actor.id))
    return others


def _not_asked_by(actor: Actor) -> Q:
    """What others ask for, and all of it where the actor is staff."""
    asked = Q(pk=None)
    for kind in kinds().values():
        if kind.asked_by is not None and actor.id is not None:
            asked |= Q(kind=kind.kind) & kind.asked_by(actor.id)
    staffed = communities_with(actor, Privilege.DECIDE_REPORTS)
    return ~(asked & Q(state=ReviewItem.State.OPEN)) | Q(community__in=staffed)


def _powers(actor: Actor) -> Q:
    """The kinds and languages of each community; those of equal powers together."""
    found: dict[tuple[str, frozenset[str] | None], list[int]] = defaultdict(list)
    for kind in kinds().values():
        for community_id in communities_with(actor, kind.privilege):
            limits = _limits(actor, kind, community_id)
            found[kind.kind, limits].append(community_id)
    condition = Q(pk=None)
    for (code, limits), communities in found.items():
        part = Q(kind=code, community__in=communities)
        condition |= part if limits is None else part & Q(language__in=["", *sorted(limits)])
    return condition


def _limits(actor: Actor, kind: ReviewKind, community_id: int) -> frozenset[str] | None:
    membership = actor.memberships[community_id]
    if not kind.by_language or membership.role in _STAFF:
        return None
    assert actor.member is not None
    membership.member = actor.member
    return languages_of(membership)
