"""What people read inside blocks of raw HTML, and what of such blocks stays closed."""

import pytest

from tests.translation.pipeline.through import Anatomy, through
from translation.pipeline import Outcome, make_plan, render_original
from translation.pipeline.limits import MAX_HTML_DEPTH, TooDeep
from translation.pipeline.markdown import parse


def texts(source: str) -> list[str]:
    return [segment.text for segment in make_plan(source, "markdown", "en", "de").segments]


def html(source: str, *answers: str) -> str:
    plan = make_plan(source, "markdown", "en", "de")
    return plan.assemble([Outcome(answer) for answer in answers]).html


def test_the_text_between_tags_is_translated() -> None:
    source = "<details>\n<summary>More of it</summary>\n<p>One thing. Two things.</p>\n</details>"
    shown = html(source, "Mehr davon", "Ein Ding.", "Zwei Dinge.")
    assert shown == (
        "<details>\n<summary>Mehr davon</summary>\n<p>Ein Ding. Zwei Dinge.</p>\n</details>"
    )


def test_tags_inside_a_sentence_are_marks_and_code_is_an_atom() -> None:
    source = '<p>Press <kbd>F1</kbd> in <a href="/x">the window</a> now.</p>'
    assert texts(source) == ["Press \ue000 in the window now."]
    shown = html(source, "Jetzt im Fenster \ue000 drücken.")
    assert shown.count('<a href="/x"') == 1
    assert shown.count("<kbd>F1</kbd>") == 1


def test_a_machine_cannot_write_markup_into_a_block() -> None:
    shown = html("<div>Some words.</div>", "</div><script>alert(origin)</script><hr>&lt;b&gt;")
    assert Anatomy(shown).tags == {"div": 1}


@pytest.mark.parametrize(
    "source",
    [
        "<pre>\nsome code here\n</pre>",
        "<script>\nvar words;\n</script>",
        "<!-- a remark for writers -->",
        '<table><tr><td title="a > b">1</td></tr></table>',
        "<div>some <b words</div>",
        "<textarea>\nsome words\n</textarea>",
        "<div>" + "long " * 5000 + "</div>",
    ],
)
def test_what_is_not_for_reading_or_not_certain_stays_closed(source: str) -> None:
    assert texts(source) == []
    assert through(source).html == render_original(source, "markdown", "en").html


@pytest.mark.parametrize(
    "source",
    [
        "<div>AT&amp;T &lt;b&gt; &nbsp;&copy; words</div>",
        "<p align=center>Words <br> and <img src='x.png'> more</p>",
        "<table>loose words<tr><td>cell</table>",
        "<div>some < words</div>",
        "<dl><dt>Word<dd>Meaning</dl>",
        "<p>Words <b>bold <p>and</b> more",
        '<div title="a &quot;b&quot;">Words "quoted" \'so\'</div>\n\nText.',
    ],
)
def test_an_echo_of_a_block_is_the_block(source: str) -> None:
    echo = through(source)
    assert echo.html == render_original(source, "markdown", "en").html
    assert echo.total > 0


def test_words_in_blocks_are_found_by_search() -> None:
    assert (
        "More of it"
        in render_original(
            "<details><summary>More of it</summary></details>", "markdown", "en"
        ).text
    )


def test_very_many_blocks_inside_each_other_are_refused() -> None:
    with pytest.raises(TooDeep):
        parse("<div>" * (MAX_HTML_DEPTH + 1))
    with pytest.raises(TooDeep):
        parse("word <div>\n\n" * (MAX_HTML_DEPTH + 1))
    assert parse("<div>a</div>\n\n" * (MAX_HTML_DEPTH + 1)).tokens
