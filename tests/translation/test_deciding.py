"""Votes, approval, rejection and undoing of proposed translations."""

import pytest

from accounts.models import Membership
from accounts.permissions import VISITOR
from accounts.queries import actor_for
from core import events, outbox
from core.errors import NotFound, NotPermitted, NotSignedIn
from core.models import Outbox
from tests.builders import a_community, a_member, a_role
from tests.translation.copies import copies
from tests.translation.correcting import (
    BETTER,
    a_text,
    in_charge,
    proposed,
    shown,
    speaker,
    translated,
    work,
)
from translation.actions import (
    decide_correction,
    erase_text,
    requests,
    share_correction,
    undo_correction,
    vote_correction,
    write_text,
)
from translation.correction_errors import (
    AlreadyDecided,
    LanguagesNotSpoken,
    OwnWork,
    SentenceGone,
)
from translation.events import CorrectionUndone, TranslationCorrected
from translation.models import Correction, HumanSegment, TranslationJob

pytestmark = pytest.mark.django_db
State = Correction.State


@pytest.fixture
def community(engines):
    engines("reference:pseudo")
    return a_community()


@pytest.fixture
def text(community):
    return translated(a_text(community))


@pytest.fixture
def heard(monkeypatch):
    """What is told about corrections; the outbox keeps only news that somebody hears."""
    for cls in (TranslationCorrected, CorrectionUndone):
        monkeypatch.setitem(events._receivers[cls.name], "a test", lambda news: None)
    names = [TranslationCorrected.name, CorrectionUndone.name]
    told = Outbox.objects.filter(name__in=names).order_by("id")
    return lambda: [(row.name, row.payload) for row in told.all()]


def state_of(correction):
    correction.refresh_from_db()
    return correction.state


def vote(correction, *actors, agrees=True):
    for actor in actors:
        vote_correction(actor=actor, correction=correction, agrees=agrees)
    return state_of(correction)


def test_one_voice_is_not_enough(text, community):
    assert vote(proposed(text), speaker(community)) == State.PROPOSED


def test_two_who_speak_both_languages_approve(text, community):
    assert vote(proposed(text), speaker(community), speaker(community)) == State.APPROVED
    work()
    assert shown(text).startswith(BETTER)


def test_two_voices_of_one_member_are_one(text, community):
    actor = speaker(community)
    assert vote(proposed(text), actor, actor) == State.PROPOSED


def test_who_disagrees_is_weighed_against_who_agrees(text, community):
    correction = proposed(text)
    vote(correction, speaker(community), agrees=False)
    assert vote(correction, speaker(community), speaker(community)) == State.PROPOSED
    assert vote(correction, speaker(community)) == State.APPROVED


def test_two_who_disagree_reject(text, community):
    correction = proposed(text)
    voices = [speaker(community), speaker(community)]
    assert vote(correction, *voices, agrees=False) == State.REJECTED


def test_a_vote_can_be_changed(text, community):
    correction, actor = proposed(text), speaker(community)
    vote(correction, actor, agrees=False)
    assert vote(correction, actor, speaker(community)) == State.APPROVED


@pytest.mark.parametrize("spoken", [["en"], ["de"], ["fr"]])
def test_who_does_not_speak_both_languages_has_no_vote(text, community, spoken):
    with pytest.raises(LanguagesNotSpoken):
        vote(proposed(text), speaker(community, *spoken))


def test_nobody_votes_for_his_own_proposal(text, community):
    actor = speaker(community)
    with pytest.raises(OwnWork):
        vote(proposed(text, actor), actor)


def test_nobody_approves_his_own_proposal(text, community):
    actor = speaker(community, level=3)
    with pytest.raises(OwnWork):
        decide_correction(actor=actor, correction=proposed(text, actor), approved=True)


