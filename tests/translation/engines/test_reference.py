"""The engine without a model keeps its promises, and its hostile mode none."""

import pytest

from translation.engines.base import Effort, Pair, Segment
from translation.engines.reference import LANGUAGES, Mode, ReferenceEngine
from translation.errors import PairUnsupported
from translation.pipeline.outcome import has_all_atoms

EN_DE = Pair("en", "de")
MODES: tuple[Mode, ...] = ("echo", "pseudo")
SEGMENTS = [Segment(f"Start \ue000 and wait {n} minutes.", ("x.exe",)) for n in range(300)]


def answers(mode: Mode) -> list[str]:
    engine = ReferenceEngine(mode=mode)
    return [candidates[0].text for candidates in engine.translate(SEGMENTS, EN_DE)]


def test_it_offers_every_ordered_pair_of_its_languages() -> None:
    assert len(ReferenceEngine().pairs()) == len(LANGUAGES) * (len(LANGUAGES) - 1)
    assert ReferenceEngine(languages=("en", "eo")).pairs() == {Pair("en", "eo"), Pair("eo", "en")}


def test_it_refuses_a_pair_it_was_not_given() -> None:
    with pytest.raises(PairUnsupported):
        ReferenceEngine(languages=("en", "de")).translate(SEGMENTS, Pair("en", "fr"))


def test_echo_says_the_same_again() -> None:
    assert answers("echo") == [segment.text for segment in SEGMENTS]


def test_pseudo_is_longer_and_keeps_atoms_and_numbers() -> None:
    for segment, answer in zip(SEGMENTS, answers("pseudo"), strict=True):
        assert 1.1 < len(answer) / len(segment.text) < 1.5
        assert has_all_atoms(answer, segment)


def test_pseudo_aligns_every_character() -> None:
    engine = ReferenceEngine(mode="pseudo")
    candidate = engine.translate(SEGMENTS[:1], EN_DE)[0][0]
    assert candidate.alignment is not None
    assert candidate.alignment[0].target_start == 1
    assert candidate.alignment[-1].target_end == len(candidate.text) - 1


def test_hostile_loses_doubles_and_invents_atoms() -> None:
    broken = [
        answer
        for segment, answer in zip(SEGMENTS, answers("hostile"), strict=True)
        if not has_all_atoms(answer, segment)
    ]
    assert len(broken) > 50


def test_hostile_answers_with_markup() -> None:
    everything = "".join(answers("hostile"))
    assert "<script>" in everything
    assert "javascript:" in everything


@pytest.mark.parametrize("mode", ["echo", "pseudo", "hostile"])
def test_the_same_text_always_gets_the_same_answer(mode: Mode) -> None:
    engine = ReferenceEngine(mode=mode)
    beam = engine.translate(SEGMENTS, EN_DE, effort=Effort.BEAM, form=0)
    assert beam == ReferenceEngine(mode=mode).translate(SEGMENTS, EN_DE)


def test_modes_have_their_own_fingerprints() -> None:
    prints = {ReferenceEngine(mode=mode).fingerprint(EN_DE) for mode in MODES}
    assert len(prints) == 2
