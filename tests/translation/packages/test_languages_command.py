"""`manage.py languages`."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.translation.packages.conftest import Mirror, index_entry, make_package


@pytest.fixture(autouse=True)
def argos_only(settings: Any) -> None:
    settings.TRANSLATION_ENGINES = ["argos"]
    settings.OFFERED_LANGUAGES = ["en", "de", "fr"]
    options = {"packages_dir": str(settings.ARGOS_PACKAGES_DIR), "inter_threads": 1}
    backend = {"BACKEND": "translation.engines.argos.ArgosEngine", "OPTIONS": options}
    settings.ENGINE_BACKENDS = {"argos": backend}


def languages(*arguments: str) -> str:
    out = io.StringIO()
    call_command("languages", *arguments, stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for source, target in (("en", "fr"), ("fr", "en")):
        make_package(
            tmp_path / "from" / f"{source}{target}.argosmodel", source=source, target=target
        )
    return tmp_path / "from"


def test_install_from_a_folder_makes_a_language_live(folder: Path) -> None:
    said = languages("install", "fr", "--from", str(folder))
    assert "en_fr 1.9 is installed." in said
    assert "French" in said.split("live:")[1]


def test_installing_again_says_so(folder: Path) -> None:
    languages("install", "fr", "--from", str(folder))
    assert "en_fr 1.9 is installed already." in languages("install", "fr", "--from", str(folder))


def test_install_from_a_mirror(mirror: Mirror, folder: Path) -> None:
    mirror.files["enfr.argosmodel"] = (folder / "enfr.argosmodel").read_bytes()
    entries = [index_entry("en", "fr", "enfr.argosmodel")]
    mirror.files["index.json"] = json.dumps(entries).encode()
    assert "en_fr 1.9 is installed." in languages("install", "fr", "--from", mirror.url)


def test_a_language_without_package_is_an_error(folder: Path) -> None:
    with pytest.raises(CommandError, match="no package for: mi"):
        languages("install", "fr", "mi", "--from", str(folder))


def test_a_wrong_code_is_an_error(folder: Path) -> None:
    with pytest.raises(CommandError, match="not a language"):
        languages("install", "q", "--from", str(folder))


def test_a_broken_file_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "translate-en_fr-1_9.argosmodel").write_bytes(b"nonsense")
    with pytest.raises(CommandError, match=r"translate-en_fr-1_9\.argosmodel is not a usable"):
        languages("install", "fr", "--from", str(tmp_path))


def test_a_file_with_another_checksum_is_refused(folder: Path) -> None:
    entries = [index_entry("en", "fr", "https://x/enfr.argosmodel", sha256="0" * 64)]
    (folder / "index.json").write_text(json.dumps(entries))
    with pytest.raises(CommandError, match="checksum"):
        languages("install", "fr", "--from", str(folder))


def test_list_says_what_is_available_and_what_is_installed(folder: Path) -> None:
    before = languages("list", "--from", str(folder))
    languages("install", "fr", "--from", str(folder))
    after = languages("list", "--from", str(folder))
    assert "available" in before
    assert "available" not in after


def test_list_without_index_shows_what_is_installed(folder: Path, mirror: Mirror) -> None:
    languages("install", "fr", "--from", str(folder))
    said = languages("list", "--from", mirror.url)
    assert "HTTP 404" in said
    assert "en → fr" in said


def test_status_names_pairs_fingerprints_marks_and_problems(folder: Path, settings: Any) -> None:
    languages("install", "fr", "--from", str(folder))
    (settings.ARGOS_PACKAGES_DIR / "rubbish").mkdir()
    said = languages("status")
    assert "argos/1:en_fr:1.9:" in said
    assert "experimental" in said
    assert "rubbish" in said
    assert "de      en, fr (en)" in said