@pytest.mark.parametrize(("agrees", "state"), [(True, State.APPROVED), (False, State.REJECTED)])
def test_the_author_who_reads_the_language_decides_alone(community, agrees, state):
    author = a_member("de", kept_languages=["en"])
    correction = proposed(translated(a_text(community, author=author)))
    assert vote(correction, actor_for(author), agrees=agrees) == state


def test_the_author_does_not_decide_alone_over_texts_of_others(community):
    author = a_member("de", kept_languages=["en"])
    correction = proposed(translated(a_text(community, author=author)))
    translated(a_text(community))
    assert vote(correction, actor_for(author)) == State.PROPOSED
    assert vote(correction, speaker(community)) == State.APPROVED


def test_the_author_rejects_alone_also_what_stands_elsewhere(community):
    author = a_member("de", kept_languages=["en"])
    correction = proposed(translated(a_text(community, author=author)))
    translated(a_text(community))
    assert vote(correction, actor_for(author), agrees=False) == State.REJECTED


def test_the_author_who_does_not_read_the_language_has_no_vote(text):
    with pytest.raises(LanguagesNotSpoken):
        vote(proposed(text), actor_for(text.author))


@pytest.mark.parametrize(("approved", "state"), [(True, State.APPROVED), (False, State.REJECTED)])
def test_a_guide_decides_alone(text, community, approved, state):
    actor, correction = a_role(community, level=3), proposed(text)
    decide_correction(actor=actor, correction=correction, approved=approved)
    assert state_of(correction) == state
    assert correction.decided_by == actor.member


def test_other_members_do_not_decide_alone(text, community):
    with pytest.raises(NotPermitted):
        decide_correction(
            actor=speaker(community, level=2), correction=proposed(text), approved=True
        )


def test_visitors_have_no_say(text):
    with pytest.raises(NotSignedIn):
        vote(proposed(text), VISITOR)


@pytest.mark.parametrize("state", [Membership.State.PAUSED, Membership.State.BANNED])
def test_the_paused_and_the_banned_have_no_say(text, community, state):
    with pytest.raises(NotPermitted):
        vote(proposed(text), speaker(community, state=state))


def test_what_is_decided_is_not_decided_again(text, community):
    correction, guide = proposed(text), a_role(community, level=3)
    decide_correction(actor=guide, correction=correction, approved=False)
    with pytest.raises(AlreadyDecided):
        decide_correction(actor=guide, correction=correction, approved=True)


def test_a_later_correction_takes_the_place_of_an_earlier_one(text, community):
    first = proposed(text, speaker(community, level=4))
    second = proposed(text, speaker(community, level=4), target="config.yaml: the lamp flickers.")
    assert (state_of(first), state_of(second)) == (State.REPLACED, State.APPROVED)
    work()
    assert shown(text).startswith("config.yaml: the lamp")


def test_identical_sentences_of_the_community_change_everywhere(text, community):
    other = translated(a_text(community, source="Hallo!\n\nDie Lampe flackert in `settings.py`."))
    proposed(text, speaker(community, level=4))
    work()
    assert "The lamp flickers in settings.py." in shown(other)


def test_other_communities_keep_their_own(text, community):
    other = translated(a_text(a_community()))
    before = shown(other)
    proposed(text, speaker(community, level=4))
    work()
    assert shown(other) == before


def test_a_sentence_of_many_texts_is_corrected_in_all_of_them(text, community):
    ids = [row.pk for row in copies(text, requests.TEXTS_AT_ONCE + 1)]
    for row in [text.translations.get(), *text.segments.all()]:
        copies(row, len(ids), text_id=lambda number: ids[number])
    proposed(text, speaker(community, level=4))
    at_once = TranslationJob.objects.count()
    while outbox.dispatch():
        pass
    assert at_once < len(ids) + 1 == TranslationJob.objects.count()


