"""Proposing better translations."""

import pytest

from accounts.models import Membership
from accounts.permissions import VISITOR
from core.errors import InvalidInput, NotPermitted, NotSignedIn
from tests.builders import a_community
from tests.translation.correcting import (
    BETTER,
    FIRST,
    SOURCE,
    a_text,
    proposed,
    shown,
    speaker,
    translated,
    work,
)
from translation.actions import propose_correction, withdraw_correction, write_text
from translation.correction_errors import (
    AlreadyDecided,
    CorrectionRefused,
    LanguageNotOffered,
    NothingToTranslate,
    SentenceGone,
)
from translation.models import Correction, HumanSegment, Translation

pytestmark = pytest.mark.django_db
State = Correction.State


@pytest.fixture
def community(engines):
    engines("reference:pseudo")
    return a_community()


@pytest.fixture
def text(community):
    return translated(a_text(community))


def refused(text, target, source=FIRST):
    with pytest.raises(CorrectionRefused) as caught:
        proposed(text, source=source, target=target)
    return str(next(iter(caught.value.fields.values())))


def test_a_proposal_waits_and_changes_nothing(text):
    before = shown(text)
    assert proposed(text).state == State.PROPOSED
    work()
    assert shown(text) == before


def test_a_proposal_remembers_what_stood_there(text):
    correction = proposed(text)
    assert "Ĺ" in correction.before or "[" in correction.before


def test_whoever_corrects_directly_is_read_at_once(text, community):
    proposed(text, speaker(community, level=4))
    work()
    assert shown(text).startswith(BETTER)


def test_other_sentences_stay_as_they_are(text, community):
    before = shown(text)
    proposed(text, speaker(community, level=4))
    work()
    assert shown(text).removeprefix(BETTER).strip() == before[before.index("] [") + 1 :].strip()


def test_several_sentences_are_proposed_at_once(text, community):
    segments = [(FIRST, BETTER), ("Was hilft?", "What helps?")]
    actor = speaker(community, level=4)
    propose_correction(
        actor=actor, text=text, community=community, language="en", segments=segments
    )
    work()
    assert shown(text) == f"{BETTER} What helps?"


def test_one_that_is_wrong_stops_all(text, community):
    segments = [(FIRST, BETTER), ("Was hilft?", " ")]
    with pytest.raises(CorrectionRefused) as caught:
        propose_correction(
            actor=speaker(community),
            text=text,
            community=community,
            language="en",
            segments=segments,
        )
    assert list(caught.value.fields) == ["segments.1.target"]
    assert not Correction.objects.exists()


def test_the_whole_text_may_be_given_at_once(text, community):
    proposed(
        text,
        speaker(community, level=4),
        source=SOURCE,
        target="The lamp flickers in `config.yaml`. What helps?",
    )
    work()
    assert shown(text) == f"{BETTER} What helps?"


def test_a_whole_text_with_another_number_of_sentences_is_refused(text):
    assert "≠" in refused(text, "The lamp flickers in `config.yaml`.", source=SOURCE)


@pytest.mark.parametrize("target", ["\u200b\u200d", "\u3164", "\u0301"])
def test_a_translation_that_nobody_sees_is_refused(text, target):
    assert "write a translation" in refused(text, target, source="Was hilft?")


def test_an_empty_translation_is_refused(text):
    assert refused(text, "  \n ") == "Please write a translation."


def test_a_huge_translation_is_refused(text):
    most = 4 * len(FIRST) + 200
    assert str(most) in refused(text, "x" * (most + 1))


def test_a_lost_atom_is_named(text):
    assert "config.yaml" in refused(text, "The lamp flickers.")


def test_a_doubled_atom_is_named(text):
    assert "config.yaml" in refused(text, "config.yaml flickers in config.yaml")


def test_what_stands_there_already_is_refused(text, community):
    proposed(text, speaker(community, level=4))
    assert refused(text, BETTER) == "This is what stands there already."


def test_a_sentence_that_is_no_longer_in_the_text_is_said_to_be_gone(text):
    write_text(
        source="Etwas ganz anderes.",
        format="markdown",
        community=text.community,
        author=text.author,
        text=text,
    )
    with pytest.raises(SentenceGone) as caught:
        proposed(text)
    assert list(caught.value.fields) == ["segments.0.target"]


@pytest.mark.parametrize("segments", [[], [("a", "b")] * 201])
def test_no_sentences_and_too_many_are_refused(text, community, segments):
    with pytest.raises(InvalidInput):
        propose_correction(
            actor=speaker(community),
            text=text,
            community=community,
            language="en",
            segments=segments,
        )


def test_the_language_of_the_text_itself_is_refused(text):
    with pytest.raises(NothingToTranslate):
        proposed(text, language="de")


def test_a_language_nobody_reads_here_is_refused(text):
    with pytest.raises(LanguageNotOffered):
        proposed(text, language="kk")


def test_a_community_with_a_list_of_languages_takes_no_others(engines):
    engines("reference:pseudo")
    text = a_text(a_community(languages=["de", "fr"]))
    with pytest.raises(LanguageNotOffered):
        proposed(text)


def test_regional_readers_correct_the_translation_they_read(community):
    text = translated(a_text(community), "pt-BR")
    assert proposed(text, language="pt-BR").target_language == "pt-BR"


def test_visitors_do_not_propose(text):
    with pytest.raises(NotSignedIn):
        proposed(text, VISITOR)


@pytest.mark.parametrize("state", [Membership.State.PAUSED, Membership.State.BANNED])
def test_the_paused_and_the_banned_do_not_propose(text, community, state):
    with pytest.raises(NotPermitted):
        proposed(text, speaker(community, state=state))


def test_a_second_thought_takes_the_place_of_the_first(text, community):
    actor = speaker(community)
    first, second = proposed(text, actor), proposed(text, actor, target=f"{BETTER}!")
    first.refresh_from_db()
    assert (first.state, second.state) == (State.WITHDRAWN, State.PROPOSED)


def test_a_proposal_can_be_withdrawn(text, community):
    actor = speaker(community)
    assert withdraw_correction(actor=actor, correction=proposed(text, actor)).state == (
        State.WITHDRAWN
    )


def test_only_its_author_withdraws_a_proposal(text, community):
    with pytest.raises(NotPermitted):
        withdraw_correction(actor=speaker(community, level=5), correction=proposed(text))


def test_what_counts_cannot_be_withdrawn(text, community):
    actor = speaker(community, level=4)
    with pytest.raises(AlreadyDecided):
        withdraw_correction(actor=actor, correction=proposed(text, actor))


def test_markup_stays_text(text, community):
    proposed(text, speaker(community, level=4), target="<script>alert(1)</script> config.yaml")
    work()
    html = Translation.objects.get(text=text).html
    assert "<script" not in html and "&lt;script&gt;" in html


def test_people_translate_where_no_engine_can(engines, settings):
    engines()
    community = a_community()
    text = a_text(community)
    proposed(text, speaker(community, level=4))
    proposed(text, speaker(community, level=4), source="Was hilft?", target="What helps?")
    work()
    assert shown(text) == f"{BETTER} What helps?"


def test_a_title_is_corrected_like_a_body(community):
    title = write_text(
        source="Die Lampe flackert",
        format="plain",
        community=community,
        author=None,
        language="de",
    )
    proposed(
        translated(title), speaker(community, level=4), source="Die Lampe flackert", target="Lamp"
    )
    work()
    assert shown(title) == "Lamp"


def test_what_people_wrote_is_kept_by_community(text, community):
    proposed(text, speaker(community, level=4))
    assert HumanSegment.objects.get().community == community
