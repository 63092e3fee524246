"""The set-up of a fresh installation, against a mirror; system packages are never touched."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.translation.packages.conftest import Mirror, index_entry, make_package
from translation.packages import apertium
from translation.packages.setup import Memory, SetUp

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_languages(settings: Any, mirror: Mirror) -> None:
    settings.OFFERED_LANGUAGES = ["en", "de"]
    settings.ARGOS_PACKAGE_INDEX = mirror.url


def offer_german(mirror: Mirror, tmp_path: Path) -> None:
    entries = []
    for source, target in (("en", "de"), ("de", "en")):
        file = make_package(tmp_path / f"{source}_{target}.zip", source=source, target=target)
        mirror.files[file.name] = file.read_bytes()
        entries.append(index_entry(source, target, f"{mirror.url}/{file.name}"))
    mirror.files["index.json"] = json.dumps(entries).encode()


def run() -> str:
    out = io.StringIO()
    SetUp(out=out).run()
    return out.getvalue()


def test_the_offered_languages_are_installed_from_the_index(
    mirror: Mirror, tmp_path: Path, settings: Any
) -> None:
    offer_german(mirror, tmp_path)
    said = run()
    assert "en_de 1.9: 100 %" in said
    assert {path.name for path in settings.ARGOS_PACKAGES_DIR.glob("translate-*")} == {
        "translate-de_en-1_9",
        "translate-en_de-1_9",
    }


def test_a_second_run_fetches_nothing(mirror: Mirror, tmp_path: Path) -> None:
    offer_german(mirror, tmp_path)
    run()
    mirror.asked.clear()
    run()
    assert mirror.asked == []


def test_a_failed_package_does_not_keep_the_others_away(
    mirror: Mirror, tmp_path: Path, settings: Any
) -> None:
    offer_german(mirror, tmp_path)
    mirror.status["en_de.zip"] = 500
    assert "HTTP 500" in run()
    names = [path.name for path in settings.ARGOS_PACKAGES_DIR.glob("translate-*")]
    assert names == ["translate-de_en-1_9"]


def test_a_silent_index_is_said_and_not_asked_again(mirror: Mirror) -> None:
    assert "HTTP 404" in run()
    mirror.asked.clear()
    run()
    assert mirror.asked == []


def test_a_refusal_is_remembered_for_good(tmp_path: Path) -> None:
    Memory(tmp_path / "memory.json").note("apertium refused")
    assert Memory(tmp_path / "memory.json").recalls("apertium refused")
    assert not Memory(tmp_path / "memory.json").recalls("something else")


def test_a_damaged_memory_recalls_nothing(tmp_path: Path) -> None:
    (tmp_path / "memory.json").write_text("{")
    assert not Memory(tmp_path / "memory.json").recalls("anything")


def test_only_pairs_within_the_offered_languages_help() -> None:
    assert apertium.helpful_packages(["en", "es", "de"]) == ["apertium-eng-spa"]
    assert apertium.helpful_packages(["en", "de"]) == []
