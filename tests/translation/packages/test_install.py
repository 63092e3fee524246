"""A package appears whole or not at all."""

import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.translation.packages.conftest import make_package, metadata
from translation.engines.base import Pair
from translation.packages.errors import NoRoom, NotAPackage
from translation.packages.install import install_file
from translation.packages.starter import unpack_starter


def visible(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != ".lock")


def test_a_package_is_installed_under_its_own_name(tmp_path: Path) -> None:
    file = make_package(tmp_path / "whatever.argosmodel")
    package = install_file(file, into=tmp_path / "packages")
    assert package.pair == Pair("en", "fr")
    assert visible(tmp_path / "packages") == ["translate-en_fr-1_9"]


def test_placeholders_that_survive_are_remembered(tmp_path: Path) -> None:
    package = install_file(make_package(tmp_path / "a.argosmodel"), into=tmp_path / "packages")
    assert {"%1", "X1"} <= set(package.forms)


def test_a_new_version_replaces_the_old_one(tmp_path: Path) -> None:
    folder = tmp_path / "packages"
    for version in ("1.9", "1.10"):
        install_file(make_package(tmp_path / "a.argosmodel", version=version), into=folder)
    assert visible(folder) == ["translate-en_fr-1_10"]


def test_installing_twice_changes_nothing(tmp_path: Path) -> None:
    file = make_package(tmp_path / "a.argosmodel")
    first = install_file(file, into=tmp_path / "packages")
    assert install_file(file, into=tmp_path / "packages") == first


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"metadata_dot_json": None}, "metadata.json"),
        ({"metadata_dot_json": "{"}, "metadata.json"),
        ({"metadata_dot_json": '{"type": "sbd"}'}, "no translation model"),
        ({"model__model_dot_bin": None}, "model is missing"),
        ({"model__model_dot_bin": b"too short"}, "not a usable"),
        ({"sentencepiece_dot_model": None}, "tokenizer is missing"),
        ({"sentencepiece_dot_model": b"nonsense"}, "not a usable"),
    ],
)
def test_a_package_with_something_missing_is_refused(
    tmp_path: Path, changed: dict[str, Any], reason: str
) -> None:
    file = make_package(tmp_path / "a.argosmodel", **changed)
    with pytest.raises(NotAPackage, match=reason):
        install_file(file, into=tmp_path / "packages")
    assert visible(tmp_path / "packages") == []


@pytest.mark.parametrize("content", [b"", b"<html>not found</html>", b"PK\x03\x04 and no more"])
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.argosmodel"
    file.write_bytes(content)
    with pytest.raises(NotAPackage, match="not a whole zip"):
        install_file(file, into=tmp_path / "packages")


def test_a_truncated_file_is_refused(tmp_path: Path, starter_file: Path) -> None:
    file = tmp_path / "a.argosmodel"
    file.write_bytes(starter_file.read_bytes()[:100_000])
    with pytest.raises(NotAPackage):
        install_file(file, into=tmp_path / "packages")
    assert visible(tmp_path / "packages") == []


def test_damaged_content_is_refused(tmp_path: Path, starter_file: Path) -> None:
    content = bytearray(starter_file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file = tmp_path / "a.argosmodel"
    file.write_bytes(content)
    with pytest.raises(NotAPackage):
        install_file(file, into=tmp_path / "packages")


@pytest.mark.parametrize("name", ["../evil", "/evil", "a/../../evil", "..\\evil", "C:\\evil"])
def test_paths_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    file = tmp_path / "a.argosmodel"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("p/metadata.json", metadata())
        archive.writestr(name, "evil")
    with pytest.raises(NotAPackage, match="lead out"):
        install_file(file, into=tmp_path / "packages")
    assert not list(tmp_path.rglob("evil"))


def test_links_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.argosmodel"
    link = zipfile.ZipInfo("p/model")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("p/metadata.json", metadata())
        archive.writestr(link, "/etc")
    with pytest.raises(NotAPackage, match="links"):
        install_file(file, into=tmp_path / "packages")


def test_a_broken_package_leaves_the_old_version_in_place(tmp_path: Path) -> None:
    folder = tmp_path / "packages"
    install_file(make_package(tmp_path / "a.argosmodel"), into=folder)
    worse = make_package(tmp_path / "b.argosmodel", version="2.0", model__model_dot_bin=b"short")
    with pytest.raises(NotAPackage):
        install_file(worse, into=folder)
    assert visible(folder) == ["translate-en_fr-1_9"]


def test_a_package_larger_than_the_disk_is_refused_before_it_is_unpacked(
    tmp_path: Path,
) -> None:
    file = make_package(tmp_path / "a.argosmodel")
    everything = shutil.disk_usage(tmp_path).total
    with pytest.raises(NoRoom):
        install_file(file, into=tmp_path / "packages", spare_bytes=everything)
    assert visible(tmp_path / "packages") == []


def test_the_starter_packages_are_unpacked_once(tmp_path: Path) -> None:
    unpack_starter(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    unpack_starter(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {
        "translate-de_en-1_0",
        "translate-en_de-1_0",
    }
