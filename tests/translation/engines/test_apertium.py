"""Apertium: its stream, its modes, its kept processes."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.translation.engines.conftest import wait_until
from translation.engines import apertium_stream as stream
from translation.engines.apertium import ApertiumEngine
from translation.engines.apertium_modes import Modes
from translation.engines.base import Pair, Segment, atom_character
from translation.errors import EngineUnavailable, PairUnsupported

ES_FR = Pair("es", "fr")
SENTENCE = Segment("La impresora no funciona.")


def test_what_is_no_word_travels_in_blanks() -> None:
    sent = stream.request(Segment(f"Open {atom_character(0)} <b>^now$\n😀!", ("a",)))
    assert sent.stream == "Open [0] [1]b[2]now[3]!"
    assert sent.kept == (atom_character(0), "<", ">^", "$\n😀")


def test_unknown_words_are_counted_and_lose_their_mark() -> None:
    segment = Segment("uno dos tres cuatro")
    answer = stream.candidate(segment, stream.request(segment), "un *dos  trois #quatre.[][\n]")
    assert answer.text == "un dos trois quatre"
    assert answer.unknown_share == 0.5


def test_names_are_no_unknown_words() -> None:
    segment = Segment("a")
    answer = stream.candidate(
        segment, stream.request(segment), "*Wuzz con *Lingora, *USB, *mp3 y *McAfee *wuzz.[][\n]"
    )
    assert answer.unknown_share == pytest.approx(2 / 8)


def test_stray_question_marks_are_removed() -> None:
    segment = Segment("a b")
    answer = stream.candidate(segment, stream.request(segment), "¿Cómo? Y ¿no.[][\n]")
    assert answer.text == "¿Cómo? Y no"


def test_mode_names_become_canonical_codes(tmp_path: Path) -> None:
    for name in ("eng-spa", "es-pt_BR", "spa-eng_US", "eco-es-fr", "spa-eng-tagger", "nob-nno"):
        (tmp_path / f"{name}.mode").touch()
    pairs = set(Modes(tmp_path).by_pair())
    assert pairs == {Pair("en", "es"), Pair("es", "pt-BR"), Pair("nb", "nn")}


@pytest.mark.parametrize(
    ("mode", "pair"),
    [
        ("eng-cat", Pair("en", "ca")),
        ("en-gl", Pair("en", "gl")),
        ("cat-por_BR", Pair("ca", "pt-BR")),
        ("fra-cat", Pair("fr", "ca")),
        ("pt-gl", Pair("pt", "gl")),
        ("swe-dan", Pair("sv", "da")),
        ("swe-nob", Pair("sv", "nb")),
        ("dan-nor", Pair("da", "nb")),
        ("rus-ukr", Pair("ru", "uk")),
        ("afr-nld", Pair("af", "nl")),
        ("ind-zlm", Pair("id", "ms")),
        ("hin-urd", Pair("hi", "ur")),
        ("mkd-eng", Pair("mk", "en")),
        ("isl-eng", Pair("is", "en")),
    ],
)
def test_every_pair_of_use_has_its_codes(tmp_path: Path, mode: str, pair: Pair) -> None:
    (tmp_path / f"{mode}.mode").touch()
    assert set(Modes(tmp_path).by_pair()) == {pair}


def test_one_mode_may_serve_several_languages(tmp_path: Path) -> None:
    (tmp_path / "hbs-eng.mode").touch()
    assert set(Modes(tmp_path).by_pair()) == {Pair("bs", "en"), Pair("hr", "en")}


def test_a_mode_that_lacks_a_program_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "eng-spa.mode").write_text("cat -u | no-such-program 'x'", "utf-8")
    (tmp_path / "es-fr.mode").write_text("cat -u | cat", "utf-8")
    assert set(Modes(tmp_path).by_pair()) == {ES_FR}


def test_without_apertium_there_are_no_pairs(tmp_path: Path) -> None:
    engine = ApertiumEngine(modes_dir=tmp_path / "nowhere")
    assert engine.pairs() == frozenset()
    with pytest.raises(PairUnsupported):
        engine.translate([SENTENCE], ES_FR)


def test_spanish_becomes_french(apertium: ApertiumEngine) -> None:
    answer = apertium.translate([SENTENCE], ES_FR)[0][0]
    assert "imprimante" in answer.text
    assert answer.score is None


def test_from_english_is_experimental(apertium: ApertiumEngine) -> None:
    assert apertium.experimental(Pair("en", "es"))
    assert not apertium.experimental(ES_FR)


def test_words_nobody_knows_are_reported(apertium: ApertiumEngine) -> None:
    answer = apertium.translate([Segment("El frobnicador wuzzea mucho.")], ES_FR)[0][0]
    assert 0.25 < answer.unknown_share < 1
    assert "*" not in answer.text


def test_a_pipeline_is_kept(apertium: ApertiumEngine) -> None:
    apertium.translate([SENTENCE], ES_FR)
    groups = apertium._pipelines.groups()
    apertium.translate([SENTENCE], ES_FR)
    assert apertium._pipelines.groups() == groups


def test_a_pipeline_that_died_is_started_again(apertium: ApertiumEngine) -> None:
    before = apertium.translate([SENTENCE], ES_FR)
    for group in apertium._pipelines.groups():
        os.killpg(group, signal.SIGKILL)
    assert apertium.translate([SENTENCE], ES_FR) == before


def test_at_most_so_many_pipelines_are_kept(apertium: ApertiumEngine) -> None:
    engine = ApertiumEngine(max_processes=1)
    engine.translate([SENTENCE], ES_FR)
    first = engine._pipelines.groups()
    engine.translate([SENTENCE], Pair("es", "pt"))
    second = engine._pipelines.groups()
    engine.unload()
    assert len(second) == 1
    assert second != first
    assert not any(map(group_lives, first + second))


def test_a_pipeline_without_an_answer_is_given_up(apertium: ApertiumEngine) -> None:
    engine = ApertiumEngine(timeout_seconds=0.0001)
    with pytest.raises(EngineUnavailable):
        engine.translate([SENTENCE], ES_FR)
    assert engine._pipelines.groups() == []


def test_idle_pipelines_end_by_themselves(apertium: ApertiumEngine) -> None:
    engine = ApertiumEngine(idle_seconds=0.05)
    engine.translate([SENTENCE], ES_FR)
    assert wait_until(lambda: not engine._pipelines.groups())


def test_a_thousand_sentences_do_not_block(apertium: ApertiumEngine) -> None:
    texts = [Segment(f"La impresora número {number} no funciona bien.") for number in range(1000)]
    answers = apertium.translate(texts, ES_FR)
    assert "999" in answers[-1][0].text


def test_pipelines_end_when_their_parent_is_killed(apertium: ApertiumEngine) -> None:
    program = (
        "from django.conf import settings; settings.configure()\n"
        "from translation.engines.apertium import ApertiumEngine\n"
        "from translation.engines.base import Pair, Segment\n"
        "engine = ApertiumEngine()\n"
        "engine.translate([Segment('Hola.')], Pair('es', 'fr'))\n"
        "print(*engine._pipelines.groups(), flush=True)\n"
        "input()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        group = int(parent.stdout.readline())
        assert group_lives(group)
        parent.kill()
        assert wait_until(lambda: not group_lives(group))


def group_lives(group: int) -> bool:
    """True while a process of the group does more than wait to be buried."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            return True
    return False
