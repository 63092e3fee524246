"""Placeholder forms of packages that somebody copied into the folder."""

import json
from pathlib import Path

import pytest

from translation.engines.argos import ArgosEngine
from translation.engines.base import Pair, Segment, atom_character
from translation.engines.forms import KnownForms
from translation.engines.models import ModelCache
from translation.engines.placeholders import FORMS
from translation.packages.folder import InstalledPackage, read_package

EN_DE = Pair("en", "de")
NAMES = {form.write(1) for form in FORMS}


@pytest.fixture
def copied(packages_dir: Path) -> Path:
    """The folder of a package without `lingora.json`."""
    return packages_dir / "translate-en_de-1_9"


def read(path: Path) -> InstalledPackage:
    package = read_package(path)
    assert package is not None
    return package


def known_forms() -> KnownForms:
    return KnownForms(ModelCache(memory_bytes=1 << 30, inter_threads=1, intra_threads=1))


def test_what_was_found_is_kept_beside_the_package(copied: Path) -> None:
    forms = known_forms().of(read(copied))
    kept = json.loads((copied / "lingora.json").read_text())
    assert kept["forms"] == [form.write(1) for form in forms]
    assert set(kept["forms"]) == NAMES


def test_what_is_kept_is_not_found_out_again(copied: Path) -> None:
    odd_order = sorted(NAMES)
    size = (copied / "model" / "model.bin").stat().st_size
    (copied / "lingora.json").write_text(json.dumps({"model_bytes": size, "forms": odd_order}))
    assert [form.write(1) for form in known_forms().of(read(copied))] == odd_order


def test_where_nobody_may_write_it_is_kept_in_memory(copied: Path) -> None:
    (copied / "lingora.json").mkdir()  # Not even root can put a file in its place.
    known, package = known_forms(), read(copied)
    before = known.of(package)
    (copied / "model" / "model.bin").rename(copied / "model" / "moved.bin")
    assert known.of(package) == before
    assert [path.name for path in copied.glob(".lingora*")] == []


def test_a_copied_package_is_probed_when_it_is_first_used(copied: Path) -> None:
    engine = ArgosEngine(packages_dir=copied.parent, starter=False, rescan_seconds=0)
    assert engine.pairs() == {EN_DE}
    assert not (copied / "lingora.json").exists()
    before = engine.fingerprint(EN_DE)
    segment = Segment(f"The file {atom_character(0)} was not found.", ("a_b.py",))
    assert atom_character(0) in engine.translate([segment], EN_DE)[0][0].text
    assert (copied / "lingora.json").is_file()
    assert engine.fingerprint(EN_DE) == before
