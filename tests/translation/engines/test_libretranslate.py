"""LibreTranslate over HTTP: what is asked, and what becomes of failures of every kind."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from tests.translation.engines.conftest import wait_until
from tests.translation.engines.libretranslate_server import (
    CRASHES,
    REFUSED,
    Failure,
    FakeServer,
    answers,
    cuts_off,
    fake_server,
    hangs,
)
from translation.engines.backoff import Backoff
from translation.engines.base import Effort, Pair, Segment, atom_character
from translation.engines.libretranslate import BATCH_CHARS, BATCH_TEXTS, LibreTranslateEngine
from translation.errors import EngineUnavailable, InputRefused, PairUnsupported

DE_EN = Pair("de", "en")
QUICK = Backoff(tries=3, first_seconds=0.001)
HELLO = Segment("Hallo Welt.")
ANSWER = "hALLO wELT."


@pytest.fixture
def server() -> Iterator[FakeServer]:
    with fake_server() as server:
        yield server


@pytest.fixture
def second() -> Iterator[FakeServer]:
    with fake_server() as server:
        yield server


def engine_of(*servers: FakeServer, **options: Any) -> LibreTranslateEngine:
    urls = [server.url for server in servers]
    given: dict[str, Any] = {"backoff": QUICK, "timeout_seconds": 10, **options}
    return LibreTranslateEngine(urls=urls, **given)


def text_of(engine: LibreTranslateEngine, segment: Segment = HELLO) -> str:
    return engine.translate([segment], DE_EN)[0][0].text


# What is asked


def test_plain_text_is_asked_for_and_never_html(server: FakeServer) -> None:
    assert text_of(engine_of(server)) == ANSWER
    assert server.asked[0]["format"] == "text"


def test_requests_are_bounded_in_texts_and_characters(server: FakeServer) -> None:
    segments = [Segment(f"Satz Nummer {number}") for number in range(100)]
    segments += [Segment("Wort " * (BATCH_CHARS // 8)) for _number in range(4)]
    assert len(engine_of(server).translate(segments, DE_EN)) == 104
    sizes = [(len(body["q"]), sum(map(len, body["q"]))) for body in server.asked]
    assert max(texts for texts, _chars in sizes) == BATCH_TEXTS
    assert max(chars for _texts, chars in sizes) <= BATCH_CHARS


def test_texts_without_words_are_not_sent(server: FakeServer) -> None:
    engine = engine_of(server)
    assert text_of(engine, Segment(" 12 – ")) == " 12 – "
    assert server.asked == []


def test_atoms_travel_as_codes(server: FakeServer) -> None:
    segment = Segment(f"Öffne {atom_character(0)} bitte", ("src/main.py",))
    assert text_of(engine_of(server), segment) == f"öFFNE {atom_character(0)} BITTE"
    assert "src" not in server.asked[0]["q"][0]


def test_character_references_do_not_become_markup(server: FakeServer) -> None:
    segment = Segment("Schreibe &lt;b&gt; und &amp;lt; oder &#60 hin")
    assert text_of(engine_of(server), segment) == "sCHREIBE &lt;B&gt; UND &amp;LT; ODER &#60 HIN"


def test_what_would_make_the_server_fail_is_not_sent(server: FakeServer) -> None:
    text_of(engine_of(server), Segment("Hallo\0 \ud800Welt"))
    assert server.asked[0]["q"] == ["Hallo Welt"]


def test_more_effort_asks_for_alternatives(server: FakeServer) -> None:
    server.failures = [answers(200, {"translatedText": ["a"], "alternatives": [["b", "a"]]})]
    found = engine_of(server).translate([HELLO], DE_EN, effort=Effort.BEAM)[0]
    assert [candidate.text for candidate in found] == ["a", "b"]
    assert server.asked[0]["alternatives"] > 0


def test_a_server_may_refuse_alternatives(server: FakeServer) -> None:
    server.failures = [answers(400, {"error": "alternatives parameter must be <= 0"})]
    engine = engine_of(server)
    assert engine.translate([HELLO], DE_EN, effort=Effort.BEAM)[0][0].text == ANSWER


def test_codes_are_the_servers_own(server: FakeServer) -> None:
    server.offers = {"pb": ["zt", "xx-nonsense"]}
    engine = engine_of(server)
    assert engine.pairs() == {Pair("pt-BR", "zh-Hant")}
    engine.translate([HELLO], Pair("pt-BR", "zh-Hant"))
    assert (server.asked[0]["source"], server.asked[0]["target"]) == ("pb", "zt")


# Keys


def test_the_api_key_is_sent_with_texts(server: FakeServer) -> None:
    text_of(engine_of(server, api_key="very secret"))
    assert server.asked[0]["api_key"] == "very secret"


@pytest.mark.parametrize(
    "failure",
    [
        answers(403, {"error": "Invalid API key"}),
        answers(400, {"error": "Please contact the server operator to get an API key"}),
        answers(307, b"", Location="http://127.0.0.1:1/translate"),
        hangs,
        cuts_off,
    ],
)
def test_the_api_key_appears_in_no_error_and_no_log(
    server: FakeServer, failure: Failure, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    url = server.url.replace("//", "//someone:password@")
    engine = LibreTranslateEngine(
        urls=[url], api_key="very secret", timeout_seconds=0.3, backoff=QUICK
    )
    engine.pairs()
    server.fails_always = failure
    with pytest.raises(EngineUnavailable) as caught:
        text_of(engine)
    said = f"{caplog.text} {caught.value} {caught.value.__cause__!r}"
    assert "127.0.0.1" in said
    assert "very secret" not in said
    assert "password" not in said


# Failures


@pytest.mark.parametrize(
    "failure",
    [
        answers(500),
        answers(503),
        answers(429, Retry_After="0"),
        answers(302, Location="http://127.0.0.1:1/"),
        answers(200, b"no json"),
        answers(200, b"[" * 100_000),
        answers(200, []),
        answers(200, {"translatedText": "not a list"}),
        answers(200, {"translatedText": ["one", "too many"]}),
        answers(200, {"translatedText": [7]}),
        cuts_off,
    ],
)
def test_a_failure_is_tried_again(server: FakeServer, failure: Failure) -> None:
    server.failures = [failure]
    assert text_of(engine_of(server)) == ANSWER
    assert len(server.asked) == 2


def test_a_server_that_hangs_is_given_up(server: FakeServer) -> None:
    engine = engine_of(server, timeout_seconds=0.2)
    engine.pairs()
    server.fails_always = hangs
    with pytest.raises(EngineUnavailable):
        text_of(engine)


def test_the_next_server_answers_where_the_first_fails(
    server: FakeServer, second: FakeServer
) -> None:
    engine = engine_of(server, second)
    engine.pairs()
    server.fails_always = answers(503)
    assert {text_of(engine) for _again in range(6)} == {ANSWER}
    assert len(second.asked) == 6


def test_several_servers_share_the_work(server: FakeServer, second: FakeServer) -> None:
    segments = [Segment(f"Satz {number}") for number in range(4 * BATCH_TEXTS)]
    engine_of(server, second).translate(segments, DE_EN)
    assert len(server.asked) == len(second.asked) == 2


def test_a_server_that_asks_for_a_rest_gets_it(server: FakeServer, second: FakeServer) -> None:
    engine = engine_of(server, second)
    server.failures = [answers(429, Retry_After="60")]
    assert {text_of(engine) for _again in range(6)} == {ANSWER}
    assert len(server.asked) == 1


def test_a_date_to_come_back_at_is_understood(server: FakeServer, second: FakeServer) -> None:
    engine = engine_of(server, second)
    server.failures = [answers(503, Retry_After="Fri, 31 Dec 2399 23:59:59 GMT")]
    assert {text_of(engine) for _again in range(6)} == {ANSWER}
    assert len(server.asked) == 1


def test_after_many_failures_nobody_asks_any_more(server: FakeServer) -> None:
    engine = engine_of(server)
    engine.pairs()
    server.fails_always = answers(503)
    for _again in range(4):
        with pytest.raises(EngineUnavailable):
            text_of(engine)
    assert len(server.asked) == 5


def test_a_server_that_wants_another_key_is_left_alone(server: FakeServer) -> None:
    engine = engine_of(server)
    server.failures = [answers(403)]
    for _again in range(2):
        with pytest.raises(EngineUnavailable):
            text_of(engine)
    assert len(server.asked) == 1


@pytest.mark.parametrize("bad", [REFUSED, CRASHES])
def test_a_bad_text_does_not_take_the_others_with_it(server: FakeServer, bad: str) -> None:
    segments = [Segment(bad if number == 5 else f"Satz {number}") for number in range(20)]
    found = [some[0] for some in engine_of(server).translate(segments, DE_EN)]
    assert (found[5].text, found[5].unknown_share) == (bad, 1.0)
    assert [one.text for one in found if not one.unknown_share] == [
        f"sATZ {number}" for number in range(20) if number != 5
    ]


def test_a_text_alone_that_is_refused_is_an_error(server: FakeServer) -> None:
    with pytest.raises(InputRefused):
        text_of(engine_of(server), Segment(REFUSED))


def test_a_refusal_is_no_failure_of_the_server(server: FakeServer) -> None:
    engine = engine_of(server)
    for _again in range(10):
        with pytest.raises(InputRefused):
            text_of(engine, Segment(REFUSED))
    assert text_of(engine) == ANSWER


# What is offered


def test_without_servers_there_are_no_pairs() -> None:
    assert LibreTranslateEngine(urls=[]).pairs() == frozenset()


def test_a_server_that_hangs_holds_up_the_pairs_only_once(server: FakeServer) -> None:
    server.fails_always = hangs
    engine = engine_of(server, first_wait_seconds=0.05)
    assert engine.pairs() == frozenset()
    with pytest.raises(PairUnsupported):
        text_of(engine)


def test_one_server_that_is_down_does_not_hide_the_other(
    server: FakeServer, second: FakeServer
) -> None:
    server.fails_always = answers(502)
    assert DE_EN in engine_of(server, second).pairs()


def test_a_server_that_went_down_keeps_its_pairs(server: FakeServer) -> None:
    engine = engine_of(server, rescan_seconds=0)
    before = engine.fingerprint(DE_EN)
    server.fails_always = answers(502)
    assert {engine.fingerprint(DE_EN) for _again in range(20)} == {before}


def test_a_lost_pair_is_looked_up_again(server: FakeServer) -> None:
    engine = engine_of(server)
    engine.pairs()
    server.offers = {"en": ["de"]}
    with pytest.raises(EngineUnavailable):
        text_of(engine)
    assert wait_until(lambda: DE_EN not in engine.pairs())


def test_the_fingerprint_changes_with_the_addresses(server: FakeServer) -> None:
    again = LibreTranslateEngine(urls=[f"{server.url}/#2"])
    assert again.fingerprint(DE_EN) != engine_of(server).fingerprint(DE_EN)
    assert text_of(again) == ANSWER


def test_the_fingerprint_changes_with_the_version(server: FakeServer) -> None:
    before = engine_of(server).fingerprint(DE_EN)
    server.version = "2.0.0"
    assert engine_of(server).fingerprint(DE_EN) != before
