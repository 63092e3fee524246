"""Which parts of plain text are never translated."""

from itertools import pairwise

import pytest

from translation.pipeline.atoms import Kind, find_atoms, is_log_line


def atoms(text: str) -> list[str]:
    return [text[start:end] for start, end, _kind in find_atoms(text)]


@pytest.mark.parametrize(
    ("text", "atom", "kind"),
    [
        ("see https://example.com/a_b?x=1.", "https://example.com/a_b?x=1", Kind.URL),
        ("see www.example.com now", "www.example.com", Kind.URL),
        ("詳細はhttps://example.com/を見て", "https://example.com/", Kind.URL),
        ("mail a.b+c@mail.example.org!", "a.b+c@mail.example.org", Kind.EMAIL),
        ("ask @anna.", "@anna", Kind.MENTION),
        ("about #wifi6 today", "#wifi6", Kind.TAG),
        ("nice 👍🏽!", "👍🏽", Kind.EMOJI),
        ("family 👨‍👩‍👧", "👨‍👩‍👧", Kind.EMOJI),
        ("flag 🇩🇪", "🇩🇪", Kind.EMOJI),
        ("fine :-) really", ":-)", Kind.EMOJI),
        ("so :tada: it", ":tada:", Kind.EMOJI),
        ("version 1.2.3-rc1 is", "1.2.3-rc1", Kind.VERSION),
        ("needs v2", "v2", Kind.VERSION),
        ("edit /etc/hosts now", "/etc/hosts", Kind.PATH),
        (r"in C:\Windows\system32", r"C:\Windows\system32", Kind.PATH),
        ("open config.json first", "config.json", Kind.PATH),
        ("call my_function twice", "my_function", Kind.IDENTIFIER),
        ("my iPhone rings", "iPhone", Kind.IDENTIFIER),
        ("set MAX_SIZE high", "MAX_SIZE", Kind.IDENTIFIER),
        ("use os.path.join() here", "os.path.join()", Kind.IDENTIFIER),
        ("in $HOME there", "$HOME", Kind.IDENTIFIER),
        ("run with --verbose on", "--verbose", Kind.FLAG),
        ("commit 3f2c1ab broke", "3f2c1ab", Kind.HASH),
        ("at 192.168.0.1 there", "192.168.0.1", Kind.ADDRESS),
        ("mac aa:bb:cc:dd:ee:ff it", "aa:bb:cc:dd:ee:ff", Kind.ADDRESS),
        ("ip fe80::1 works not", "fe80::1", Kind.ADDRESS),
        ("error 0x80070005 again", "0x80070005", Kind.ERROR),
        ("error E1234 again", "E1234", Kind.ERROR),
        ("the WRT-54G is", "WRT-54G", Kind.ERROR),
        ("with 2.4 GHz only", "2.4 GHz", Kind.QUANTITY),
        ("about 50 % less", "50 %", Kind.QUANTITY),
        ("costs €20 here", "€20", Kind.QUANTITY),
        ("at 12:30 sharp", "12:30", Kind.NUMBER),
        ("on 2026-11-22 it", "2026-11-22", Kind.NUMBER),
        ("some 1,000.50 more", "1,000.50", Kind.NUMBER),
        ("serial 1234567 is", "1234567", Kind.NUMBER),
        ("bell \x07 rings", "\x07", Kind.OPAQUE),
        ("private \uf123 use", "\uf123", Kind.OPAQUE),
        ("turn \u202e around", "\u202e", Kind.OPAQUE),
    ],
)
def test_it_finds(text: str, atom: str, kind: Kind) -> None:
    found = [(text[start:end], which) for start, end, which in find_atoms(text)]
    assert (atom, kind) in found


@pytest.mark.parametrize(
    "text",
    [
        "I have 3 routers and 12 cables.",
        "yes and/or no",
        "It works. Really, it does!",
        "Größer als früher, für alle",
        "3月5日に2台買いました。",
        "a - b – c",
        "USB and HDMI",
        "",
    ],
)
def test_ordinary_words_and_small_numbers_are_left_in_the_text(text: str) -> None:
    assert atoms(text) == []


def test_atoms_never_overlap_and_come_in_order() -> None:
    found = list(find_atoms("a@b.example/x_y:8080 https://a_b.example/C:\\d v1.2.3.4.5 #a_b@c"))
    assert all(a[1] <= b[0] for a, b in pairwise(found))


@pytest.mark.parametrize("unit", ["a", "a.", "A-", "1,", "_a", "a/", "0:", "aA", "-", "a@", "é"])
def test_no_repetition_makes_the_search_slow(unit: str) -> None:
    # Quadratic patterns would take minutes on this length.
    assert isinstance(atoms(unit * (20_000 // len(unit)) + " é"), list)


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-22 10:15:00,123 ERROR [main] Connection lost",
        "[2026-11-22T10:15:00] kernel: eth0 down",
        "Nov 22 10:15:00 host sshd[42]: failed",
        "[ 1234.567890] usb 1-1: new device",
        "    at com.example.Main.run(Main.java:42)",
        '  File "app.py", line 3, in main',
        "Traceback (most recent call last):",
        "java.lang.NullPointerException: value is null",
        "ValueError: bad literal",
        "E/Camera( 1234): died",
        "$ systemctl restart network",
        r"C:\Users\x> ipconfig",
    ],
)
def test_a_line_of_a_log_is_recognised(line: str) -> None:
    assert is_log_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "At home it works (mostly).",
        "On 2026-11-22 I restarted it.",
        "Error after the update, please help",
        "Warning: this will delete everything",
        "File a report, line by line",
        "10:15 it stopped",
    ],
)
def test_a_line_of_prose_is_not_a_log(line: str) -> None:
    assert not is_log_line(line)
