"""Which parts of plain text are never translated."""

from itertools import pairwise

import pytest

from translation.pipeline.atoms import Kind, find_atoms


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
        ("flag 🏴󠁧󠁢󠁥󠁮󠁧󠁿 too", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", Kind.EMOJI),
        ("press 1️⃣ now", "1️⃣", Kind.EMOJI),
        ("burning ❤️‍🔥 heart", "❤️‍🔥", Kind.EMOJI),
        ("an ℹ️ sign", "ℹ️", Kind.EMOJI),
        ("see https://e.example/Foo_(bar).", "https://e.example/Foo_(bar)", Kind.URL),
        ("see e.example.com/a today", "e.example.com/a", Kind.URL),
        ("write mailto:a@b.example now", "mailto:a@b.example", Kind.URL),
        ("clone git@host.example:foo/bar.git first", "git@host.example:foo/bar.git", Kind.PATH),
        (r"in C:\Program Files\App\x.exe here", r"C:\Program Files\App\x.exe", Kind.PATH),
        (r"auf C:\Benutzer\Jörg\Bilder liegt", r"C:\Benutzer\Jörg\Bilder", Kind.PATH),
        (r"on \\server\share\x now", r"\\server\share\x", Kind.PATH),
        (r"in %APPDATA%\App there", r"%APPDATA%\App", Kind.PATH),
        ("im Ordner ~/Größe/x liegt", "~/Größe/x", Kind.PATH),
        ("listens at ::1 only", "::1", Kind.ADDRESS),
        ("on fe80::1%eth0 it", "fe80::1%eth0", Kind.ADDRESS),
        ("at localhost:8000/x now", "localhost:8000/x", Kind.ADDRESS),
        (
            "id 550e8400-e29b-41d4-a716-446655440000 is",
            "550e8400-e29b-41d4-a716-446655440000",
            Kind.HASH,
        ),
        ("got ENOENT again", "ENOENT", Kind.ERROR),
        ("SQLSTATE[42000] again", "SQLSTATE[42000]", Kind.ERROR),
        ("see CVE-2024-1234 there", "CVE-2024-1234", Kind.ERROR),
        ("a Foo::Bar there", "Foo::Bar", Kind.IDENTIFIER),
        ("set app.config.level now", "app.config.level", Kind.IDENTIFIER),
        ("hello {{ user }} there", "{{ user }}", Kind.IDENTIFIER),
        ("with %(count)s items", "%(count)s", Kind.IDENTIFIER),
        ("with %s items", "%s", Kind.IDENTIFIER),
        ("in ${HOME_DIR} there", "${HOME_DIR}", Kind.IDENTIFIER),
        ("where $x^2$ grows", "$x^2$", Kind.FORMULA),
        ("my FRITZ!Box 7590 fails", "FRITZ!Box 7590", Kind.PRODUCT),
        ("an RTX 4090 card", "RTX 4090", Kind.PRODUCT),
        ("in C++ and", "C++", Kind.PRODUCT),
        ("press Ctrl+Shift+T now", "Ctrl+Shift+T", Kind.KEYS),
        ("drücke Strg + C jetzt", "Strg + C", Kind.KEYS),
        ("press ⌘C now", "⌘C", Kind.KEYS),
        ("open Settings > Network now", ">", Kind.ARROW),
        ("Einstellungen → Netz öffnen", "→", Kind.ARROW),
        ("call +49 30 1234567 now", "+49 30 1234567", Kind.PHONE),
        ("call (030) 123-4567 now", "(030) 123-4567", Kind.PHONE),
        ("ruf 0800 123 456 an", "0800 123 456", Kind.PHONE),
        ("at 60 km/h it", "60 km/h", Kind.QUANTITY),
        ("about 10-20 cm wide", "10-20 cm", Kind.QUANTITY),
        ("in 1080p it", "1080p", Kind.QUANTITY),
        ("kostet 1 234,50 € hier", "1 234,50 €", Kind.QUANTITY),
        ("am 22.11.2026 war", "22.11.2026", Kind.NUMBER),
        ("at 2026-11-22T10:15:00Z it", "2026-11-22T10:15:00Z", Kind.NUMBER),
        ("some 1 234,5 more", "1 234,5", Kind.NUMBER),
        ("نحو ٣٫١٤ تقريبا", "٣٫١٤", Kind.NUMBER),
        ("code -1073741819 again", "-1073741819", Kind.NUMBER),
        ("在2026年11月22日发生", "2026年11月22日", Kind.NUMBER),
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
        "und/oder, groß/klein, très/bien, и/или, 中文/英文",
        "The end.Next sentence, e.g. this.",
        "5 кг и 100公里",
        "In 2026 I had 3 of them, the 2nd at 5pm.",
        "a < b and b > 3, but x > y",
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
