"""Each rung of the ladder, by a text that only this rung can save."""

from typing import Any

import pytest

from tests.translation.pipeline.through import Scripted
from translation.engines.base import (
    AlignedSpan,
    Candidate,
    Effort,
    Pair,
    RequiredTerm,
    Segment,
)
from translation.errors import EngineOutOfMemory, PairUnsupported
from translation.pipeline.ladder import translate
from translation.pipeline.outcome import Outcome
from translation.pipeline.rungs import RUNGS

EN_DE = Pair("en", "de")
QUICK, BEAM, NO_REPEAT = Effort.QUICK, Effort.BEAM, Effort.NO_REPEAT
PLAIN = "The cable is broken today."
SAVED = "Das Kabel ist heute kaputt."
WITH_ATOM = "Please start \ue000 as soon as you can."


def one(engine: Scripted, segment: Segment) -> Outcome:
    return translate([segment], engine=engine, pair=EN_DE)[0]


def test_the_rungs_are_climbed_in_this_order() -> None:
    assert [rung.name for rung in RUNGS] == [
        *("only terms", "quick", "other forms", "beam", "terms", "no repeat", "clauses", "chunks"),
    ]


def test_quick_is_one_call_for_all_segments() -> None:
    engine = Scripted({(PLAIN, QUICK, 0): [SAVED], ("Hello there.", QUICK, 0): ["Hallo."]})
    outcomes = translate([Segment(PLAIN), Segment("Hello there.")], engine=engine, pair=EN_DE)
    assert [outcome.text for outcome in outcomes] == [SAVED, "Hallo."]
    assert len(engine.calls) == 1


def test_an_engine_that_can_do_no_better_is_not_asked_again() -> None:
    engine = Scripted({})
    engine.tries_harder = False
    one(engine, Segment(PLAIN))
    assert [effort for _texts, effort, _form in engine.calls] == [QUICK]


def test_only_what_failed_is_tried_again() -> None:
    engine = Scripted({("Hello there.", QUICK, 0): ["Hallo."], (PLAIN, BEAM, 0): [SAVED]})
    translate([Segment("Hello there."), Segment(PLAIN)], engine=engine, pair=EN_DE)
    assert engine.calls[1] == ([PLAIN], BEAM, 0)


def test_beam_takes_the_first_candidate_that_passes() -> None:
    engine = Scripted({(PLAIN, BEAM, 0): [PLAIN, "⁇", SAVED, "Anderes Kabel ist da."]})
    assert one(engine, Segment(PLAIN)).text == SAVED


def test_another_form_of_placeholder_saves_an_atom() -> None:
    answers = {
        (WITH_ATOM, QUICK, 0): ["Bitte bald starten."],
        (WITH_ATOM, BEAM, 0): ["Bitte bald starten."],
        (WITH_ATOM, QUICK, 1): ["Bitte bald \ue000 \ue000 starten."],
        (WITH_ATOM, QUICK, 2): ["Bitte bald \ue000 starten."],
    }
    outcome = one(Scripted(answers, forms=3), Segment(WITH_ATOM, ("x.exe",)))
    assert outcome.text == "Bitte bald \ue000 starten."
    assert outcome.quality > 0.75


def test_another_form_is_no_cure_for_anything_else() -> None:
    engine = Scripted({}, forms=3)
    one(engine, Segment(WITH_ATOM, ("x.exe",)))
    assert {form for _texts, _effort, form in engine.calls} == {0}


def test_a_penalty_on_repetition_ends_a_loop() -> None:
    loop = "Das Kabel Kabel Kabel Kabel Kabel."
    answers = {
        (PLAIN, QUICK, 0): [loop],
        (PLAIN, BEAM, 0): [loop],
        (PLAIN, NO_REPEAT, 0): [SAVED],
    }
    assert one(Scripted(answers), Segment(PLAIN)).text == SAVED


def test_clauses_are_translated_one_by_one_where_the_whole_fails() -> None:
    answers = {
        ("First open the lid,", QUICK, 0): ["Erst den Deckel öffnen,"],
        ("then press the knob.", QUICK, 0): ["dann den Knopf drücken."],
    }
    outcome = one(Scripted(answers), Segment("First open the lid, then press the knob."))
    assert outcome.text == "Erst den Deckel öffnen, dann den Knopf drücken."


def test_text_between_atoms_is_translated_apart_when_nothing_else_keeps_them() -> None:
    lost = ["Bitte so bald wie möglich starten."]
    answers = {(WITH_ATOM, effort, 0): lost for effort in Effort} | {
        ("Please start", QUICK, 0): ["Bitte starten"],
        ("as soon as you can.", QUICK, 0): ["sobald Sie können."],
    }
    outcome = one(Scripted(answers), Segment(WITH_ATOM, ("x.exe",)))
    assert outcome.text == "Bitte starten \ue000 sobald Sie können."
    assert outcome.quality < 0.8


