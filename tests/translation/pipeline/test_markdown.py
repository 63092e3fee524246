"""The parser and the renderer: what is understood, what is refused, what comes out."""

import pytest

from core.errors import InvalidInput
from translation.pipeline import MAX_SOURCE_CHARS, render_original
from translation.pipeline.limits import MAX_DEPTH, TooDeep, TooLarge, TooLong, TooWide
from translation.pipeline.markdown import parse


def html(source: str) -> str:
    return render_original(source, "markdown", "en").html


def test_a_mention_refers_to_the_member_by_name() -> None:
    assert html("Ask @anna.k, please.") == (
        '<p>Ask <a class="mention" data-ref="member:anna.k">@anna.k</a>, please.</p>\n'
    )


@pytest.mark.parametrize(
    "source",
    [
        "`@anna`",
        "    @anna",
        "[@anna](/x)",
        '<a href="/x">@anna</a>',
        "me@anna.example",
        "a/@anna",
        r"\@anna",
        "@ anna",
    ],
)
def test_there_are_no_mentions_in_code_links_and_addresses(source: str) -> None:
    assert "mention" not in html(source)


def test_a_mention_in_the_description_of_a_picture_stays_text() -> None:
    assert 'alt="by @anna"' in html("![by @anna](/p.png)")


def test_a_member_cannot_forge_a_mention_or_a_mark_of_ours() -> None:
    forged = html('<a class="mention" data-ref="member:boss">x</a> <span class="kept">y</span>')
    assert "member:boss" not in forged
    assert "class=" not in forged


def test_tables_are_aligned_by_attribute_and_not_by_style() -> None:
    rendered = html("| a | b |\n|:--|--:|\n| 1 | 2 |")
    assert '<th align="left">' in rendered
    assert '<td align="right">' in rendered
    assert "style" not in rendered


def test_task_lists_have_boxes_nobody_can_tick_in_the_page() -> None:
    rendered = html("- [x] done\n- [ ] open")
    assert rendered.count('type="checkbox"') == rendered.count('disabled=""') == 2
    assert rendered.count('checked=""') == 1


def test_each_box_of_a_task_list_is_named_by_the_words_beside_it() -> None:
    rendered = html('- [x] the **red** "cable"\n- [ ] \n\n  ```\n  code\n  ```\n- none')
    assert 'aria-label="the red &quot;cable&quot;"' in rendered
    assert rendered.count("aria-label=") == rendered.count("<input") > 0


def test_footnotes_of_two_texts_have_different_anchors() -> None:
    first, second = html("a[^1]\n\n[^1]: b"), html("c[^1]\n\n[^1]: d")
    assert 'class="footnote-ref"' in first
    assert first.split('href="#')[1].split('"')[0] != second.split('href="#')[1].split('"')[0]


def test_a_bare_link_is_found_where_no_blank_stands_before_it() -> None:
    assert '<a href="https://example.com"' in html("詳細：https://example.com")


@pytest.mark.parametrize(
    "source", ["> " * (MAX_DEPTH + 1) + "x", "- " * MAX_DEPTH + "x", "*a **a " * 40 + "** *" * 80]
)
def test_what_is_nested_too_deeply_is_refused(source: str) -> None:
    with pytest.raises(TooDeep) as refusal:
        html(source + "a** a*" * 40)
    assert refusal.value.code == "too_deep"


def test_what_is_nested_as_deeply_as_allowed_is_shown() -> None:
    assert "deepest" in html("> " * (MAX_DEPTH - 1) + "deepest")


def test_no_depth_makes_content_vanish_silently() -> None:
    for depth in range(1, MAX_DEPTH + 10):
        try:
            assert "word" in html("> " * depth + "word")
        except TooDeep:
            continue


def test_a_text_that_is_too_long_is_refused_in_both_formats() -> None:
    with pytest.raises(TooLong):
        html("x" * (MAX_SOURCE_CHARS + 1))
    with pytest.raises(TooLong):
        render_original("x" * (MAX_SOURCE_CHARS + 1), "plain", "en")


def test_a_table_with_too_many_columns_is_refused() -> None:
    with pytest.raises(TooWide):
        parse("|a" * 61 + "|\n" + "|-" * 61 + "|\n")


@pytest.mark.parametrize(
    "source",
    [
        ("|a" * 60 + "|\n" + "|-" * 60 + "|\n" + "|\n" * 400 + "\n") * 20,
        "- a\n" * 25_000,
    ],
)
def test_a_page_that_blows_up_is_refused(source: str) -> None:
    with pytest.raises(TooLarge):
        html(source)


def test_refusals_are_invalid_input_with_words_for_people() -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse("x" * (MAX_SOURCE_CHARS + 1))
    assert "100000" in str(refusal.value)


def test_plain_text_is_escaped_and_has_no_markup() -> None:
    rendition = render_original("<b>**x**</b> & @anna", "plain", "en")
    assert rendition.html == "&lt;b&gt;**x**&lt;/b&gt; &amp; @anna"
    assert rendition.text == "<b>**x**</b> & @anna"


def test_the_plain_text_of_a_post_has_no_markup() -> None:
    source = (
        "# Title\n\nSome **bold** `code` ![a cat](/c.png) <b>raw</b>\n\n- one\n- two\n\n```\nx\n```"
    )
    text = render_original(source, "markdown", "en").text
    assert text == "Title\nSome bold code a cat raw\none\ntwo\nx"
