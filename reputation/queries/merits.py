"""What is counted for badges: for one member when something happened, for all when reconciling."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from forum.models import Post, ReviewItem, Thread
from reputation.badges import FAMILIES
from reputation.models import Claim
from reputation.queries.counted import counted_claims
from translation.models import Correction, GlossaryTerm


@dataclass(frozen=True, slots=True)
class Place:
    """A member in a community, by their ids."""

    member: int
    community: int


def merits_of(place: Place, badges: Collection[str]) -> dict[str, int]:
    """How often a member has done what each badge is for; one query for all that is counted from
    credit, and one to three for each other badge."""
    codes = {FAMILIES[badge].claims: badge for badge in badges if FAMILIES[badge].claims}
    found = {codes[code]: count for code, count in _of_member(place, codes)} if codes else {}
    others = [badge for badge in badges if not FAMILIES[badge].claims]
    return found | {badge: _COUNTED[badge](place).get(place, 0) for badge in others}


def _of_member(place: Place, codes: Collection[str]) -> "QuerySet[Claim, tuple[str, int]]":
    rows = counted_claims().filter(member=place.member, community=place.community)
    grouped = rows.filter(code__in=list(codes)).order_by().values_list("code")
    return grouped.annotate(count=Count("object_id", distinct=True))


def merits_of_all(badge: str) -> dict[Place, int]:
    """How often members have done what a badge is for; those who never did are left out."""
    code = FAMILIES[badge].claims
    if code:
        rows = counted_claims().filter(code=code)
        return _tally(rows, "member", "community", "object_id", None)
    return _COUNTED[badge](None)


def _tally(
    rows: "QuerySet[Any]", member: str, community: str, counted: str, only: Place | None
) -> "Counter[Place]":
    """How many different `counted` each member has in each community, in one query."""
    rows = rows.filter(**{f"{member}__isnull": False, f"{community}__isnull": False})
    if only is not None:
        rows = rows.filter(**{member: only.member, community: only.community})
    grouped = rows.order_by().values_list(member, community)
    found = grouped.annotate(count=Count(counted, distinct=True))
    return Counter({Place(who, where): count for who, where, count in found})


def _first_replies(only: Place | None) -> "Counter[Place]":
    """Questions of others that somebody answered first, as long as the answer is there."""
    earlier = _answers().filter(thread=OuterRef("thread"), number__lt=OuterRef("number"))
    rows = _answers().exclude(thread__author=F("author")).filter(~Exists(earlier))
    return _tally(rows, "author", "thread__community", "thread", only)


def _welcomes(only: Place | None) -> "Counter[Place]":
    """Members whose first thread in a community somebody answered."""
    before = Thread.objects.filter(
        community=OuterRef("thread__community"),
        author=OuterRef("thread__author"),
        pk__lt=OuterRef("thread"),
    )
    rows = _answers().filter(thread__author__isnull=False).exclude(thread__author=F("author"))
    return _tally(rows.filter(~Exists(before)), "author", "thread__community", "thread", only)


def _answers() -> "QuerySet[Post]":
    return Post.objects.filter(
        kind=Post.Kind.ANSWER, visibility=Post.Visibility.PUBLIC, thread__visibility="public"
    )


def _reviews(only: Place | None) -> "Counter[Place]":
    """What others proposed and somebody decided, in the queue or beside it."""
    corrections = Correction.objects.exclude(author=F("decided_by"))
    terms = GlossaryTerm.objects.exclude(proposed_by=F("decided_by"))
    items = ReviewItem.objects.filter(state=ReviewItem.State.DECIDED)
    found: Iterable[Counter[Place]] = (
        _tally(rows, "decided_by", "community", "pk", only)
        for rows in (corrections, terms, _beside_those(items))
    )
    return sum(found, Counter())


def _beside_those(items: "QuerySet[ReviewItem]") -> "QuerySet[ReviewItem]":
    """Items whose decision is not told by the proposal itself."""
    kinds = ReviewItem.Kind
    return items.exclude(kind__in=[kinds.TRANSLATION_FIX, kinds.TERM])


_COUNTED: Mapping[str, Callable[[Place | None], "Counter[Place]"]] = {
    "first_reply": _first_replies,
    "welcome": _welcomes,
    "review": _reviews,
}
