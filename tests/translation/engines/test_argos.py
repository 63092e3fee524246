"""Argos packages: which is used, what happens to broken ones, and what reaches the model."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.translation.engines.conftest import lay_package
from translation.engines.argos import ArgosEngine
from translation.engines.base import Effort, Pair, Segment, atom_character
from translation.errors import PackageBroken, PairUnsupported

EN_DE = Pair("en", "de")
DE_EN = Pair("de", "en")


def engine_of(packages_dir: Path, starter_dir: Path | None = None, **options: Any) -> ArgosEngine:
    return ArgosEngine(
        packages_dir=packages_dir,
        starter=starter_dir is not None,
        starter_dir=starter_dir,
        rescan_seconds=0,
        inter_threads=1,
        **options,
    )


def test_a_german_sentence_becomes_english(argos: ArgosEngine) -> None:
    answer = argos.translate([Segment("Die Datei wurde nicht gefunden.")], DE_EN)[0][0]
    assert "file" in answer.text.lower()
    assert answer.score is not None and -1.5 < answer.score < 0
    assert "<2" not in answer.text


def test_beam_gives_several_candidates_best_first(argos: ArgosEngine) -> None:
    segment = Segment("Please restart the computer now.")
    answers = argos.translate([segment], EN_DE, effort=Effort.BEAM)[0]
    scores = [answer.score or 0.0 for answer in answers]
    assert len({answer.text for answer in answers}) == len(answers) > 1
    assert scores == sorted(scores, reverse=True)


def test_alignment_leads_from_the_file_to_die_datei(argos: ArgosEngine) -> None:
    source = "The file was not found."
    answer = argos.translate([Segment(source)], EN_DE)[0][0]
    start = source.index("file")
    spans = [
        answer.text[span.target_start : span.target_end]
        for span in answer.alignment or ()
        if span.source_start < start + 4 and span.source_end > start
    ]
    assert any("Datei" in span for span in spans)


def test_atoms_survive_usual_sentences(argos: ArgosEngine) -> None:
    sentences = ["Please open {} and restart.", "The file {} was not found.", "What does {} mean?"]
    atom = atom_character(0)
    segments = [Segment(text.format(atom), ("src/main.py",)) for text in sentences]
    answers = argos.translate(segments, EN_DE)
    assert [some[0].text.count(atom) for some in answers] == [1, 1, 1]


def test_the_starter_is_experimental(argos: ArgosEngine) -> None:
    assert argos.experimental(EN_DE)


def test_the_starter_gives_way_to_a_package(packages_dir: Path, starter_dir: Path) -> None:
    engine = engine_of(packages_dir, starter_dir)
    assert engine.label(EN_DE) == "argos en_de 1.9"
    assert not engine.experimental(EN_DE)
    assert engine.experimental(DE_EN)


def test_a_starter_that_was_installed_stays_experimental(starter_dir: Path, tmp_path: Path) -> None:
    shutil.copytree(starter_dir / "translate-en_de-1_0", tmp_path / "p" / "translate-en_de-1_0")
    assert engine_of(tmp_path / "p", starter_dir).experimental(EN_DE)


def test_the_higher_version_wins(packages_dir: Path, starter_dir: Path) -> None:
    lay_package(packages_dir, starter_dir, name="translate-en_de-1_10", version="1.10")
    assert engine_of(packages_dir).label(EN_DE) == "argos en_de 1.10"


def test_a_new_package_is_found_without_a_restart(packages_dir: Path, starter_dir: Path) -> None:
    engine = engine_of(packages_dir)
    before = engine.fingerprint(EN_DE)
    lay_package(packages_dir, starter_dir, name="translate-en_de-2_0", version="2.0")
    assert engine.fingerprint(EN_DE) != before


def test_the_fingerprint_does_not_depend_on_the_place(
    packages_dir: Path, starter_dir: Path, tmp_path: Path
) -> None:
    lay_package(tmp_path / "other", starter_dir, name="translate-en_de-1_9", version="1.9")
    first, second = engine_of(packages_dir), engine_of(tmp_path / "other")
    assert first.fingerprint(EN_DE) == second.fingerprint(EN_DE)


@pytest.mark.parametrize("missing", ["metadata.json", "model/model.bin", "sentencepiece.model"])
def test_a_package_without_a_file_is_left_out(
    packages_dir: Path, starter_dir: Path, missing: str
) -> None:
    broken = lay_package(packages_dir, starter_dir, name="translate-en_de-2_0", version="2.0")
    (broken / missing).unlink()
    engine = engine_of(packages_dir)
    assert engine.label(EN_DE) == "argos en_de 1.9"
    assert [problem.path for problem in engine.problems()] == [broken]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"from_code": "en", "to_code": "??"}'])
def test_metadata_that_makes_no_sense_is_reported(packages_dir: Path, content: str) -> None:
    odd = packages_dir / "odd"
    odd.mkdir()
    (odd / "metadata.json").write_text(content)
    engine = engine_of(packages_dir)
    assert engine.pairs() == {EN_DE}
    assert "odd" in str(engine.problems()[0].error)


def test_other_kinds_of_package_are_passed_over(packages_dir: Path) -> None:
    splitter = packages_dir / "sbd-xx-1_0"
    splitter.mkdir()
    (splitter / "metadata.json").write_text('{"type": "sbd"}')
    assert engine_of(packages_dir).problems() == []


def test_a_truncated_model_is_broken_until_it_is_whole(packages_dir: Path) -> None:
    model = packages_dir / "translate-en_de-1_9" / "model" / "model.bin"
    whole = model.read_bytes()
    model.write_bytes(whole[:5000])
    engine = engine_of(packages_dir)
    with pytest.raises(PackageBroken):
        engine.translate([Segment("Hello.")], EN_DE)
    assert engine.pairs() == frozenset()
    assert len(engine.problems()) == 1
    with pytest.raises(PairUnsupported):
        engine.translate([Segment("Hello.")], EN_DE)

    model.write_bytes(whole)
    assert engine.translate([Segment("The file was not found.")], EN_DE)[0][0].text
    assert engine.problems() == []


def test_a_damaged_tokenizer_is_broken_too(packages_dir: Path) -> None:
    (packages_dir / "translate-en_de-1_9" / "sentencepiece.model").write_bytes(b"nonsense")
    engine = engine_of(packages_dir)
    with pytest.raises(PackageBroken):
        engine.translate([Segment("Hello.")], EN_DE)
    assert engine.pairs() == frozenset()


def test_a_broken_package_leaves_the_pair_to_the_starter(
    packages_dir: Path, starter_dir: Path
) -> None:
    (packages_dir / "translate-en_de-1_9" / "model" / "model.bin").write_bytes(b"short")
    engine = engine_of(packages_dir, starter_dir)
    with pytest.raises(PackageBroken):
        engine.translate([Segment("Hello.")], EN_DE)
    assert engine.experimental(EN_DE)
    assert engine.translate([Segment("The file was not found.")], EN_DE)[0][0].text


def test_models_leave_when_the_budget_is_spent(packages_dir: Path, starter_dir: Path) -> None:
    engine = engine_of(packages_dir, starter_dir, memory_bytes=1)
    engine.translate([Segment("Hello.")], EN_DE)
    one = engine.memory()
    engine.translate([Segment("Hallo.")], DE_EN)
    assert engine.memory() <= one


def test_both_directions_of_the_starter_share_a_model(argos: ArgosEngine) -> None:
    argos.unload()
    argos.translate([Segment("Hello.")], EN_DE)
    one = argos.memory()
    argos.translate([Segment("Hallo.")], DE_EN)
    assert argos.memory() == one


def test_no_folder_means_no_pairs(tmp_path: Path) -> None:
    assert engine_of(tmp_path / "nowhere").pairs() == frozenset()


def test_a_model_without_memory_says_so_and_heals(starter_dir: Path) -> None:
    program = f"""
import resource
from django.conf import settings
settings.configure()
from translation.engines.argos import ArgosEngine
from translation.engines.base import Pair, Segment
from translation.errors import EngineOutOfMemory
engine = ArgosEngine(packages_dir={str(starter_dir)!r}, starter=False)
pair = Pair("en", "de")
engine.pairs()
with open("/proc/self/statm") as memory:
    used = int(memory.read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + (10 << 20), -1))
try:
    engine.translate([Segment("The file was not found.")], pair)
except EngineOutOfMemory:
    print("out of memory")
resource.setrlimit(resource.RLIMIT_AS, (-1, -1))
print(engine.translate([Segment("The file was not found.")], pair)[0][0].text)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    first, second = done.stdout.splitlines()
    assert first == "out of memory"
    assert "Datei" in second
