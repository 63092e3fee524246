"""Deciding about a member of a community with everything that belongs to it: what is said to him,
and what becomes of his posts."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions import ban_member, join, pause_member, warn_member
from accounts.actions.audit import record
from accounts.models import AuditEntry, Community, Member, Membership, Sanction
from accounts.permissions import Actor, Privilege, require
from accounts.standing import is_member
from core.errors import Conflict, InvalidInput, NotFound
from forum.actions.appeals import written
from forum.actions.hiding import hide, show
from forum.actions.notices import notify_decision
from forum.actions.timeline import lock_threads
from forum.decisions import undoes
from forum.models import Post

Kind = Sanction.Kind
HIDE_DAYS = (1, 7, 30)
"""Of how many days one may hide all posts of a banned member."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What is to be done: a `kind` of sanction for a `reason`, a pause for so many `hours`.

    `statement` is told to the member, `note` to colleagues. A ban may hide what he wrote here in
    the last `hide_days`; 0 keeps all of it.
    """

    kind: str
    reason: str
    hours: int = 0
    statement: str = ""
    note: str = ""
    hide_days: int = 0


@transaction.atomic
def sanction_member(
    *, actor: Actor, member: Member, community: Community, measure: Measure
) -> Sanction:
    """Warn, pause or ban a member, tell him why, and hide what is to be hidden.

    Raises what `accounts.actions.sanctions` raises, and InvalidInput (`fields` named as in
    `Measure`).
    """
    require(actor, Privilege.SANCTION, community)
    if measure.hide_days not in {0, *(HIDE_DAYS if measure.kind == Kind.BAN else ())}:
        raise InvalidInput(fields={"hide_days": _("Choose one of the possibilities.")})
    if measure.hide_days:
        require(actor, Privilege.BAN, community)
    posts = _latest_of(member, community, measure.hide_days)
    sanction = _carry_out(actor, member, community, measure)
    said = None
    if measure.statement.strip():
        assert actor.member is not None
        said = written(measure.statement, community, actor.member, field="statement")
    notify_decision(entry=sanction.entry, statement=said)
    if posts:
        _hide(posts, actor, sanction.membership, days=measure.hide_days, reason=measure.reason)
    return sanction


def _carry_out(actor: Actor, member: Member, community: Community, measure: Measure) -> Sanction:
    if community.visibility != Community.Visibility.PUBLIC and not is_member(member, community):
        raise NotFound  # nobody becomes a member by being warned
    membership = join(member=member, community=community)
    about: dict[str, Any] = {
        "membership": membership,
        "reason": measure.reason,
        "note": measure.note,
    }
    if measure.kind == Kind.WARNING:
        return warn_member(actor=actor, **about)
    if measure.kind == Kind.PAUSE:
        return pause_member(actor=actor, hours=measure.hours, **about)
    if measure.kind == Kind.BAN:
        return ban_member(actor=actor, **about)
    raise InvalidInput(fields={"kind": _("Choose one of the possibilities.")})


def _latest_of(member: Member, community: Community, days: int) -> list[int]:
    """What somebody wrote in the last `days` and others may read, or will (ids); their threads
    are held."""
    rows = Post.objects.filter(
        author=member,
        thread__community=community,
        created__gte=timezone.now() - timedelta(days=days),
        visibility__in=[Post.Visibility.PUBLIC, Post.Visibility.REVIEW],
    )
    ids = list(rows.order_by("pk").values_list("pk", flat=True)) if days else []
    _hold_threads(ids)
    return ids


def _hide(
    posts: list[int], actor: Actor, membership: Membership, *, days: int, reason: str
) -> AuditEntry:
    """As one decision that is undone as one."""
    entry = record(
        community=membership.community,
        actor=actor.member,
        verb="posts.hidden",
        subject=("member", membership.member_id),
        member=membership.member,
        reason=reason,
        after={"days": days, "posts": [str(pk) for pk in posts]},
    )
    for post in _held(posts):
        hide(post, by=actor.member, reason=reason, batch=entry)
    return entry


@transaction.atomic
def show_posts_again(*, actor: Actor, entry: AuditEntry) -> AuditEntry:
    """Show what was hidden with a ban: what is still hidden of those posts is read again.

    Raises NotSignedIn, NotPermitted, and Conflict where that was done already.
    """
    assert entry.community is not None and entry.verb == "posts.hidden"
    require(actor, Privilege.BAN, entry.community)
    ids = [int(pk) for pk in entry.after["posts"]]
    _hold_threads(ids)
    # Two at once take turns; entries themselves are never written again.
    Community.objects.select_for_update(no_key=True).filter(pk=entry.community.pk).first()
    if AuditEntry.objects.filter(undoes=entry).exists():
        raise Conflict(_("This was undone already."))
    done = record(
        community=entry.community,
        actor=actor.member,
        verb="posts.shown",
        subject=(entry.subject_type, entry.subject_id),
        member=entry.member,
        after={"posts": entry.after["posts"]},
        undoes=entry,
    )
    for post in _held(ids):
        if post.visibility == Post.Visibility.HIDDEN:
            show(post, by=actor.member, batch=done)
    return done


@undoes("posts.hidden")
def show_all_again(actor: Actor, entry: AuditEntry) -> None:
    show_posts_again(actor=actor, entry=entry)


def _held(ids: list[int]) -> list[Post]:
    """The posts as they stand now, with their threads held."""
    _hold_threads(ids)
    rows = Post.objects.filter(pk__in=ids)
    return list(
        rows.select_related(
            "body", "author", "thread__community", "thread__category", "thread__title"
        ).order_by("pk")
    )


def _hold_threads(posts: list[int]) -> None:
    """Before anything else, as whoever decides on a single post does: so no two wait for each
    other."""
    rows = Post.objects.filter(pk__in=posts)
    lock_threads(set(rows.values_list("thread_id", flat=True)))
