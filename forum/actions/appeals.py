"""Objecting to a decision, and deciding on that.

A member objects once to each decision, within `forum.decisions.APPEAL_WITHIN`, whatever he may do
otherwise: also while he is paused or banned. Somebody else decides than who decided first (neither
of the two, where it took two), unless there is nobody else. An upheld appeal takes back what can be
taken back.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import record
from accounts.models import AuditEntry, Community, Member
from accounts.permissions import Actor, Privilege, require
from core.errors import InvalidInput
from forum.actions.checks import check_member
from forum.actions.claims import hold
from forum.actions.notices import tell_of_appeal
from forum.actions.reviewing import close_review, open_review
from forum.decisions import involved_in, undo_of
from forum.errors import (
    AppealDecidedAlready,
    AppealedAlready,
    DecidedFirst,
    NoAppeal,
)
from forum.models import Appeal, DecisionNotice, ReviewItem
from forum.queries.decisions import (
    appeal_for,
    deciders_of,
    decision_told,
    may_appeal,
    others_who_decide,
)
from translation.actions import write_text
from translation.models import Text

WORDS_MAX_CHARS = 4000
SUBJECT = "appeal"


@transaction.atomic
def appeal(*, actor: Actor, notice: DecisionNotice, words: str) -> Appeal:
    """Object to a decision: `words` say why, in the member's own language.

    Raises NotSignedIn, NotFound (not told to this actor), AppealedAlready, NoAppeal (too late,
    taken back, or nothing to object to), InvalidInput (`fields`: words).
    """
    member = check_member(actor)
    # Two at once take turns: the second one finds the appeal of the first.
    DecisionNotice.objects.select_for_update(of=("self",)).filter(pk=notice.pk).first()
    notice = decision_told(actor, notice.entry_id)
    if hasattr(notice, "appeal"):
        raise AppealedAlready
    if not may_appeal(notice) or notice.entry.community is None:
        raise NoAppeal
    community = notice.entry.community
    text = written(words, community, member, field="words")
    row = Appeal.objects.create(notice=notice, text=text)
    open_review(
        community=community,
        kind=ReviewItem.Kind.APPEAL,
        subject=(SUBJECT, row.pk),
        language=text.language,
        post=notice.post,
        member=member,
    )
    return row


@transaction.atomic
def decide_appeal(*, actor: Actor, appeal: Appeal, upheld: bool, answer: str) -> Appeal:
    """Decide on an appeal, once. `answer` is told to who appealed; an upheld one takes the
    decision back, where it can be.

    Raises NotSignedIn, NotPermitted, NotFound, DecidedFirst, AppealDecidedAlready, InvalidInput
    (`fields`: answer), and what the undoing raises.
    """
    _hold_item(appeal)
    close_review(kind=ReviewItem.Kind.APPEAL, subject=(SUBJECT, appeal.pk))
    appeal, community = _decidable(actor, appeal)
    said = written(answer, community, check_member(actor), field="answer")
    return _settle(actor, appeal, upheld=upheld, answer=said)


@transaction.atomic
def rule_on_appeal(*, actor: Actor, appeal: Appeal, upheld: bool, answer: Text | None) -> Appeal:
    """The same out of the review queue, which holds its item and wrote the answer. Raises what
    `decide_appeal` raises."""
    appeal, _community = _decidable(actor, appeal)
    if answer is None:
        raise InvalidInput(fields={"statement": _("Please give the reasons for the decision.")})
    return _settle(actor, appeal, upheld=upheld, answer=answer)


def _hold_item(appeal: Appeal) -> None:
    """Threads and the item of the queue first, as who decides there holds them."""
    kind = ReviewItem.Kind.APPEAL
    rows = ReviewItem.objects.filter(kind=kind, subject_type=SUBJECT, subject_id=appeal.pk)
    item = rows.select_related("post").first()
    if item is not None:
        hold(item)


def _decidable(actor: Actor, appeal: Appeal) -> tuple[Appeal, Community]:
    Appeal.objects.select_for_update(of=("self",)).filter(pk=appeal.pk).first()
    appeal = appeal_for(actor, appeal.pk)
    community = appeal.notice.entry.community
    assert community is not None  # there are no appeals against other decisions
    require(actor, Privilege.DECIDE_APPEALS, community)
    if appeal.state != Appeal.State.OPEN:
        raise AppealDecidedAlready
    return appeal, community


def _settle(actor: Actor, appeal: Appeal, *, upheld: bool, answer: Text) -> Appeal:
    entry, member = appeal.notice.entry, check_member(actor)
    appeal.alone, appeal.answer = decides_alone(actor, appeal), answer
    appeal.state = Appeal.State.UPHELD if upheld else Appeal.State.REFUSED
    appeal.decided_by, appeal.decided = member, timezone.now()
    appeal.save(update_fields=["answer", "state", "alone", "decided_by", "decided"])
    if upheld:
        _undo(actor, entry)
    _write_down(appeal, entry, member)
    tell_of_appeal(appeal=appeal)
    return appeal


def decides_alone(actor: Actor, appeal: Appeal) -> bool:
    """True where the same person decides again because nobody else can. Raises DecidedFirst,
    also for who appealed himself, and for whom the decision concerned as well."""
    entry = appeal.notice.entry
    concerned = {appeal.notice.member_id, *involved_in(entry)}
    if actor.id in concerned:
        raise DecidedFirst
    first = deciders_of(entry)
    if actor.id not in first:
        return False
    if others_who_decide(entry, but={*first, *concerned}):
        raise DecidedFirst
    return True


def _undo(actor: Actor, entry: AuditEntry) -> None:
    undo = undo_of(entry.verb)
    if undo is not None and not AuditEntry.objects.filter(undoes=entry).exists():
        undo(actor, entry)


def _write_down(appeal: Appeal, entry: AuditEntry, member: Member) -> None:
    record(
        community=entry.community,
        actor=member,
        verb=f"appeal.{appeal.state}",
        subject=(SUBJECT, appeal.pk),
        member=appeal.notice.member,
        reason=entry.reason,
        before={"decision": entry.verb, "entry": entry.pk},
        after={"alone": appeal.alone},
    )


def written(words: str, community: Community, author: Member, *, field: str) -> Text:
    """What somebody says about a decision, as a text. Raises InvalidInput (`fields`: `field`)."""
    words = words.replace("\0", "").encode("utf-8", "ignore").decode().strip()
    if not words:
        raise InvalidInput(fields={field: _("Please write something.")})
    if len(words) > WORDS_MAX_CHARS:
        too_long = _("At most %(most)d characters.") % {"most": WORDS_MAX_CHARS}
        raise InvalidInput(fields={field: too_long})
    return write_text(source=words, format=Text.Format.MARKDOWN, community=community, author=author)
