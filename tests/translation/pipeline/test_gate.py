"""What the gate lets pass, and what it does not."""

from typing import Any

import pytest

from translation.engines.base import Candidate, Pair, Segment
from translation.pipeline.gate import SCORE_FLOOR, judge
from translation.pipeline.outcome import UNCERTAIN_BELOW

EN_DE = Pair("en", "de")
SOURCE = "The router loses its connection every 20 minutes."
GOOD = "Der Router verliert alle 20 Minuten die Verbindung."


def reason(target: str, source: str = SOURCE, pair: Pair = EN_DE, **facts: Any) -> str:
    return judge(Segment(source), Candidate(target, **facts), pair).reason


def test_a_good_translation_passes_with_a_quality_that_follows_the_engines_certainty() -> None:
    sure, less_sure = (
        judge(Segment(SOURCE), Candidate(GOOD, score=score), EN_DE) for score in (-0.2, -0.4)
    )
    assert less_sure.passes
    assert sure.quality > less_sure.quality


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


def test_it_refuses_what_is_below_the_floor_of_the_pair() -> None:
    assert reason(GOOD, score=-1.5) == "quality"
    assert reason(GOOD, score=-1.0) == ""


def test_it_refuses_what_is_unknown_in_more_than_a_half() -> None:
    assert reason(GOOD, unknown_share=0.51) == "unknown_words"
    assert reason(GOOD, unknown_share=0.5) == ""


def test_what_is_unknown_in_more_than_a_quarter_is_uncertain() -> None:
    verdict = judge(Segment(SOURCE), Candidate(GOOD, score=0.0, unknown_share=0.26), EN_DE)
    assert verdict.passes
    assert verdict.quality < UNCERTAIN_BELOW


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
    assert judge(Segment(SOURCE), Candidate(GOOD, unknown_share=0.2), EN_DE).quality < known


def test_an_address_may_be_neither_lost_nor_invented() -> None:
    address = "See http://a.example/b now."
    assert reason("Siehe jetzt http://a.example/b.", source=address) == ""
    assert reason("Siehe jetzt.", source=address) == "address"
    assert reason(f"{GOOD} www.evil.example") == "address"


LONG = "Please restart the router and then wait until the green light is on again."


def test_a_long_part_that_was_not_read_is_noticed() -> None:
    target = "Bitte starten Sie den Router, wait until the green light is on again."
    assert reason(target, source=LONG) == "copied"


def test_names_may_follow_each_other_in_both() -> None:
    source = "I use Visual Studio Code For The Web at home."
    assert reason("Ich nutze Visual Studio Code For The Web daheim.", source=source) == ""


def test_languages_that_are_alike_may_say_much_the_same() -> None:
    source = "Jeg har ikke set den i dag, men jeg har set den."
    target = "Jeg har ikke set den i dag, men jeg har sett den."
    assert reason(target, source=source, pair=Pair("da", "nb")) == ""


def test_a_sentence_in_a_third_language_is_refused_where_there_is_doubt() -> None:
    target = "Redémarrez le routeur, puis attendez que le voyant vert soit de nouveau allumé."
    assert reason(target, source=LONG, score=-0.8) == "language"
