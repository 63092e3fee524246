"""First posts in the review queue: why they wait, and what can be decided."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from accounts.actions.sanctions import lift_sanction, pause_member
from accounts.models import AuditEntry, Membership, Sanction
from accounts.permissions import Actor, Privilege
from core.errors import NotFound
from forum.actions.claims import CLAIM
from forum.actions.edits import edit_post
from forum.actions.first_posts import approve_first_post, let_wait_again, refuse_first_post
from forum.errors import PostChanged
from forum.models import HeldPost, Post, ReviewItem
from forum.review_kinds import Decision, Exhibit, Fact, Outcome, ReviewKind, Ruling, Undoing
from forum.spam import Signal

LABELS: Mapping[str, Promise] = {
    Signal.KNOWN_HOST: pgettext_lazy("sign of spam", "links to a place that is not wanted here"),
    Signal.MOSTLY_LINKS: pgettext_lazy("sign of spam", "says little beside its links"),
    Signal.MANY_LINKS: pgettext_lazy("sign of spam", "has several links"),
    Signal.CONTACT: pgettext_lazy("sign of spam", "gives an address, a number or a messenger"),
    Signal.REPEATED: pgettext_lazy("sign of spam", "was posted by the same member before"),
    Signal.COPIED: pgettext_lazy("sign of spam", "is a copy of what somebody else wrote"),
    Signal.OTHER_SCRIPT: pgettext_lazy("sign of spam", "is not in the script of its language"),
    Signal.FAST: pgettext_lazy("sign of spam", "was written faster than people type"),
    Signal.SERVICE: pgettext_lazy("sign of spam", "is spam for the service that was asked"),
    Signal.LISTED_WORD: pgettext_lazy("sign of spam", "says a word of the community's lists"),
}


def exhibits(actor: Actor, items: Sequence[ReviewItem]) -> dict[int, Exhibit]:
    """What was noticed in each post; one query."""
    held = HeldPost.objects.filter(post__in=[item.post_id for item in items])
    signals = dict(held.values_list("post", "signals"))
    return {item.pk: Exhibit(facts=_facts(signals.get(item.post_id or 0, []))) for item in items}


def _facts(signals: Sequence[str]) -> tuple[Fact, ...]:
    why = _("Why it waits")
    if not signals:
        return (Fact(why, _("It is the first post of this member.")),)
    return tuple(Fact(why, LABELS[code]) for code in signals if code in LABELS)


def approve(ruling: Ruling) -> Outcome:
    post = _as_seen(ruling)
    return Outcome(approve_first_post(actor=ruling.actor, post=post, note=ruling.note))


def edit_and_approve(ruling: Ruling) -> Outcome:
    post = _post(ruling.item)
    edit_post(actor=ruling.actor, post=post, revision=ruling.revision, body=ruling.body)
    return Outcome(approve_first_post(actor=ruling.actor, post=post, note=ruling.note))


def refuse(ruling: Ruling) -> Outcome:
    post = _as_seen(ruling)
    entry = refuse_first_post(actor=ruling.actor, post=post, reason=ruling.reason, note=ruling.note)
    return Outcome(entry)


def refuse_and_pause(ruling: Ruling) -> Outcome:
    outcome = refuse(ruling)
    sanction = pause_member(
        actor=ruling.actor,
        membership=_membership(ruling.item),
        hours=ruling.hours,
        reason=ruling.reason,
        note=ruling.note,
    )
    return Outcome(outcome.entry, {"sanction": sanction.pk, "hours": ruling.hours})


def undo(undoing: Undoing) -> None:
    let_wait_again(actor=undoing.actor, post=_post(undoing.item), entry=_decision(undoing.entry))
    sanction = Sanction.objects.filter(pk=undoing.entry.after.get("sanction")).first()
    if sanction is not None and sanction.lifted is None and sanction.stands:
        lift_sanction(actor=undoing.actor, sanction=sanction)


def _decision(ruling: AuditEntry) -> AuditEntry:
    """What a ruling wrote down of the post. Raises NotFound."""
    entry = AuditEntry.objects.filter(pk=ruling.after.get("entry")).first()
    if entry is None:
        raise NotFound
    return entry


def _as_seen(ruling: Ruling) -> Post:
    """The post, as it was when the reviewer began to look at it. Raises PostChanged."""
    post = _post(ruling.item)
    begun = _claimed(ruling)
    if begun is not None and post.edited is not None and post.edited > begun:
        raise PostChanged
    return post


def _claimed(ruling: Ruling) -> datetime | None:
    item = ruling.item
    mine = item.claimed_by_id == ruling.actor.id and item.claimed_until is not None
    return item.claimed_until - CLAIM if mine and item.claimed_until else None


def _post(item: ReviewItem) -> Post:
    rows = Post.objects.select_related("body", "author", "thread__community", "thread__category")
    post = rows.filter(pk=item.post_id or 0).first()
    if post is None:
        raise NotFound
    return post


def _membership(item: ReviewItem) -> Membership:
    rows = Membership.objects.select_related("member", "community")
    found = rows.filter(member=item.member_id, community=item.community_id).first()
    if found is None:
        raise NotFound
    return found


FIRST_POSTS = ReviewKind(
    kind=ReviewItem.Kind.FIRST_POST,
    privilege=Privilege.REVIEW,
    exhibits=exhibits,
    decisions=(
        Decision(
            "approve", pgettext_lazy("decision", "Publish the post"), carry_out=approve, undo=undo
        ),
        Decision(
            "edit",
            pgettext_lazy("decision", "Edit and publish"),
            carry_out=edit_and_approve,
            privilege=Privilege.MODERATE,
            takes=frozenset({"body"}),
        ),
        Decision(
            "refuse",
            pgettext_lazy("decision", "Refuse the post"),
            carry_out=refuse,
            undo=undo,
            reasoned=True,
            grave=True,
        ),
        Decision(
            "pause",
            pgettext_lazy("decision", "Refuse the post and pause its author"),
            carry_out=refuse_and_pause,
            undo=undo,
            privilege=Privilege.SANCTION,
            reasoned=True,
            takes=frozenset({"hours"}),
            grave=True,
        ),
    ),
)
