"""Pictures of our own house come at their size, small, in a link to the whole."""

import pytest

from forum.uploads import pictures as uploaded
from translation.pipeline import pictures, render_original

FOLDER = "/files/0123abcd-0000-4000-8000-0123456789ab/"
REL = 'rel="nofollow noopener ugc"'


def html(source: str) -> str:
    return render_original(source, "markdown", "en").html.strip()


def test_a_large_picture_is_shown_small_and_leads_to_the_whole() -> None:
    assert html(f"![a *red* cat]({FOLDER}cat.png#2000x1000)") == (
        f'<p><a class="picture" href="{FOLDER}cat.png" {REL}><img src="{FOLDER}thumbnail" '
        'alt="a red cat" width="690" height="345" loading="lazy"></a></p>'
    )


def test_a_small_picture_is_shown_as_it_is() -> None:
    shown = html(f'![cat]({FOLDER}cat.png#80x60 "A <cat>")')
    assert (
        f'<img src="{FOLDER}cat.png" alt="cat" width="80" height="60" title="A &lt;cat&gt;"'
        in shown
    )


def test_a_tall_picture_fits_into_a_text() -> None:
    assert 'width="48" height="480"' in html(f"![cat]({FOLDER}cat.png#100x1000)")


def test_the_link_of_a_picture_that_nobody_described_has_words() -> None:
    assert 'alt="my cat.png"' in html(f"![]({FOLDER}my%20cat.png#80x60)")


def test_a_picture_in_a_link_leads_where_the_link_leads() -> None:
    shown = html(f"[![cat]({FOLDER}cat.png#80x60)](https://example.org) ![b]({FOLDER}b.png#8x6)")
    assert shown.count("<a ") == 2
    assert f'<a href="https://example.org" {REL}><img src="{FOLDER}cat.png"' in shown


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/cat.png#80x60",
        f"https://example.org{FOLDER}cat.png#80x60",
        f"{FOLDER}cat.png",
        f"{FOLDER}cat.png#0x60",
        f"{FOLDER}cat.png#999999x60",
        f"{FOLDER}a/b.png#80x60",
        "/files/1/cat.png#80x60",
    ],
)
def test_other_pictures_are_rendered_as_they_are(address: str) -> None:
    assert html(f"![cat]({address})") == f'<p><img src="{address}" alt="cat" loading="lazy"></p>'


@pytest.mark.parametrize("name", ['"onerror=alert(1)', "%3Cscript%3E", "'%22onload=1", "a&quot;b"])
def test_a_name_cannot_leave_its_attribute(name: str) -> None:
    shown = html(f"![x](<{FOLDER}{name}#80x60>)")
    assert "<script" not in shown
    assert ' onerror="' not in shown
    assert shown.count("<img") == 1


def test_a_class_that_somebody_types_is_not_ours() -> None:
    assert "class" not in html('<a class="picture" href="https://example.org">x</a>')


def test_both_sides_agree_on_what_has_a_thumbnail() -> None:
    assert pictures.THUMBNAIL_SIDE == uploaded.THUMBNAIL_SIDE