def test_who_runs_the_installation_shares_a_correction_with_all_communities(text, community):
    other = translated(a_text(a_community()))
    correction = proposed(text, speaker(community, level=4))
    operator = in_charge(speaker(community))
    share_correction(actor=operator, correction=correction)
    work()
    assert shown(other).startswith(BETTER)


@pytest.mark.parametrize("who", [{"level": 5}, {"role": "operator"}])
def test_nobody_of_one_community_shares_with_all(text, community, who):
    actor = speaker(community, **who)
    with pytest.raises(NotPermitted):
        share_correction(actor=actor, correction=proposed(text, actor))


def test_what_is_shared_is_taken_back_from_all(text, community):
    operator, elsewhere = in_charge(speaker(community)), a_text(a_community())
    correction = proposed(text, operator)
    share_correction(actor=operator, correction=correction)
    translated(elsewhere)
    undo_correction(actor=operator, correction=correction)
    work()
    assert not any(shown(one).startswith(BETTER) for one in (text, elsewhere))


def test_who_may_not_share_takes_nothing_back_from_all(text, community):
    operator, agent = in_charge(speaker(community)), speaker(community, role="agent")
    correction = proposed(text, operator)
    share_correction(actor=operator, correction=correction)
    with pytest.raises(NotPermitted):
        undo_correction(actor=agent, correction=correction)


def test_undoing_brings_the_machine_back(text, community):
    before, actor = shown(text), speaker(community, level=4)
    correction = proposed(text, actor)
    work()
    undo_correction(actor=actor, correction=correction)
    work()
    assert (shown(text), state_of(correction)) == (before, State.REJECTED)
    assert not HumanSegment.objects.exists()


def test_undoing_brings_the_earlier_correction_back(text, community):
    actor = speaker(community, level=4)
    first = proposed(text, actor)
    second = proposed(text, actor, target="config.yaml is better now.")
    undo_correction(actor=actor, correction=second)
    work()
    assert shown(text).startswith(BETTER)
    assert (state_of(first), state_of(second)) == (State.APPROVED, State.REJECTED)


def test_what_does_not_count_cannot_be_undone(text, community):
    with pytest.raises(AlreadyDecided):
        undo_correction(actor=speaker(community, level=4), correction=proposed(text))


def test_guides_do_not_undo(text, community):
    correction = proposed(text, speaker(community, level=4))
    with pytest.raises(NotPermitted):
        undo_correction(actor=speaker(community, level=3), correction=correction)


def test_nothing_is_approved_that_is_no_longer_in_the_text(text, community):
    correction = proposed(text)
    write_text(
        source="Etwas ganz anderes.",
        format="markdown",
        community=community,
        author=text.author,
        text=text,
    )
    with pytest.raises(SentenceGone):
        decide_correction(actor=a_role(community, level=3), correction=correction, approved=True)


def test_an_approval_is_told(text, community, heard):
    actor = speaker(community, level=4)
    correction = proposed(text, actor)
    name, payload = heard()[0]
    assert name == "translation.translation_corrected"
    assert payload == {
        "correction_id": correction.pk,
        "text_id": text.pk,
        "language": "en",
        "author_id": actor.id,
    }


def test_undoing_is_told(text, community, heard):
    actor = speaker(community, level=4)
    correction = proposed(text, actor)
    undo_correction(actor=actor, correction=correction)
    told = ("translation.correction_undone", {"correction_id": correction.pk})
    assert told in heard()


def test_who_decides_while_the_text_is_erased_finds_nothing(text, community):
    operator = in_charge(speaker(community))
    waiting, counting = proposed(text), proposed(text, operator, target=f"{BETTER}!")
    erase_text(text=text)
    with pytest.raises(NotFound):
        vote_correction(actor=operator, correction=waiting, agrees=True)
    with pytest.raises(NotFound):
        undo_correction(actor=operator, correction=counting)
    with pytest.raises(NotFound):
        share_correction(actor=operator, correction=counting)
    with pytest.raises(NotFound):
        proposed(text)
