"""Atoms as people see and type them."""

import pytest
from hypothesis import given, strategies as st

from translation.correction_errors import AtomsDoubled, AtomsMissing
from translation.engines.base import Segment, atom_character
from translation.spelling import pieces, spelled, stored

A, B = atom_character(0), atom_character(1)


def segment(text: str, *atoms: str) -> Segment:
    return Segment(text, atoms)


def test_people_see_what_atoms_read_like():
    assert spelled(f"Open {A} now", ["config.yaml"]) == "Open config.yaml now"


def test_what_reads_like_nothing_has_a_number_to_move_it_by():
    assert spelled(f"See {A} and {B}", ["", "x"]) == "See ⟨1⟩ and x"


def test_what_people_type_holds_the_atoms_again():
    source = segment(f"Open {A} with {B}", "config.yaml", "vim")
    assert stored("Mit vim öffnen: config.yaml", source) == f"Mit {B} öffnen: {A}"


def test_atoms_that_read_alike_are_taken_in_order():
    source = segment(f"{A} or {B}", "x", "x")
    assert stored("x oder x", source) == f"{A} oder {B}"


def test_the_longer_of_two_atoms_is_not_broken_up():
    source = segment(f"{A} and {B}", "config", "config.yaml")
    assert stored("config.yaml, config", source) == f"{B}, {A}"


def test_a_short_atom_is_not_found_within_words():
    assert stored("Die Achse y zeigt nach Typ", segment(f"Axis {A}", "y")) == (
        f"Die Achse {A} zeigt nach Typ"
    )


@pytest.mark.parametrize("typed", ["config.yamlı açın", "config.yaml'ı açın", "config.yamlを開く"])
def test_languages_may_add_endings_to_an_atom(typed):
    assert A in stored(typed, segment(f"Open {A}", "config.yaml"))


def test_a_missing_atom_is_named():
    with pytest.raises(AtomsMissing, match=r"config\.yaml"):
        stored("Öffne die Datei", segment(f"Open {A}", "config.yaml"))


def test_a_doubled_atom_is_named():
    with pytest.raises(AtomsDoubled, match="vim"):
        stored("vim, immer vim", segment(f"Use {A}", "vim"))


def test_nobody_can_type_an_atom_character():
    assert stored(f"Hallo{A}\ue123", segment("Hello")) == "Hallo"


def test_overrides_of_direction_and_line_breaks_do_not_pass():
    assert stored("Hal\u202elo\n  Welt\x00", segment("Hello world")) == "Hallo Welt"


@given(
    st.lists(st.text(min_size=1, max_size=8).filter(str.strip), max_size=5),
    st.lists(st.text(alphabet="abc .,é漢", max_size=8), min_size=6, max_size=6),
)
def test_whatever_is_shown_can_be_stored_with_every_atom_once(atoms, words):
    text = "".join(
        f"{word} {atom_character(index)} " if index < len(atoms) else word
        for index, word in enumerate(words)
    )
    source = Segment(text, tuple(atoms))
    try:
        result = stored(spelled(text, atoms), source)
    except AtomsDoubled:  # a word of the sentence reads like an atom
        return
    assert sorted(c for c in result if c >= A) == [atom_character(i) for i in range(len(atoms))]


def test_a_sentence_in_pieces_says_what_must_stay():
    assert pieces(f"Open {A} now", ["x"]) == [("Open ", False), ("x", True), (" now", False)]
