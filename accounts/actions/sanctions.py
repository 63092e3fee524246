"""Warning, pausing and banning members, and taking that back.

Sanctions overlap: a membership's state is always what all of them together say, counted anew
under its lock. Nobody decides about himself, nor about staff of his rank or above.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import record
from accounts.models import AuditEntry, Community, Member, Membership, Sanction
from accounts.permissions import Actor, Privilege, require
from accounts.reasons import speaks_against
from accounts.standing_errors import BannedAlready, NotAboveThem, PausedAlready, SanctionOver
from core.errors import InvalidInput, Message

PAUSE_HOURS = (24, 72, 168)
"""For how long one may pause somebody: a day, three, a week."""
NOTE_MAX_CHARS = 2000
_RANKS = {Membership.Role.MEMBER: 0, Membership.Role.AGENT: 1, Membership.Role.OPERATOR: 2}
_ABOVE_ALL = 3
_VERBS = {
    Sanction.Kind.WARNING: "member.warned",
    Sanction.Kind.PAUSE: "member.paused",
    Sanction.Kind.BAN: "member.banned",
}


@transaction.atomic
def warn_member(*, actor: Actor, membership: Membership, reason: str, note: str = "") -> Sanction:
    """Tell a member that something must not happen again. `note` is for colleagues.

    Raises NotSignedIn, NotPermitted, NotAboveThem, InvalidInput (`fields`: reason, note).
    """
    membership = _decidable(actor, membership, Privilege.SANCTION, reason, note)
    return _sanction(actor, membership, Sanction.Kind.WARNING, reason, note)


@transaction.atomic
def pause_member(
    *, actor: Actor, membership: Membership, hours: int, reason: str, note: str = ""
) -> Sanction:
    """Let a member only read for 24, 72 or 168 hours.

    Raises NotSignedIn, NotPermitted, NotAboveThem, BannedAlready, PausedAlready (for as long or
    longer), InvalidInput (`fields`: reason, note, hours).
    """
    membership = _decidable(actor, membership, Privilege.SANCTION, reason, note)
    if hours not in PAUSE_HOURS:
        raise InvalidInput(fields={"hours": _("Choose how long from the list.")})
    if membership.state == Membership.State.BANNED:
        raise BannedAlready
    until = timezone.now() + timedelta(hours=hours)
    present = membership.paused_until
    if membership.state == Membership.State.PAUSED and (present is None or present >= until):
        raise PausedAlready
    return _sanction(actor, membership, Sanction.Kind.PAUSE, reason, note, until)


@transaction.atomic
def ban_member(*, actor: Actor, membership: Membership, reason: str, note: str = "") -> Sanction:
    """Shut a member out until that is lifted: he is what a visitor is.

    Raises NotSignedIn, NotPermitted, NotAboveThem, BannedAlready, InvalidInput.
    """
    membership = _decidable(actor, membership, Privilege.BAN, reason, note)
    if membership.state == Membership.State.BANNED:
        raise BannedAlready
    return _sanction(actor, membership, Sanction.Kind.BAN, reason, note)


@transaction.atomic
def lift_sanction(*, actor: Actor, sanction: Sanction, note: str = "") -> Sanction:
    """Take a sanction back; what other sanctions say goes on to hold. A warning can be taken
    back as well.

    Raises NotSignedIn, NotPermitted, NotAboveThem, SanctionOver, InvalidInput (`fields`: note).
    """
    ban = sanction.kind == Sanction.Kind.BAN
    privilege = Privilege.BAN if ban else Privilege.SANCTION
    membership = _decidable(actor, sanction.membership, privilege, sanction.reason, note)
    sanction = Sanction.objects.select_related("entry").get(pk=sanction.pk)
    over = sanction.until is not None and sanction.until <= timezone.now()
    if sanction.lifted is not None or over:
        raise SanctionOver
    sanction.lifted, sanction.lifted_by = timezone.now(), actor.member
    sanction.save(update_fields=["lifted", "lifted_by"])
    _follow(membership, actor.member, "sanction.lifted", note=note, undoes=sanction.entry)
    return sanction


def end_pauses() -> int:
    """Tidy up after pauses whose time is over, and have their members told; how many those were.
    Nothing depends on when this runs: such a pause holds no longer in any case."""
    over = Membership.objects.filter(
        state=Membership.State.PAUSED, paused_until__lte=timezone.now()
    )
    return sum(_end_pause(pk) for pk in over.values_list("pk", flat=True))


@transaction.atomic
def _end_pause(membership_id: int) -> bool:
    membership = _locked(membership_id)
    if membership.present_state == membership.state:  # somebody was quicker, or paused anew
        return False
    _follow(membership, None, "pause.ended")
    return True


def membership_of(member: Member, community: Community) -> Membership | None:
    """What somebody is in a community; None where he never joined."""
    return Membership.objects.filter(member=member, community=community).first()


def is_above(
    actor: Actor, member: Member, membership: Membership | None, community: Community
) -> bool:
    """True where the actor's rank lets him decide about somebody; privileges are asked apart."""
    present = membership or Membership(member=member, community=community)
    return actor.id != member.pk and _rank_of(actor, present) > _rank(present)


