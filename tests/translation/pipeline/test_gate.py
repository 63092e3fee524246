"""What the gate lets pass, and what it does not."""

from math import exp
from typing import Any

import pytest

from translation.engines.base import Candidate, Pair, Segment
from translation.pipeline.gate import SCORE_FLOOR, judge

EN_DE = Pair("en", "de")
SOURCE = "The router loses its connection every 20 minutes."
GOOD = "Der Router verliert alle 20 Minuten die Verbindung."


def reason(target: str, source: str = SOURCE, pair: Pair = EN_DE, **facts: Any) -> str:
    return judge(Segment(source), Candidate(target, **facts), pair).reason


def test_a_good_translation_passes_with_the_probability_of_its_tokens_as_quality() -> None:
    verdict = judge(Segment(SOURCE), Candidate(GOOD, score=-0.2), EN_DE)
    assert verdict.passes
    assert verdict.quality == pytest.approx(exp(-0.2))


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("", "empty"),
        ("   ", "empty"),
        (GOOD.replace("20", "30"), "numbers"),
        (GOOD.replace("20 ", ""), "numbers"),
        (GOOD + " 20", "numbers"),
        (GOOD + "\ue000", "atoms"),
        (SOURCE, "copied"),
        ("Der 20 " + "sehr lange Weg nach Hause ist heute weit " * 5, "length"),
        ("Der 20 der der der Router ist.", "loop"),
        ("Der Router 20 und weiter und weiter und weiter und weiter", "loop"),
        ("Der Router ⁇ alle 20 Minuten die Verbindung.", "junk"),
        ("Der Router &apos;verliert&apos; alle 20 Minuten.", "junk"),
        ("Роутер теряет соединение каждые 20 минут.", "script"),
    ],
)
def test_it_refuses(target: str, expected: str) -> None:
    assert reason(target) == expected


def test_it_refuses_what_the_model_itself_does_not_believe() -> None:
    assert reason(GOOD, score=SCORE_FLOOR - 0.01) == "score"
    assert reason(GOOD, score=SCORE_FLOOR) == ""


def test_it_refuses_what_is_unknown_in_more_than_a_quarter() -> None:
    assert reason(GOOD, unknown_share=0.26) == "unknown_words"
    assert reason(GOOD, unknown_share=0.25) == ""


def test_a_lost_and_a_doubled_atom_are_noticed() -> None:
    segment = Segment("Run \ue000 and \ue001.", ("a", "b"))
    for target in ("Starte \ue000.", "Starte \ue000 und \ue001\ue001.", "\ue002\ue000\ue001"):
        assert judge(segment, Candidate(target), EN_DE, gated=False).reason == "atoms"
    assert judge(segment, Candidate("Erst \ue001, dann \ue000."), EN_DE).passes


def test_numbers_are_the_same_in_digits_of_any_script() -> None:
    target = "الموجه يفقد الاتصال كل ٢٠ دقيقة."
    assert reason(target, pair=Pair("en", "ar")) == ""


def test_short_names_may_be_copied() -> None:
    assert reason("Windows Media Player", source="Windows Media Player") == ""


def test_what_the_source_says_again_and_again_may_be_said_so() -> None:
    source = "no no no no no no, really no no no no"
    assert reason("nein nein nein nein nein nein, wirklich nein", source=source) == ""


def test_chinese_may_be_much_shorter() -> None:
    source = "The router loses its connection every twenty minutes or so, sadly."
    assert (
        reason("路由器大约每二十分钟断开一次连接。", source=source, pair=Pair("en", "zh-Hans"))
        == ""
    )


def test_an_engine_that_is_right_by_definition_is_only_checked_for_completeness() -> None:
    verdict = judge(Segment(SOURCE), Candidate(SOURCE, score=-5.0), EN_DE, gated=False)
    assert verdict.passes


def test_unknown_words_lower_the_quality() -> None:
    known = judge(Segment(SOURCE), Candidate(GOOD), EN_DE).quality
    partly = judge(Segment(SOURCE), Candidate(GOOD, unknown_share=0.2), EN_DE).quality
    assert partly == pytest.approx(known * 0.8)
