"""What is taken, what is refused, and what a name becomes."""

import pytest
from hypothesis import given, strategies as st

from forum.uploads.content import read_content
from forum.uploads.errors import FileMissing, FileTooLarge, FileTypeRefused, PictureBroken
from forum.uploads.kinds import FILE_TYPES
from forum.uploads.names import NAME_MAX_CHARS, extension_of, last_part, stored_name
from tests.pictures import a_picture

HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(50)
GOOD = {
    "pdf": b"%PDF-1.7\n",
    "zip": b"PK\x03\x04....",
    "gz": b"\x1f\x8b\x08...",
    "7z": b"7z\xbc\xaf\x27\x1c",
    "txt": "Grüße\n\tvom Router\r\n".encode(),
    "log": b"\x1b[31mERROR\x1b[0m caf\xe9 (Latin-1)\n",
    "csv": b"\xef\xbb\xbfa;b\n1;2\n",
    "json": b'{"a": 1}',
}


@pytest.mark.parametrize("extension", sorted(GOOD))
def test_files_that_are_what_they_say_are_kept_as_they_came(settings, extension: str) -> None:
    settings.UPLOAD_FILE_TYPES = list(FILE_TYPES)
    content = read_content(f"report.{extension.upper()}", GOOD[extension])
    assert (content.kind, content.name) == ("file", f"report.{extension}")
    assert content.data == GOOD[extension]


def test_text_of_windows_with_two_bytes_a_letter_is_text() -> None:
    assert read_content("a.txt", "Grüße".encode("utf-16")).kind == "file"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.html", b"<!doctype html><script>alert(1)</script>"),
        ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
        ("program.exe", b"MZ\x90\x00"),
        ("script.sh", b"#!/bin/sh\n"),
        ("noending", b"just words"),
        ("", b"just words"),
        (".htaccess", b"just words"),
        ("report.pdf.exe", b"%PDF-1.7"),
        ("report.php", b"%PDF-1.7"),
        ("report.7z", b"7z\xbc\xaf\x27\x1c"),  # known, but not among those that are allowed
    ],
)
def test_other_kinds_are_refused_and_the_allowed_ones_named(name: str, data: bytes) -> None:
    with pytest.raises(FileTypeRefused, match="pdf"):
        read_content(name, data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("report.pdf", b"MZ\x90\x00"),
        ("report.pdf", b"<html>%PDF-1.7"),
        ("archive.zip", b"Rar!\x1a\x07"),
        ("page.txt", b"  \n<!DOCTYPE html><script>alert(1)</script>"),
        ("drawing.txt", b"\xef\xbb\xbf<?xml version='1.0'?><svg/>"),
        ("wide.txt", "<script>alert(1)</script>".encode("utf-16")),
        ("program.log", b"\x7fELF\x02\x01\x01\x00"),
        ("late.txt", b"words " * 2000 + b"\x00"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(FileTypeRefused, match="not what its name says"):
        read_content(name, data)


def test_photos_that_browsers_cannot_show_are_refused_with_advice() -> None:
    with pytest.raises(FileTypeRefused, match="JPEG"):
        read_content("IMG_0001.HEIC", HEIC)


@pytest.mark.parametrize("name", ["cat.png", "cat.jpeg", "cat.heic"])
def test_what_is_called_an_image_and_is_none_is_broken(name: str) -> None:
    with pytest.raises(PictureBroken):
        read_content(name, b"words")


@pytest.mark.parametrize("name", ["cat.txt", "cat.exe", "cat", "", "cat.jpg"])
def test_an_image_is_told_by_its_bytes_and_named_by_what_it_is(name: str) -> None:
    content = read_content(name, a_picture("PNG"))
    assert content.kind == "image"
    assert content.name in {"cat.png", "file.png"}


def test_nothing_is_missing() -> None:
    with pytest.raises(FileMissing):
        read_content("empty.txt", b"")


def test_too_much_is_too_large(settings) -> None:
    settings.UPLOAD_MAX_MB = 1
    with pytest.raises(FileTooLarge, match="1 MB"):
        read_content("long.txt", b"a" * (1024 * 1024 + 1))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("report.txt", "report.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\a b.txt", "a-b.txt"),
        ("photo\u202egpj.txt", "photogpj.txt"),
        ("a\x00b\u200b.txt", "ab.txt"),
        ("half\ud800.txt", "half.txt"),
        ("cafe\u0301.txt", "caf\u00e9.txt"),
        ('<img src="x">.txt', "img-src=-x.txt"),
        ("تقرير.txt", "تقرير.txt"),
        ("...", "file.txt"),
        ("a#b?c%d.txt", "a-b-c-d.txt"),
        ("CON .txt", "CON.txt"),
    ],
)
def test_names_are_one_visible_part(name: str, kept: str) -> None:
    assert stored_name(name, "txt") == kept


@given(st.text(max_size=400))
def test_every_name_becomes_one_that_is_safe(name: str) -> None:
    kept = stored_name(name, "txt")
    assert kept.endswith(".txt")
    assert len(kept) <= NAME_MAX_CHARS
    assert not set('/\\<>:"|?*%#\0\n\r') & set(kept)
    assert extension_of(kept) == "txt"
    assert kept == last_part(kept)
    kept.encode()


def test_a_huge_name_is_cut() -> None:
    assert len(stored_name("x" * 100_000, "txt")) == NAME_MAX_CHARS