def _decidable(
    actor: Actor, membership: Membership, privilege: Privilege, reason: str, note: str
) -> Membership:
    """The membership, locked, where the actor may decide about it and said why."""
    require(actor, privilege, membership.community)
    membership = _locked(membership.pk)
    if not is_above(actor, membership.member, membership, membership.community):
        raise NotAboveThem
    wrong: dict[str, Message] = {}
    if not speaks_against(reason):
        wrong["reason"] = _("Choose a reason from the list.")
    if len(note) > NOTE_MAX_CHARS:
        wrong["note"] = _("At most %(most)d characters.") % {"most": NOTE_MAX_CHARS}
    if wrong:
        raise InvalidInput(fields=wrong)
    return membership


def _rank_of(actor: Actor, membership: Membership) -> int:
    own = actor.memberships.get(membership.community_id)
    if actor.is_operator:
        return _ABOVE_ALL
    return _RANKS[Membership.Role(own.role)] if own else 0


def _rank(membership: Membership) -> int:
    """What somebody is here. Members with a low rank of the actor's own are below staff of any."""
    if membership.member.is_superuser:
        return _ABOVE_ALL
    return _RANKS[Membership.Role(membership.role)]


def _locked(membership_id: int) -> Membership:
    rows = Membership.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("member", "community").get(pk=membership_id)


def _sanction(
    actor: Actor,
    membership: Membership,
    kind: Sanction.Kind,
    reason: str,
    note: str,
    until: datetime | None = None,
) -> Sanction:
    sanction = Sanction(
        membership=membership, kind=kind, reason=reason, note=note, until=until, by=actor.member
    )
    _follow(membership, actor.member, _VERBS[kind], reason=reason, note=note, adding=sanction)
    return sanction


def _follow(
    membership: Membership,
    decider: Member | None,
    verb: str,
    *,
    reason: str = "",
    note: str = "",
    undoes: AuditEntry | None = None,
    adding: Sanction | None = None,
) -> AuditEntry:
    """Write down what was decided, and bring the membership's state after its sanctions."""
    before = _facts(membership)
    membership.state, membership.paused_until = _state_after(membership, adding)
    membership.save(update_fields=["state", "paused_until"])
    entry = record(
        community=membership.community,
        actor=decider,
        verb=verb,
        subject=("membership", membership.pk),
        member=membership.member,
        reason=reason,
        note=note,
        before=before,
        after=_facts(membership),
        undoes=undoes,
    )
    if adding is not None:
        adding.entry = entry
        adding.save()
    return entry


def _state_after(membership: Membership, adding: Sanction | None) -> tuple[str, datetime | None]:
    """What all sanctions that stand say together: a ban is stronger than a pause, a longer pause
    than a shorter one. A warning changes nothing."""
    if adding is not None and adding.kind == Sanction.Kind.WARNING:
        return membership.state, membership.paused_until
    rows = list(Sanction.objects.filter(membership=membership, lifted=None))
    standing = [row for row in [*rows, *([adding] if adding else [])] if row.stands]
    if any(row.kind == Sanction.Kind.BAN for row in standing):
        return Membership.State.BANNED, None
    ends = [row.until for row in standing if row.until is not None]
    if ends:
        return Membership.State.PAUSED, max(ends)
    return Membership.State.ACTIVE, None


def _facts(membership: Membership) -> dict[str, str | int | bool | list[str] | None]:
    until = membership.paused_until
    return {"state": membership.state, "until": until.isoformat() if until else None}
