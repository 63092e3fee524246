"""Whether a translation has the terms it must have, and how terms travel as atoms."""

import pytest

from translation.engines.base import AlignedSpan, Candidate, RequiredTerm, Segment
from translation.pipeline.outcome import Outcome
from translation.pipeline.terms import has_terms, shelter


def has(text: str, target: str, language: str, *, exact: bool = False) -> bool:
    return has_terms(text, Segment("x", terms=(RequiredTerm("x", target, exact),)), language)


@pytest.mark.parametrize(
    ("text", "target", "language"),
    [
        ("Alle Einstellungen sind weg.", "Einstellung", "de"),
        ("Die Routereinstellungen sind weg.", "Router", "de"),
        ("Les disques durs sont pleins.", "disque dur", "fr"),
        ("Что с роутерами?", "роутер", "ru"),
        ("У мережі немає зв'язку.", "мережа", "uk"),
        ("我的路由器坏了。", "路由器", "zh-Hans"),
        ("新しいルーターが動きません。", "ルーター", "ja"),
        ("라우터를 다시 시작하세요.", "라우터", "ko"),
    ],
)
def test_an_inflected_form_will_do(text: str, target: str, language: str) -> None:
    assert has(text, target, language)


@pytest.mark.parametrize(
    ("text", "target", "language"),
    [
        ("Der Weg ist weit.", "Router", "de"),
        ("Le disque est dur à trouver.", "disque dur", "fr"),
        ("我的电脑坏了。", "路由器", "zh-Hans"),
        ("Das Netzteil.", "Net", "de"),
    ],
)
def test_another_word_will_not_do(text: str, target: str, language: str) -> None:
    assert not has(text, target, language)


@pytest.mark.parametrize("text", ["Öffne Go.", "Gos Fehler", "Go’s bugs", "用Go写的"])
def test_a_name_may_stand_in_the_genitive_and_beside_other_scripts(text: str) -> None:
    assert has(text, "Go", "de", exact=True)


@pytest.mark.parametrize("text", ["Mein Gott.", "Los, go!", "Gehen", "Django"])
def test_a_name_must_stand_as_it_is(text: str) -> None:
    assert not has(text, "Go", "de", exact=True)


NETWORK = RequiredTerm("networks", "Netzwerke")


def test_terms_become_atoms_behind_those_of_the_segment() -> None:
    segment = Segment("All networks in \ue000.", ("a.txt",), (NETWORK,))
    assert shelter(segment).segment == Segment("All \ue001 in \ue000.", ("a.txt", "Netzwerke"))


def test_a_part_of_a_longer_word_is_no_term() -> None:
    segment = Segment("subnetworks", terms=(NETWORK,))
    assert shelter(segment).segment.text == "subnetworks"


def test_an_outcome_says_the_term_and_is_aligned_with_the_original() -> None:
    sheltered = shelter(Segment("All networks fail.", terms=(NETWORK,)))
    spans = (AlignedSpan(0, 3, 0, 4), AlignedSpan(4, 5, 5, 6), AlignedSpan(6, 11, 7, 16))
    outcome = sheltered.restored(Outcome("Alle \ue000 versagen.", alignment=spans))
    assert outcome.text == "Alle Netzwerke versagen."
    assert outcome.alignment == (
        *(AlignedSpan(0, 3, 0, 4), AlignedSpan(4, 12, 5, 14), AlignedSpan(13, 18, 15, 24)),
    )


def test_a_term_that_begins_the_sentence_has_a_capital_there_too() -> None:
    sheltered = shelter(Segment("Networks fail.", terms=(RequiredTerm("Networks", "réseaux"),)))
    assert sheltered.restored(Candidate("\ue000 en panne.")).text == "Réseaux en panne."


def test_what_was_kept_stays_kept() -> None:
    sheltered = shelter(Segment("All networks fail.", terms=(NETWORK,)))
    assert sheltered.restored(Outcome(None)).text is None
