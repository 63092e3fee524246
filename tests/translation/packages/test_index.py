"""What an index, a mirror or a folder offers."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.translation.packages.conftest import Mirror, index_entry, make_package
from translation.engines.base import Pair
from translation.packages.errors import IndexUnreachable
from translation.packages.index import public_index, read_offers


def put_index(mirror: Mirror, *entries: Any) -> None:
    mirror.files["index.json"] = json.dumps(entries).encode()


def test_an_index_offers_its_newest_packages(mirror: Mirror) -> None:
    put_index(
        mirror,
        index_entry("en", "fr", "https://x/1_9", package_version="1.9"),
        index_entry("en", "fr", "https://x/1_10", package_version="1.10"),
    )
    assert [(offer.version, offer.urls) for offer in read_offers(mirror.url)] == [
        ("1.10", ("https://x/1_10",))
    ]


def test_codes_of_argos_become_canonical(mirror: Mirror) -> None:
    entries = [index_entry("en", code, "https://x") for code in ("zh", "zt", "pb", "fr")]
    put_index(mirror, *entries)
    targets = {offer.pair.target for offer in read_offers(mirror.url)}
    assert targets == {"zh-Hans", "zh-Hant", "pt-BR", "fr"}


def test_what_an_index_holds_besides_is_passed_over(mirror: Mirror) -> None:
    put_index(
        mirror,
        index_entry("en", "fr", "https://x", type="sbd"),
        index_entry("en", "??", "https://x"),
        {"type": "translate"},
        index_entry("en", "es", "https://x") | {"links": []},
        "nonsense",
        index_entry("en", "de", "https://x"),
    )
    assert [offer.pair for offer in read_offers(mirror.url)] == [Pair("en", "de")]


def test_relative_links_of_a_mirror_are_resolved(mirror: Mirror) -> None:
    put_index(mirror, index_entry("en", "de", "packages/en_de.argosmodel"))
    assert read_offers(mirror.url)[0].urls == (f"{mirror.url}/packages/en_de.argosmodel",)


def test_sizes_and_checksums_are_taken_over(mirror: Mirror) -> None:
    put_index(mirror, index_entry("en", "de", "https://x", size=5, sha256="AB"))
    offer = read_offers(f"{mirror.url}/index.json")[0]
    assert (offer.size, offer.sha256) == (5, "ab")


def test_the_setting_names_the_index(mirror: Mirror, settings: Any) -> None:
    put_index(mirror, index_entry("en", "de", "https://x"))
    settings.ARGOS_PACKAGE_INDEX = mirror.url
    assert len(read_offers()) == 1


@pytest.mark.parametrize("content", [b"<html>", b'{"a": 1}', b""])
def test_what_is_no_index_is_refused(mirror: Mirror, content: bytes) -> None:
    mirror.files["index.json"] = content
    with pytest.raises(IndexUnreachable, match="no package index"):
        read_offers(mirror.url)


def test_a_missing_index_names_the_status(mirror: Mirror) -> None:
    with pytest.raises(IndexUnreachable, match="HTTP 404"):
        read_offers(mirror.url)


def test_a_folder_offers_its_files(tmp_path: Path) -> None:
    make_package(tmp_path / "anything.argosmodel", source="en", target="pb")
    offer = read_offers(str(tmp_path))[0]
    assert (offer.pair, offer.file) == (Pair("en", "pt-BR"), tmp_path / "anything.argosmodel")


def test_a_file_that_cannot_be_read_is_offered_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "translate-en_fr-1_9.argosmodel").write_bytes(b"nonsense")
    assert read_offers(str(tmp_path))[0].name == "en_fr 1.9"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(IndexUnreachable, match="no such folder"):
        read_offers(str(tmp_path / "nowhere"))


def test_the_public_index_is_the_one_argos_uses() -> None:
    assert public_index().startswith("https://")
