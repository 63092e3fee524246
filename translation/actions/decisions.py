"""Deciding on proposed translations: votes, approval, rejection, undoing.

An approved correction becomes the human memory of its community, takes the place of earlier
ones, and every text with the same sentence is put together anew.
"""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.actions.audit import record
from accounts.models import Community, Member
from accounts.permissions import Actor, Privilege, require
from core.errors import NotFound
from core.events import publish
from translation.actions.requests import refresh_sentence
from translation.correcting import State, speaks_both, verdict
from translation.correction_errors import (
    AlreadyDecided,
    LanguagesNotSpoken,
    OwnWork,
    SentenceGone,
)
from translation.events import CorrectionTurned, CorrectionUndone, TranslationCorrected
from translation.memory import forget_human, is_shared, remember_human, source_key
from translation.memory.uses import note_texts
from translation.models import Correction, CorrectionVote, SegmentUse
from translation.translating import plan_of


def in_turn(community: Community | None) -> None:
    """Hold the community's row until the transaction ends: its decisions take turns.

    Without the key, because rows that point to the community may be written meanwhile.
    """
    if community is not None:
        Community.objects.select_for_update(no_key=True).filter(pk=community.pk).first()


def still_open(correction: Correction) -> Correction:
    """The proposal as it stands now, in turn. Raises NotFound and AlreadyDecided."""
    return _present(correction, State.PROPOSED)


def _present(correction: Correction, state: Correction.State) -> Correction:
    """The correction as it stands now, in turn. Raises NotFound where its text was erased, and
    AlreadyDecided where it is not in `state`."""
    in_turn(correction.community)
    rows = Correction.objects.select_related("text__author", "text__community", "community")
    present = rows.filter(pk=correction.pk).first()
    if present is None:
        raise NotFound
    if present.state != state:
        raise AlreadyDecided
    return present


@transaction.atomic
def vote_correction(*, actor: Actor, correction: Correction, agrees: bool) -> Correction:
    """Say whether a proposal is better; a later vote replaces an earlier one.

    Two more voices for it than against approve it, two more against reject it. The text's author,
    if he reads the language, decides alone, but approves alone only what stands in no text of
    somebody else: there it would change, too. Raises NotSignedIn, NotPermitted,
    OwnWork, LanguagesNotSpoken, NotFound, AlreadyDecided, SentenceGone.
    """
    member = _judge(actor, correction, _voting_privilege(actor, correction))
    correction = still_open(correction)
    if not speaks_both(member, correction.text, correction.target_language):
        raise LanguagesNotSpoken
    CorrectionVote.objects.update_or_create(
        correction=correction, member=member, defaults={"agrees": agrees}
    )
    decision = _decision(correction, member, agrees=agrees)
    if decision == State.APPROVED:
        approve(correction, decided_by=None)
    elif decision == State.REJECTED:
        _close(correction, State.REJECTED, decided_by=None)
    return correction


@transaction.atomic
def decide_correction(*, actor: Actor, correction: Correction, approved: bool) -> Correction:
    """Approve or reject a proposal of somebody else, alone.

    Raises NotSignedIn, NotPermitted, OwnWork, NotFound, AlreadyDecided, SentenceGone.
    """
    member = _judge(actor, correction, Privilege.APPROVE_TRANSLATION)
    correction = still_open(correction)
    if approved:
        return approve(correction, decided_by=member)
    write_down(correction, member, "correction.rejected")
    return _close(correction, State.REJECTED, decided_by=member)


@transaction.atomic
def undo_correction(*, actor: Actor, correction: Correction) -> Correction:
    """Take an approval back: what was approved before counts again, else the machine's work.

    What is shared with all communities is taken back from all, by who may share. Raises
    NotSignedIn, NotPermitted and AlreadyDecided (where it does not count any more).
    """
    assert correction.community is not None
    require(actor, Privilege.FIX_TRANSLATION, correction.community)
    correction = _present(correction, State.APPROVED)
    assert correction.community is not None
    shared = is_shared(**_sentence(correction), target=correction.target)
    if shared:
        require(actor, Privilege.SHARE_TRANSLATIONS, correction.community)
        forget_human(community=None, **_sentence(correction))
    _close(correction, State.REJECTED, decided_by=actor.member)
    _bring_back_earlier(correction)
    _refresh(correction, None if shared else correction.community)
    write_down(correction, actor.member, "correction.undone")
    publish(CorrectionUndone(correction_id=correction.pk))
    return correction


@transaction.atomic
def share_correction(*, actor: Actor, correction: Correction) -> Correction:
    """Let an approved correction count in all communities. Raises NotSignedIn, NotPermitted and
    AlreadyDecided (where it does not count)."""
    assert correction.community is not None
    require(actor, Privilege.SHARE_TRANSLATIONS, correction.community)
    correction = _present(correction, State.APPROVED)
    assert correction.community is not None
    _pin(correction, None)
    _refresh(correction, None)
    write_down(correction, actor.member, "correction.shared")
    return correction


