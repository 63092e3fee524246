"""What holds for any text whatever, by searching for one for which it does not."""

import os
from collections import Counter

from hypothesis import HealthCheck, assume, given, settings, strategies as st

from core.errors import InvalidInput
from tests.translation.pipeline.through import Anatomy, through
from translation.engines.base import AlignedSpan
from translation.pipeline import Outcome, make_plan, render_original
from translation.pipeline.atoms import find_atoms
from translation.pipeline.figures import same_figures
from translation.pipeline.flatten import flatten
from translation.pipeline.gate import numbers
from translation.pipeline.kinds import Kind
from translation.pipeline.markdown import parse
from translation.pipeline.marks import project
from translation.pipeline.outcome import has_all_atoms
from translation.pipeline.peel import fold_capitals, restore_capitals
from translation.pipeline.sentences import capped, sentence_spans

SNIPPETS = st.sampled_from(
    [
        *("*", "**", "_", "~~", "`", "``", "[", "](", ")", "![", "<b>", "</b>", "<br>", "<!-- -->"),
        *("\n", "\n\n", "  \n", "\\\n", "> ", "- ", "1. ", "# ", "| a | b |\n|---|---|\n", "    "),
        *("```\n", "[^1]", "\n\n[^1]: ", "<div>\n", "</div>\n", '<a href="/x">', "</a>", "&amp;"),
        *("word", "Zwei Worte. ", "Ist es? ", "das Ende", "日本語。", "สวัสดี", "שלום", "نعم. "),
        *("1,234.5 ", "C:\\a b\\c ", "Ctrl+T", " > ", "RTX 4090", "$x^2$", "+49 30 12345", "%s "),
        *(
            "10.5 km/h",
            "FRITZ!Box",
            "::1",
            "#tag",
            "a@b.example",
            "ValueError: no\n",
            "<p>Text</p>\n",
        ),
        *("@anna", "x_y", "https://e.example/a", "v1.2", "12", "3 GHz", "😀", "\ue000", "\u202e"),
        *(
            " ",
            ", ",
            ": ",
            "PLEASE HELP NOW",
            "\t",
            "\x07",
            "\u200d",
            "é",
            "'",
            '"',
            "(",
            "<",
            "\\",
        ),
    ]
)
MARKDOWN = st.lists(SNIPPETS, max_size=30).map("".join)
ANY_TEXT = st.text(max_size=80) | MARKDOWN
few = settings(
    # `PROPERTY_EXAMPLES=5000` searches longer.
    max_examples=int(os.environ.get("PROPERTY_EXAMPLES", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much],
)


@few
@given(MARKDOWN)
def test_an_echo_is_the_original(source: str) -> None:
    try:
        original = render_original(source, "markdown", "en")
    except InvalidInput:
        assume(False)
    echo = through(source)
    assert (echo.html, echo.text, echo.kept) == (original.html, original.text, 0)


@few
@given(ANY_TEXT)
def test_an_echo_of_a_title_is_the_title(source: str) -> None:
    assert through(source, format="plain").html == render_original(source, "plain", "en").html


@few
@given(MARKDOWN)
def test_no_engine_can_change_what_is_not_text(source: str) -> None:
    try:
        rendition = render_original(source, "markdown", "en")
    except InvalidInput:
        assume(False)
    assembly = through(source, "hostile")
    original, hostile = Anatomy(rendition.html), Anatomy(assembly.html)
    assert hostile.codes == original.codes
    assert hostile.references == original.references
    assert hostile.blocks == original.blocks
    assert "script" not in hostile.tags
    assert same_figures(rendition.text, "en", assembly.text, "de")
    # An engine may put an address right behind a letter, where no pattern finds it any more, or
    # right before one, which a pattern takes for a part of it.
    before = _addresses(rendition.text)
    for address, count in before.items():
        assert assembly.text.count(address) >= count
    for address in _addresses(assembly.text):
        assert address in rendition.text or any(known in address for known in before)


def _addresses(text: str) -> Counter[str]:
    """Links, mail and members that a text names."""
    kinds = {Kind.URL, Kind.EMAIL, Kind.MENTION}
    return Counter(text[start:end] for start, end, kind in find_atoms(text) if kind in kinds)


@few
@given(MARKDOWN, st.lists(st.text(max_size=40), min_size=1, max_size=5), st.data())
def test_no_outcome_and_no_alignment_can_break_the_structure(
    source: str, answers: list[str], data: st.DataObject
) -> None:
    try:
        original = Anatomy(render_original(source, "markdown", "en").html)
    except InvalidInput:
        assume(False)
    plan = make_plan(source, "markdown", "en", "de")
    offset = st.integers(0, 40)
    spans = st.builds(AlignedSpan, offset, offset, offset, offset)
    outcomes = []
    for index, segment in enumerate(plan.segments):
        atoms = "".join(
            character for character in segment.text if "\ue000" <= character <= "\uf8ff"
        )
        alignment = tuple(data.draw(st.lists(spans, max_size=4)))
        text = answers[index % len(answers)] + atoms
        outcomes.append(Outcome(text, alignment=alignment))
    shown = Anatomy(plan.assemble(outcomes).html)
    assert shown.codes == original.codes
    assert shown.references == original.references


@few
@given(ANY_TEXT, st.sampled_from(["en", "de", "ja", "th", "ar", "zh-Hans", "und"]))
def test_sentences_join_to_the_text(text: str, language: str) -> None:
    spans = list(sentence_spans(text, language, ()))
    assert "".join(text[start:end] for start, end in spans) == text


@few
@given(st.text(max_size=300), st.integers(1, 30))
def test_pieces_join_to_the_sentence(text: str, limit: int) -> None:
    pieces = [text[a:b] for a, b in capped(text, (0, len(text)), limit)]
    assert "".join(pieces) == text
    assert len(pieces) == 1 or all(pieces)


@few
@given(MARKDOWN)
def test_offsets_of_atoms_and_marks_are_true(source: str) -> None:
    try:
        document = parse(source)
    except InvalidInput:
        assume(False)
    for token in document.tokens:
        if token.type == "inline":
            run = flatten(token.children or [])
            assert [at for at, c in enumerate(run.text) if c == "\ue000"] == list(run.atoms)
            assert all(0 <= m.start < m.end <= len(run.text) for m in run.marks)


@few
@given(MARKDOWN)
def test_every_segment_has_its_own_atoms_once(source: str) -> None:
    try:
        plan = make_plan(source, "markdown", "en", "de")
    except InvalidInput:
        assume(False)
    assert all(has_all_atoms(segment.text, segment) for segment in plan.segments)
    assert all(segment.text.strip() == segment.text != "" for segment in plan.segments)


@few
@given(
    st.text(min_size=1, max_size=30),
    st.text(min_size=1, max_size=30),
    st.integers(0, 29),
    st.integers(1, 30),
    st.lists(st.tuples(*[st.integers(0, 30)] * 4), max_size=5),
)
def test_a_projected_mark_is_never_empty_and_never_outside(
    source: str, target: str, start: int, length: int, spans: list[tuple[int, int, int, int]]
) -> None:
    start = min(start, len(source) - 1)
    end = min(start + length, len(source))
    alignment = [AlignedSpan(*span) for span in spans]
    begin, stop = project(source, (start, end), target, alignment)
    assert 0 <= begin < stop <= len(target)


@few
@given(st.text(max_size=40))
def test_folded_capitals_come_back_exactly(text: str) -> None:
    folded = fold_capitals(text.upper())
    assert folded is None or restore_capitals(folded) == text.upper()


@few
@given(st.text(max_size=40))
def test_counting_numbers_never_fails(text: str) -> None:
    assert sum(numbers(text).values()) <= len(text)