def test_the_source_is_kept_with_the_reason_where_nothing_helps() -> None:
    outcome = one(Scripted({}), Segment(PLAIN))
    assert (outcome.text, outcome.origin, outcome.reason) == (None, "kept", "copied")
    assert outcome.quality == 0.0


def test_no_candidate_is_a_bad_candidate() -> None:
    engine = Scripted({(PLAIN, effort, 0): [] for effort in Effort})
    assert one(engine, Segment(PLAIN)).reason == "empty"


def test_control_characters_are_taken_out_before_judging() -> None:
    engine = Scripted({(PLAIN, QUICK, 0): [f" \x00\u202e{SAVED}\n"]})
    assert one(engine, Segment(PLAIN)).text == SAVED


def test_score_tokens_and_alignment_of_the_candidate_are_passed_on() -> None:
    candidate = Candidate(SAVED, score=-0.3, tokens=7, alignment=())
    outcome = one(Scripted({(PLAIN, QUICK, 0): [candidate]}), Segment(PLAIN))
    assert (outcome.score, outcome.tokens, outcome.alignment) == (-0.3, 7, ())


def test_nothing_to_translate_asks_nobody() -> None:
    engine = Scripted({})
    assert translate([], engine=engine, pair=EN_DE) == []
    assert engine.calls == []


@pytest.mark.parametrize("error", [EngineOutOfMemory(), PairUnsupported(source="a", target="b")])
def test_errors_of_the_engine_are_the_callers(error: Exception) -> None:
    class Failing(Scripted):
        def translate(self, *args, **options):
            raise error

    with pytest.raises(type(error)):
        translate([Segment(PLAIN)], engine=Failing({}), pair=EN_DE)


NET = RequiredTerm("network", "Netzwerk")
WITH_TERM = Segment("The network is down today.", terms=(NET,))
FORCED = "The \ue000 is down today."


def test_a_translation_that_says_the_term_by_itself_is_best() -> None:
    engine = Scripted({(WITH_TERM.text, QUICK, 0): ["Die Netzwerke sind heute aus."]})
    assert one(engine, WITH_TERM).text == "Die Netzwerke sind heute aus."
    assert len(engine.calls) == 1


def test_the_n_best_are_searched_for_the_term() -> None:
    answers = {
        (WITH_TERM.text, QUICK, 0): ["Das Netz ist heute aus."],
        (WITH_TERM.text, BEAM, 0): ["Das Netz ist heute aus.", "Das Netzwerk ist heute aus."],
    }
    assert one(Scripted(answers), WITH_TERM).text == "Das Netzwerk ist heute aus."


def test_a_term_that_no_candidate_says_is_forced_as_an_atom() -> None:
    answers = natural("Das Netz ist heute aus.") | {
        (FORCED, BEAM, 0): ["Das \ue000 ist heute aus."],
    }
    outcome = one(Scripted(answers), WITH_TERM)
    assert outcome.text == "Das Netzwerk ist heute aus."
    assert outcome.reason == ""


def test_an_alignment_holds_after_a_term_was_forced() -> None:
    spans = (AlignedSpan(4, 5, 4, 5), AlignedSpan(6, 8, 6, 9))
    forced = Candidate("Das \ue000 ist heute aus.", score=-0.1, alignment=spans)
    outcome = one(Scripted(natural("Das Netz.") | {(FORCED, BEAM, 0): [forced]}), WITH_TERM)
    assert outcome.alignment == (AlignedSpan(4, 11, 4, 12), AlignedSpan(12, 14, 13, 16))


def test_what_lies_between_terms_is_translated_apart_where_a_forced_term_is_lost() -> None:
    answers = natural("Das Netz ist heute aus.") | {
        (FORCED, BEAM, 0): ["Das ist heute aus."],
        ("The", QUICK, 0): ["Das"],
        ("is down today.", QUICK, 0): ["ist heute aus."],
    }
    outcome = one(Scripted(answers), WITH_TERM)
    assert outcome.text == "Das Netzwerk ist heute aus."
    assert outcome.quality < 0.8


def test_no_sentence_is_kept_because_of_a_term_alone() -> None:
    lost = {(FORCED, effort, 0): [""] for effort in Effort}
    parts = {("The", QUICK, 0): [""], ("is down today.", QUICK, 0): [""]}
    outcome = one(Scripted(natural("Das Netz ist heute aus.") | lost | parts), WITH_TERM)
    assert (outcome.text, outcome.reason) == ("Das Netz ist heute aus.", "terms")
    assert outcome.quality < 0.5


def test_what_is_nothing_but_terms_needs_no_model() -> None:
    terms = (NET, RequiredTerm("cable", "Kabel"))
    engine = Scripted({})
    assert one(engine, Segment("network, cable", terms=terms)).text == "Netzwerk, Kabel"
    assert engine.calls == []


def natural(text: str) -> dict[tuple[str, Effort, int], list[Any]]:
    """The same answer to whatever effort, without a forced term."""
    return {(WITH_TERM.text, effort, 0): [text] for effort in Effort}
