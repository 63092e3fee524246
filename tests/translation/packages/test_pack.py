"""A package is built whole, is proved to work, and is an Argos package like any other."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from translation.engines.argos import ArgosEngine
from translation.engines.base import Pair, Segment
from translation.packages.errors import CannotPack, NoRoom
from translation.packages.pack import pack
from translation.packages.recipe import Recipe, pair_of
from translation.packages.starter import STARTER_DIR


@pytest.fixture(scope="session")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter package's folder: `model/` and `sentencepiece.model`."""
    folder = tmp_path_factory.mktemp("parts")
    with zipfile.ZipFile(STARTER_DIR / "translate-de_en-1_0.argosmodel") as archive:
        archive.extractall(folder)
    return folder / "translate-de_en-1_0"


def recipe(parts: Path, **changed: Any) -> Recipe:
    given: dict[str, Any] = {
        "model": parts / "model",
        "tokenizer": parts / "sentencepiece.model",
        "pair": Pair("de", "en"),
        "version": "1.5",
        "target_prefix": "<2en>",
    }
    return Recipe(**{**given, **changed})


def with_model(parts: Path, into: Path, **changed: bytes | None) -> Recipe:
    """A recipe whose model folder has other files, or lacks those that are None."""
    shutil.copytree(parts / "model", into / "model")
    for name, content in changed.items():
        file = into / "model" / name.replace("_dot_", ".")
        file.unlink()
        if content is not None:
            file.write_bytes(content)
    return recipe(parts, model=into / "model")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Where a package is to be written; nothing but a finished one may ever stay in it."""
    (tmp_path / "out").mkdir()
    yield tmp_path / "out"
    left = {path.suffix for path in (tmp_path / "out").iterdir()}
    assert left <= {".argosmodel"}


def run(*arguments: object) -> None:
    call_command("languages", *map(str, arguments), stdout=sys.stderr)


def test_a_packed_model_is_installed_and_translates(
    parts: Path, folder: Path, settings: Any
) -> None:
    settings.OFFERED_LANGUAGES = ["en", "de"]
    run(
        *("pack", "--model", parts / "model", "--sentencepiece", parts / "sentencepiece.model"),
        *("--from", "de", "--to", "en", "--version", "1.5", "--target-prefix", "<2en>"),
        *("--out", folder / "own.argosmodel"),
    )
    run("install", "de", "--from", folder)
    engine = ArgosEngine(inter_threads=1, starter=False)
    answers = engine.translate([Segment("Öffne die Datei.")], Pair("de", "en"))
    assert engine.label(Pair("de", "en")) == "argos de_en 1.5"
    assert "file" in answers[0][0].text


def test_argostranslate_itself_installs_a_packed_model(parts: Path, folder: Path) -> None:
    pack(recipe(parts), folder / "own.argosmodel")
    program = (
        "import sys; from argostranslate import package;"
        "package.install_from_path(sys.argv[1]);"
        "one, = package.get_installed_packages();"
        "print(one.from_code, one.to_code, one.package_version, one.target_prefix,"
        " len(one.tokenizer.encode('Öffne die Datei.')) > 1)"
    )
    home = str(folder.parent / "home")
    said = subprocess.run(
        [sys.executable, "-c", program, str(folder / "own.argosmodel")],
        env={**os.environ, "HOME": home, "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split() == ["de", "en", "1.5", "<2en>", "True"]


def test_the_samples_show_what_the_package_translates(parts: Path, folder: Path) -> None:
    samples = pack(recipe(parts), folder / "own.argosmodel")
    assert any("config.yaml" in sample.target for sample in samples)


def test_own_sentences_are_tried_instead(parts: Path, folder: Path) -> None:
    mine = recipe(parts, sentences=("Die Datei ist leer.",))
    samples = pack(mine, folder / "own.argosmodel")
    assert [sample.source for sample in samples] == ["Die Datei ist leer."]


def test_the_package_says_what_it_is(parts: Path, folder: Path) -> None:
    pack(recipe(parts, name="Router talk", license="CC-BY-4.0"), folder / "own.argosmodel")
    with zipfile.ZipFile(folder / "own.argosmodel") as archive:
        inner = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    assert json.loads(inner["metadata.json"])["from_name"] == "German"
    assert inner["README.md"].startswith(b"# Router talk")
    assert inner["LICENSE"] == b"CC-BY-4.0"


def test_a_licence_file_goes_in_with_its_text(parts: Path, folder: Path) -> None:
    pack(recipe(parts, license=str(STARTER_DIR / "COPYING")), folder / "own.argosmodel")
    with zipfile.ZipFile(folder / "own.argosmodel") as archive:
        text = archive.read("translate-de_en-1_5/LICENSE")
    assert text == (STARTER_DIR / "COPYING").read_bytes()


def test_languages_are_written_as_argos_writes_them(parts: Path) -> None:
    assert recipe(parts, pair=pair_of("zh-Hant", "pt-BR")).folder == "translate-zt_pb-1_5"


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [("de", "de", "both languages are de"), ("q", "en", "not a language")],
)
def test_a_pair_that_is_none_is_refused(source: str, target: str, reason: str) -> None:
    with pytest.raises(CannotPack, match=reason):
        pair_of(source, target)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"version": "new"}, "no version"),
        ({"model": Path("nowhere")}, "no folder nowhere"),
        ({"tokenizer": Path("nowhere")}, "no file nowhere"),
        ({"tokenizer": STARTER_DIR / "COPYING"}, "no SentencePiece model"),
        ({"target_prefix": "<2xx>"}, "target prefix <2xx>"),
        ({"target_prefix": ""}, "Is the target prefix right"),
        ({"license": "no/such/file"}, "no/such/file cannot be read"),
    ],
)
def test_a_part_that_does_not_fit_is_refused(
    parts: Path, folder: Path, changed: dict[str, Any], reason: str
) -> None:
    with pytest.raises(CannotPack, match=reason):
        pack(recipe(parts, **changed), folder / "own.argosmodel")
    assert not list(folder.iterdir())


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"model_dot_bin": None}, "no CTranslate2 model"),
        ({"model_dot_bin": b"too short"}, "cannot be loaded"),
        ({"shared_vocabulary_dot_json": None}, "cannot be loaded"),
    ],
)
def test_a_model_that_cannot_be_loaded_is_refused(
    parts: Path, folder: Path, tmp_path: Path, changed: dict[str, bytes | None], reason: str
) -> None:
    damaged = with_model(parts, tmp_path, **changed)
    with pytest.raises(CannotPack, match=reason):
        pack(damaged, folder / "own.argosmodel")


def test_a_tokenizer_of_another_model_is_refused(parts: Path, folder: Path, tmp_path: Path) -> None:
    pieces = json.loads((parts / "model" / "shared_vocabulary.json").read_text("utf-8"))
    others = [piece if piece.startswith("<") else f"{piece}·" for piece in pieces]
    foreign = with_model(
        parts, tmp_path, shared_vocabulary_dot_json=json.dumps(others).encode("utf-8")
    )
    with pytest.raises(CannotPack, match=r"only \d+ % of the tokenizer's pieces"):
        pack(foreign, folder / "own.argosmodel")


def test_an_existing_file_stays_as_it_is(parts: Path, folder: Path) -> None:
    (folder / "own.argosmodel").write_text("mine")
    with pytest.raises(CannotPack, match="exists already"):
        pack(recipe(parts), folder / "own.argosmodel")
    assert (folder / "own.argosmodel").read_text() == "mine"


def test_a_full_disk_leaves_nothing_behind(parts: Path, folder: Path) -> None:
    everything = shutil.disk_usage(folder).total
    with pytest.raises(NoRoom):
        pack(recipe(parts), folder / "own.argosmodel", spare_bytes=everything)
    assert not list(folder.iterdir())


def test_the_command_answers_in_one_line(parts: Path, folder: Path) -> None:
    with pytest.raises(CommandError, match="both languages are en"):
        run(
            *("pack", "--model", parts / "model", "--sentencepiece", parts / "sentencepiece.model"),
            *("--from", "en", "--to", "en", "--version", "1.5"),
        )
