"""What claims are counted from: withdrawals and removals, and claims in their order."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from reputation.counting import Entry, Order, replay
from reputation.models import Balance, Claim, Removal, Withdrawal
from reputation.rules import PERSONAL

Object = tuple[str, int]
Subject = tuple[str, int, str, int]
"""Type and number of an object, topic, and in personal topics the giver."""

OBJECTS_AT_ONCE = 500


def claims_of(balance: Balance) -> "QuerySet[Claim]":
    """Everything a member claims in a community, in the order in which it is decided."""
    membership = balance.membership
    rows = Claim.objects.filter(member=membership.member_id, community=membership.community_id)
    return rows.select_related("live").order_by("happened", "event", "id")


def claims_since(balance: Balance, since: Order) -> "QuerySet[Claim]":
    """Those that are decided at `since` or after."""
    moment, event = since
    return claims_of(balance).filter(Q(happened__gt=moment) | Q(happened=moment, event__gte=event))


def claims_withdrawn(withdrawal: Withdrawal) -> "QuerySet[Claim]":
    """The claims that a withdrawal takes back, whatever took them back before."""
    rows = Claim.objects.filter(
        object_type=withdrawal.object_type,
        object_id=withdrawal.object_id,
        topic=withdrawal.topic,
        event__lt=withdrawal.event,
    )
    return rows.filter(giver=withdrawal.giver) if withdrawal.topic in PERSONAL else rows


def endings(claims: Sequence[Claim]) -> dict[str, Order]:
    """When claims ended, by their keys: by the first withdrawal after them, in whatever order both
    were heard. A claim never ends before it began, whatever clocks say."""
    heard = _withdrawals({claim.object for claim in claims})
    found: dict[str, Order] = {}
    for claim in claims:
        for one in heard.get(_subject(claim), ()):
            if one.event > claim.event:
                found[claim.key] = max(one.happened, claim.happened), one.event
                break
    return found


def note_endings(claims: Sequence[Claim]) -> None:
    """Let claims know what took them back; not saved."""
    ended = endings(claims)
    for claim in claims:
        claim.ended, claim.ended_event = ended.get(claim.key, (None, None))
        claim.ended_same_day = bool(claim.ended and claim.ended.date() == claim.happened.date())


def _withdrawals(objects: Collection[Object]) -> dict[Subject, list[Withdrawal]]:
    """Withdrawals for objects, in the order of their events."""
    found: dict[Subject, list[Withdrawal]] = defaultdict(list)
    for part in _parts(objects):
        for row in Withdrawal.objects.filter(**part).order_by("event"):
            found[_subject(row)].append(row)
    return found


def _parts(objects: Collection[Object]) -> Iterator[dict[str, Any]]:
    """Conditions that find objects of one type each, not too many at once: the indexes begin with
    the type."""
    for kind in sorted({kind for kind, _number in objects}):
        numbers = sorted(number for of, number in objects if of == kind)
        for start in range(0, len(numbers), OBJECTS_AT_ONCE):
            part = numbers[start : start + OBJECTS_AT_ONCE]
            yield {"object_type": kind, "object_id__in": part}


def _subject(row: Claim | Withdrawal) -> Subject:
    giver = row.giver if row.topic in PERSONAL else 0
    return row.object_type, row.object_id, row.topic, giver


def claims_on(removal: Removal) -> "QuerySet[Claim]":
    """The claims that the going of an object concerns."""
    rows = Claim.objects.filter(object_type=removal.object_type, object_id=removal.object_id)
    return rows.select_related("live")


def removals_of(objects: Collection[Object]) -> dict[Object, Removal]:
    """What is known of the going of objects."""
    rows = (row for part in _parts(objects) for row in Removal.objects.filter(**part))
    return {(row.object_type, row.object_id): row for row in rows}


def replayed(claims: Sequence[Claim]) -> list[Entry]:
    """A member's claims decided anew, from the facts alone."""
    ended = endings(claims)
    return replay([entry_of(claim, ended.get(claim.key)) for claim in claims if not claim.voided])


def entry_of(claim: Claim, ended: Order | None) -> Entry:
    """A claim as `reputation.counting` knows it, not decided yet."""
    return Entry(
        number=claim.pk,
        code=claim.code,
        version=claim.version,
        requested=claim.requested,
        object=claim.object,
        thread=claim.thread_id,
        giver=claim.giver_group,
        barred=claim.barred,
        happened=claim.happened,
        event=claim.event,
        ended=ended,
    )
