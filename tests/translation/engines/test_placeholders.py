"""How atoms are written for a model and recognised again."""

import pytest
from hypothesis import given, strategies as st

from translation.engines.base import Segment, atom_character
from translation.engines.placeholders import FORMS, Form, encode, ordered_forms

A, B, C = (atom_character(at) for at in range(3))


def known(_text: str) -> bool:
    return True


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.write(1))
def test_what_was_written_is_read_again(form: Form) -> None:
    segment = Segment(f"Open {A} or {B}, then {C}.", ("a", "b", "c"))
    coded = encode(segment, form, knows=known)
    assert A not in coded.source.text
    assert coded.restore(coded.source.text).text == segment.text


@pytest.mark.parametrize("answer", ["open x1 now", "open X 1 now", "open X１ now", "open X١ now"])
def test_small_changes_to_a_code_are_forgiven(answer: str) -> None:
    coded = encode(Segment(f"Open {A}", ("a",)), Form("X"), knows=known)
    assert coded.restore(answer).text == f"open {A} now"


def test_a_code_inside_a_longer_number_is_none() -> None:
    coded = encode(Segment(f"Open {A}", ("a",)), Form("X"), knows=known)
    assert A not in coded.restore("open X11").text
    assert A not in coded.restore("open MAX1").text


def test_a_code_that_was_not_sent_is_noticed() -> None:
    coded = encode(Segment(f"Open {A}", ("a",)), Form("X"), knows=known)
    assert coded.restore("open X1 and X4").text == f"open {A} and {B}"


def test_codes_that_stand_in_the_text_are_not_used() -> None:
    coded = encode(Segment(f"The X1 and {A}", ("a",)), Form("X"), knows=known)
    assert coded.source.text == "The X1 and X2"
    assert coded.restore("Der X1 und X2").text == f"Der X1 und {A}"


def test_numbers_the_model_does_not_know_are_skipped() -> None:
    coded = encode(Segment(f"Open {A}", ("a",)), Form("%"), knows=lambda text: "1" not in text)
    assert coded.source.text == "Open %2"


def test_plain_numbers_go_as_they_are_in_the_first_form() -> None:
    first = ordered_forms()[0]
    coded = encode(Segment(f"Wait {A} minutes, {B}", ("30", "a")), first, knows=known)
    assert "Wait 30 minutes" in coded.source.text
    assert coded.restore(coded.source.text).text == f"Wait {A} minutes, {B}"


def test_a_number_that_became_another_is_lost() -> None:
    coded = encode(Segment(f"Wait {A} minutes", ("30",)), ordered_forms()[0], knows=known)
    assert A not in coded.restore("Warte 300 Minuten").text


def test_forms_named_by_a_package_come_first() -> None:
    assert [form.write(1) for form in ordered_forms(["P1", "unknown", "#1"])][:2] == ["P1", "#1"]


@given(st.lists(st.sampled_from([A, B, C, "word", " ", "X1", "%1", "7", "é", "日"]), max_size=12))
def test_every_character_knows_where_it_came_from(parts: list[str]) -> None:
    segment = Segment("".join(parts), ("a", "12", "c"))
    for form in ordered_forms():
        coded = encode(segment, form, knows=known)
        assert len(coded.source.origin) == len(coded.source.text)
        assert list(coded.source.origin) == sorted(coded.source.origin)
        restored = coded.restore(coded.source.text)
        assert len(restored.origin) == len(restored.text)
