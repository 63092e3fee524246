"""Inline tokens as text with atoms and marks at offsets."""

import pytest
from markdown_it.renderer import RendererHTML

from translation.pipeline.characters import SLOT
from translation.pipeline.flatten import Run, flatten, flatten_plain
from translation.pipeline.kinds import Kind
from translation.pipeline.markdown import MARKDOWN, parse
from translation.pipeline.nodes import build, readable, tokens_of


def run_of(source: str) -> Run:
    return flatten(parse(source).tokens[1].children or [])


def shape(source: str) -> tuple[str, list[str], list[str]]:
    run = run_of(source)
    marked = [run.text[mark.start : mark.end] for mark in run.marks]
    return run.text.replace(SLOT, "¤"), [atom.text for atom in run.atoms.values()], marked


def test_marks_and_atoms_lie_at_their_offsets() -> None:
    text, atoms, marked = shape("Use **the *new* way** with `x` or [my link](/y).")
    assert text == "Use the new way with ¤ or my link."
    assert atoms == ["x"]
    assert marked == ["the new way", "new", "my link"]


def test_code_pictures_mentions_breaks_and_footnotes_are_atoms() -> None:
    run = run_of("`a` ![b](c.png) @d <br> e[^1] https://f.example  \ng\n\n[^1]: h")
    kinds = [atom.kind for atom in run.atoms.values()]
    assert kinds == [
        *(Kind.CODE, Kind.IMAGE, Kind.MENTION, Kind.HTML, Kind.FOOTNOTE, Kind.URL, Kind.BREAK),
    ]


def test_a_mark_around_nothing_readable_is_one_atom() -> None:
    text, atoms, marked = shape("See [`code`](/x), **12** and [![logo](l.png)](/home) there")
    assert text == "See ¤, ¤ and ¤ there"
    assert atoms == ["code", "12", "logo"]
    assert marked == []


def test_paired_raw_html_is_a_mark() -> None:
    text, _atoms, marked = shape("a <b>bold <i>word</i></b> here")
    assert text == "a bold word here"
    assert marked == ["bold word", "word"]


def test_raw_html_for_code_is_an_atom_with_all_it_encloses() -> None:
    text, atoms, _marked = shape("press <kbd>Ctrl <b>C</b></kbd> now")
    assert text == "press ¤ now"
    assert atoms == ["Ctrl C"]


@pytest.mark.parametrize("source", ["a </b> c", "a <b> c", "*a <b>c* d</b>", "a <b><i>c</b> d"])
def test_raw_html_that_does_not_pair_is_left_alone(source: str) -> None:
    assert Kind.HTML in {atom.kind for atom in run_of(source).atoms.values()}


def test_a_log_line_within_a_paragraph_is_one_atom() -> None:
    text, atoms, _marked = shape("It said\n2026-11-22 10:15:00 *bad* thing\nand died.")
    assert text == "It said\n¤\nand died."
    assert atoms == ["2026-11-22 10:15:00 bad thing"]


def test_an_atom_never_reaches_across_the_border_of_a_mark() -> None:
    text, atoms, marked = shape("my_**name_of** it")
    assert text == "my_¤ it" or atoms == ["name_of"] or marked


def test_private_use_characters_of_the_author_are_atoms() -> None:
    run = run_of("apple \uf8ff and \ue000 here")
    assert [atom.text for atom in run.atoms.values()] == ["\uf8ff", "\ue000"]
    assert run.text.count(SLOT) == 2


def test_the_lines_of_a_plain_text_stand_for_themselves() -> None:
    run = flatten_plain("one two\nthree **four**")
    assert run.text == f"one two{SLOT}three **four**"
    assert run.marks == ()


@pytest.mark.parametrize(
    "source",
    ["a **b *c* d** e", "a <b>c</b> [d `e`](f) \\\ng", "![a *b*](c) <i>x", "*a **b***c**d**"],
)
def test_the_tree_renders_as_its_tokens_do(source: str) -> None:
    document = parse(source)
    tokens = document.tokens[1].children or []
    renderer = MARKDOWN.renderer
    assert isinstance(renderer, RendererHTML)
    rendered = renderer.renderInline(tokens_of(build(tokens)), MARKDOWN.options, {})
    assert rendered == renderer.renderInline(tokens, MARKDOWN.options, {})


def test_what_is_read_aloud_has_no_markup() -> None:
    assert readable(build(parse("a **b** `c`").tokens[1].children or [])) == "a b c"
