"""Levels: the computed one, and the granted one beneath which it never counts."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.actions.audit import record
from accounts.actions.memberships import join
from accounts.models import Community, Member, Membership


@transaction.atomic
def set_level(*, membership: Membership, level: int, reason: str) -> Membership:
    """Write the computed level (0 to 5), and that nothing of it ends; the granted one stays as
    its floor. `reason` is a code. What is so already is written down nowhere."""
    membership = locked_membership(membership.pk)
    before, counted_before = membership.level, membership.effective_level
    if level == before:
        return membership
    membership.level, membership.level_reason, membership.level_ends = level, reason, None
    membership.save(update_fields=["level", "level_reason", "level_ends"])
    _record(membership, _verb(counted_before, membership.effective_level), "level", before)
    return membership


def _verb(before: int, after: int) -> str:
    if after == before:  # the granted level counts, whatever is computed below it
        return "level.counted"
    return "level.reached" if after > before else "level.lost"


@transaction.atomic
def let_level_end(*, membership: Membership, at: datetime | None) -> Membership:
    """Write when the computed level ends; None: it does not. Nobody's decision, so not logged."""
    membership = locked_membership(membership.pk)
    membership.level_ends = at
    membership.save(update_fields=["level_ends"])
    return membership


@transaction.atomic
def grant_level(
    *,
    member: Member,
    level: int,
    reason: str,
    community: Community | None = None,
    until: datetime | None = None,
) -> int:
    """Grant `level` (0 to 5) as a floor in a community, or in every one there is, up to `until`
    where that is given; how many communities those are."""
    communities = [community] if community else list(Community.objects.all())
    for one in communities:
        membership = locked_membership(join(member=member, community=one).pk)
        before = membership.level_granted
        membership.level_granted, membership.level_granted_until = level, until
        membership.level_reason = reason
        membership.save(update_fields=["level_granted", "level_granted_until", "level_reason"])
        _record(membership, "level.granted", "level_granted", before)
    return len(communities)


def expire_grants() -> int:
    """Take granted levels back whose time is over; how many those were. They count no longer in
    any case, whenever this runs."""
    over = Membership.objects.filter(level_granted_until__lte=timezone.now())
    return sum(_expire(pk) for pk in over.values_list("pk", flat=True))


@transaction.atomic
def _expire(membership_id: int) -> bool:
    membership = locked_membership(membership_id)
    until = membership.level_granted_until
    if until is None or until > timezone.now():  # granted anew meanwhile
        return False
    before = membership.level_granted
    membership.level_granted, membership.level_granted_until = 0, None
    membership.level_reason = "grant_over"
    membership.save(update_fields=["level_granted", "level_granted_until", "level_reason"])
    _record(membership, "level.expired", "level_granted", before)
    return True


def locked_membership(membership_id: int) -> Membership:
    """The membership as it stands now, held until the transaction ends."""
    rows = Membership.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("member", "community").get(pk=membership_id)


def _record(membership: Membership, verb: str, field: str, before: int) -> None:
    """The program decides: levels are counted, or granted by a command."""
    until = membership.level_granted_until if field == "level_granted" else None
    after = {field: getattr(membership, field)}
    record(
        community=membership.community,
        actor=None,
        verb=verb,
        subject=("membership", membership.pk),
        member=membership.member,
        reason=membership.level_reason,
        before={field: before},
        after=after | ({"until": until.isoformat()} if until else {}),
    )
