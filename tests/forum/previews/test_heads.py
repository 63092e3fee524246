"""What is taken from pages, and what their text becomes."""

import pytest
from hypothesis import given, strategies as st

from forum.previews.heads import DESCRIPTION_CHARS, TITLE_CHARS, read_head
from forum.previews.links import CARDS_MAX, lone_links, with_cards
from translation.pipeline import render_original

URL = "https://www.example.org/a/b"


def head(page: str | bytes, charset: str = ""):
    return read_head(page.encode() if isinstance(page, str) else page, charset=charset, url=URL)


def test_a_page_that_says_everything() -> None:
    found = head("""<!doctype html><html lang="de-at"><head><title>Seite</title>
      <meta property="og:title" content="Router &amp; Lampen"><meta name="description" content="A">
      <meta property="og:description" content="Mehr dazu">
      <meta property="og:image" content="/p.png">
      <meta property="og:site_name" content="Das Haus"></head><body><title>No</title></body>""")
    assert (found.title, found.description, found.site) == (
        "Router & Lampen",
        "Mehr dazu",
        "Das Haus",
    )
    assert (found.image, found.language) == ("https://www.example.org/p.png", "de-AT")


def test_a_page_that_says_little() -> None:
    found = head("<title>\n  Router\n  neu </title><meta name=description content=Words>")
    assert (found.title, found.description, found.site) == ("Router neu", "Words", "example.org")
    assert (found.image, found.language) == ("", "")


def test_what_stands_in_the_body_does_not_count() -> None:
    assert head('<body><meta property="og:title" content="x"><title>y</title>').title == ""


def test_the_first_word_counts() -> None:
    page = '<meta property="og:title" content="a"><meta property="og:title" content="b">'
    assert head(page).title == "a"


@pytest.mark.parametrize("code", ["xx-nonsense-", "<script>", "a" * 500, "-"])
def test_a_language_that_nobody_knows_is_none(code: str) -> None:
    assert len(head(f'<html lang="{code}"><title>x</title>').language) <= 16


def test_the_locale_of_the_card_tells_the_language_too() -> None:
    assert head('<meta property="og:locale" content="pt_BR"><title>x</title>').language == "pt-BR"


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ("<title>Grüße</title>".encode("iso-8859-1"), "ISO-8859-1"),
        ("<meta charset=windows-1252><title>Grüße</title>".encode("windows-1252"), ""),
        ("<title>Grüße</title>".encode(), "no-such-charset"),
        ("<title>Grüße</title>".encode(), "zlib_codec"),
    ],
)
def test_pages_of_old_encodings_are_read(data: bytes, charset: str) -> None:
    assert head(data, charset).title == "Grüße"


def test_characters_that_hide_or_turn_are_left_out() -> None:
    assert head("<title>a\u202eb\u0000c\u200bd&#x202e;e</title>").title == "abcde"


def test_long_words_are_cut() -> None:
    found = head(f"<title>{'word ' * 500}</title><meta name=description content={'x' * 5000}>")
    assert len(found.title) <= TITLE_CHARS
    assert found.title.endswith("word…")
    assert len(found.description) == DESCRIPTION_CHARS


@pytest.mark.parametrize("image", ["javascript:alert(1)", "//[", "data:image/png;base64,xx"])
def test_a_picture_that_is_none_breaks_nothing(image: str) -> None:
    assert head(f'<title>x</title><meta property="og:image" content="{image}">').title == "x"


@pytest.mark.parametrize(
    "piece", ["<!--", "<a ", "<!", "<?", "&", "<title>", "</", "<a b='", "<![CDATA[", "<meta x=y "]
)
def test_pages_that_want_to_take_for_ever_are_read(piece: str) -> None:
    # A parser that looks at the rest again for every piece would not come back from this.
    assert head("<title>x</title>" + piece * (300_000 // len(piece))).title == "x"


@given(st.binary(max_size=300), st.text(max_size=20))
def test_whatever_comes_is_read(data: bytes, charset: str) -> None:
    found = head(b"<title>" + data, charset)
    found.title.encode()
    assert "\n" not in found.title


# Which links become cards


def links(source: str) -> list[str]:
    return lone_links(render_original(source, "markdown", "en").html)


def test_an_address_alone_on_a_line_becomes_a_card() -> None:
    source = "Look:\nhttps://example.org/a?b=1&c=2\nor\n\nwww.example.org"
    assert links(source) == ["https://example.org/a?b=1&c=2", "http://www.example.org"]


@pytest.mark.parametrize(
    "source",
    [
        "See https://example.org/",
        "[words](https://example.org/)",
        "`https://example.org/`",
        "    https://example.org/",
        "- https://example.org/",
        "**https://example.org/**",
        "mailto:a@example.org",
        "![https://example.org/](https://example.org/)",
    ],
)
def test_other_links_stay_links(source: str) -> None:
    assert links(source) == []


def test_a_text_has_so_many_cards_and_no_more() -> None:
    source = "\n\n".join(f"https://example.org/{number}" for number in range(CARDS_MAX + 3))
    assert len(links(source)) == CARDS_MAX


def test_a_card_stands_instead_of_its_paragraph_or_below_it() -> None:
    html = render_original(
        "https://a.example.org/\n\nLook:\nhttps://b.example.org/\n\nEnd", "markdown", "en"
    ).html
    shown = with_cards(
        html, {"https://a.example.org/": "<div>A</div>", "https://b.example.org/": "<div>B</div>"}
    )
    assert "<div>A</div>" in shown
    assert 'href="https://a.example.org/"' not in shown
    assert 'href="https://b.example.org/"' in shown
    assert shown.index("</p><div>B</div>") < shown.index("<p>End")
