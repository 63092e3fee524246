"""Hostile repetitions: still rendered and escaped right, and ordinary texts notice no bounds."""

import pytest

from tests.translation.pipeline.through import through
from translation.pipeline import make_plan, render_original
from translation.pipeline.atoms import find_atoms
from translation.pipeline.limits import MAX_LABEL_STEPS, MAX_LINE_CHECKS, TooDeep
from translation.pipeline.markdown import parse
from translation.pipeline.marks import project


def html(source: str) -> str:
    return render_original(source, "markdown", "en").html


@pytest.mark.parametrize(
    "unit", ["http:", "mailto:a", "mailto:a@", "[", "![", "[a][", "<http:", "://", "]"]
)
def test_repetitions_that_make_no_link_stay_as_they_were_written(unit: str) -> None:
    source = unit * 500
    assert render_original(source, "markdown", "en").text == source
    assert "<a" not in html(source)
    assert through(source).text == source


def test_a_link_after_many_brackets_is_a_link() -> None:
    assert '<a href="https://x.example/"' in html("[" * 500 + "[x](https://x.example/)")


def test_thousands_of_links_are_all_links() -> None:
    assert html("[some words](https://x.example/) " * 1500).count("<a ") == 1500


def test_when_the_steps_through_labels_are_used_up_brackets_are_text() -> None:
    rendered = html("[" * 20 + "x " + "[a [b] c] " * (MAX_LABEL_STEPS // 20))
    assert rendered.startswith("<p>" + "[" * 20 + "x [a [b] c] ")
    assert rendered.endswith("[a [b] c]</p>\n")


def test_bare_links_in_long_text_are_found_with_what_stands_before_them() -> None:
    rendered = html("word " * 2000 + "(https://x.example/a) mailto:me@x.example.")
    assert rendered.startswith("<p>word word ")
    assert '(<a href="https://x.example/a" rel="nofollow noopener ugc">' in rendered
    assert 'word (<a href="https://x.example/a"' in rendered
    assert '<a href="mailto:me@x.example"' in rendered


def test_a_link_ends_at_a_tag_and_the_next_one_begins_behind_it() -> None:
    rendered = html("*http://a.example<b>*http://b.example</b>")
    assert 'href="http://a.example"' in rendered


def test_the_longest_possible_host_is_a_link_and_a_longer_one_is_none() -> None:
    label = "a" * 60 + "."
    assert "<a " in html(f"www.{label * 4}example/x {'word ' * 100}")
    assert "<a " not in html(f"www.{label * 6}example/x {'word ' * 100}")


def test_a_link_in_a_label_whose_scheme_stands_elsewhere_breaks_nothing() -> None:
    assert "ftp://x.example" in html("[x ftp://x.examplehttp://a.example//b://c ![&amp;> ")


def test_many_lines_in_many_quotes_are_refused_and_in_few_are_not() -> None:
    with pytest.raises(TooDeep):
        parse(">" * 20 + "a\n" * (MAX_LINE_CHECKS // 20 + 1000))
    assert html(">" * 5 + "a\n" * 2000).count("a\n") >= 1999


@pytest.mark.parametrize(
    ("text", "atoms"),
    [
        ("call g->h() now", ["g->h()"]),
        ("call std::a::b() now", ["std::a::b()"]),
        ("call a.b.c.d() now", ["a.b.c.d()"]),
        ("g->" * 3000, []),
        ("E5 or ERR-404 or AB-C1-22", ["E5", "ERR-404", "AB-C1-22"]),
        ("A1-B is not", ["A1"]),
        ("A" + "1-1" * 3000 + "é", None),
        ("A" + "1" * 20_000 + "é", None),
    ],
)
def test_names_and_codes_are_found_however_often_they_repeat(
    text: str, atoms: list[str] | None
) -> None:
    found = [text[start:end] for start, end, _kind in find_atoms(text)]
    if atoms is not None:
        assert found == atoms


def test_a_mark_over_words_that_repeat_stays_at_the_nearest_of_them() -> None:
    text = "a b " * 200
    assert project(text, (400, 401), text + "!", None) == (400, 401)
    assert project("xx a", (3, 4), "a xx a", None) == (5, 6)


def test_a_plan_of_many_marks_holds_all_of_them() -> None:
    plan = make_plan("**a** " * 2000, "markdown", "en", "de")
    assert sum(len(run.run.marks) for run in plan.runs.values()) == 2000


def test_a_link_is_found_where_many_that_are_not_closed_stand_before_it() -> None:
    rendered = html("(http://a_b" * 200 + " http://x.example/y end")
    assert 'href="http://x.example/y"' in rendered


def test_halves_of_surrogate_pairs_do_not_stop_a_page() -> None:
    assert html("half \ud800 of it") == "<p>half ? of it</p>\n"
    assert through("half \ud800 of it").html == html("half \ud800 of it")