def approve(correction: Correction, *, decided_by: Member | None) -> Correction:
    """Let an open proposal count from now on. Callers hold the turn of the community."""
    _check_still_there(correction)
    _pin(correction, correction.community)
    counting = _same_sentence(correction).filter(state=State.APPROVED)
    counting.update(state=State.REPLACED)
    _close(correction, State.APPROVED, decided_by=decided_by)
    _refresh(correction, correction.community)
    if decided_by is not None:
        write_down(correction, decided_by, "correction.approved")
    publish(
        TranslationCorrected(
            correction_id=correction.pk,
            text_id=correction.text_id,
            language=correction.target_language,
            author_id=correction.author_id,
        )
    )
    return correction


def forget_approval(correction: Correction) -> None:
    """Let a correction that counts not count any more, whoever shared it; what was approved
    before counts again. Callers hold the turn of the community."""
    if correction.state != State.APPROVED:
        return
    if is_shared(**_sentence(correction), target=correction.target):
        forget_human(community=None, **_sentence(correction))
    _bring_back_earlier(correction)


def write_down(correction: Correction, decider: Member | None, verb: str) -> None:
    """Tell the audit log of a decision on a correction by one person alone."""
    record(
        community=correction.community,
        actor=decider,
        verb=verb,
        subject=("correction", correction.pk),
        member=correction.author,
        after={"text": correction.text_id, "language": correction.target_language},
    )


def _voting_privilege(actor: Actor, correction: Correction) -> Privilege:
    """Newcomers decide about their own texts only."""
    own = actor.id is not None and correction.text.author_id == actor.id
    return Privilege.RATE_TRANSLATION if own else Privilege.SUGGEST_TRANSLATION


def _judge(actor: Actor, correction: Correction, privilege: Privilege) -> Member:
    assert correction.community is not None
    require(actor, privilege, correction.community)
    assert actor.member is not None
    if correction.author_id == actor.member.pk:
        raise OwnWork
    return actor.member


def _decision(correction: Correction, voter: Member, *, agrees: bool) -> Correction.State | None:
    if correction.text.author_id == voter.pk and not (agrees and _stands_elsewhere(correction)):
        return State.APPROVED if agrees else State.REJECTED
    votes = list(correction.votes.values_list("agrees", flat=True))
    return verdict(votes.count(True), votes.count(False))


def _stands_elsewhere(correction: Correction) -> bool:
    """True where somebody else's text in the community holds the same sentence."""
    uses = SegmentUse.objects.filter(
        source_key=correction.source_key, text__community=correction.community
    )
    return uses.exclude(text__author=correction.text.author_id).exists()


def _check_still_there(correction: Correction) -> None:
    text = correction.text
    segments = plan_of(text, correction.target_language).segments
    keys = {source_key(text.language, segment.text) for segment in segments}
    if correction.source_key not in keys:
        raise SentenceGone


def _close(
    correction: Correction, state: Correction.State, *, decided_by: Member | None
) -> Correction:
    correction.state, correction.decided_by = state, decided_by
    correction.decided = timezone.now()
    correction.save(update_fields=["state", "decided_by", "decided"])
    publish(CorrectionTurned(id=correction.pk))
    return correction


def _same_sentence(correction: Correction) -> "QuerySet[Correction]":
    """The other corrections of this sentence in the community, of whatever text."""
    rows = Correction.objects.filter(
        community=correction.community,
        source_key=correction.source_key,
        source_language=correction.source_language,
        target_language=correction.target_language,
    )
    return rows.exclude(pk=correction.pk)


def _bring_back_earlier(correction: Correction) -> None:
    """Let what was approved before count in the community, if anything was."""
    earlier = _same_sentence(correction).filter(state=State.REPLACED).order_by("-decided", "-id")
    if before := earlier.first():
        Correction.objects.filter(pk=before.pk).update(state=State.APPROVED)
        _pin(before, before.community)
    else:
        forget_human(community=correction.community, **_sentence(correction))


def _pin(correction: Correction, community: Community | None) -> None:
    remember_human(community=community, **_sentence(correction), target=correction.target)


def _sentence(correction: Correction) -> dict[str, str]:
    """What the human memory knows a sentence by."""
    return {
        "source_language": correction.source_language,
        "target_language": correction.target_language,
        "source": correction.source,
    }


def _refresh(correction: Correction, community: Community | None) -> None:
    """Bring a sentence to its readers, also where no engine has ever worked on the text."""
    note_texts({correction.text_id: [correction.source_key]})
    refresh_sentence(
        source_key=correction.source_key,
        source_language=correction.source_language,
        target_language=correction.target_language,
        community=community,
        text=correction.text,
    )
