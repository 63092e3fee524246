"""The promise, on every example of CommonMark and of GitHub's extensions."""

import re
from functools import cache

import pytest

from tests.translation.pipeline.through import Anatomy, examples, through
from translation.engines.base import Pair
from translation.engines.reference import ReferenceEngine
from translation.pipeline import Outcome, make_plan, render_original

EXAMPLES = examples()
every_section = pytest.mark.parametrize("section", EXAMPLES)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)", re.IGNORECASE)


@cache
def anatomy_of_original(source: str) -> Anatomy:
    return Anatomy(render_original(source, "markdown", "en").html)


@cache
def anatomy_of_hostile(source: str) -> Anatomy:
    return Anatomy(through(source, "hostile").html)


def scheme_of(url: str) -> str:
    match = SCHEME.match(url)
    return match.group().lower() if match else ""


@every_section
def test_an_echo_gives_exactly_the_html_of_the_original(section: str) -> None:
    for source in EXAMPLES[section]:
        original = render_original(source, "markdown", "en")
        echo = through(source)
        assert (echo.html, echo.text, echo.kept) == (original.html, original.text, 0)


@every_section
def test_a_hostile_engine_changes_no_code_link_picture_mention_or_number(section: str) -> None:
    for source in EXAMPLES[section]:
        original, hostile = anatomy_of_original(source), anatomy_of_hostile(source)
        assert hostile.codes == original.codes
        assert hostile.references == original.references
        assert hostile.digits == original.digits


@every_section
def test_a_hostile_engine_adds_no_markup(section: str) -> None:
    for source in EXAMPLES[section]:
        original, hostile = anatomy_of_original(source), anatomy_of_hostile(source)
        assert not (hostile.tags - original.tags).keys() - {"span", "em", "strong", "del", "s"}
        assert "script" not in hostile.tags
        assert not [name for _tag, name, _value in hostile.attributes if name.startswith("on")]
        assert {scheme_of(url) for _tag, _name, url in hostile.references} <= {
            *("", "http", "https", "mailto", "member"),
        }


@every_section
def test_without_ladder_and_gate_assembly_alone_keeps_the_structure(section: str) -> None:
    engine = ReferenceEngine(mode="hostile")
    for source in EXAMPLES[section]:
        plan = make_plan(source, "markdown", "en", "de")
        answers = engine.translate(plan.segments, Pair("en", "de"))
        hostile = Anatomy(plan.assemble([Outcome(answer[0].text) for answer in answers]).html)
        original = anatomy_of_original(source)
        assert hostile.codes == original.codes
        assert hostile.references == original.references
        assert "script" not in hostile.tags


def test_pseudo_translation_changes_what_is_read_and_nothing_else() -> None:
    source = "Read **the manual**, [page two](https://x.example/p_2) and `code_1`, @anna."
    html = through(source, "pseudo").html
    assert "<strong>théé mååñûåål</strong>" in html
    assert '<a href="https://x.example/p_2" rel="nofollow noopener ugc">' in html
    assert "<code>code_1</code>" in html
    assert '<a class="mention" data-ref="member:anna">@anna</a>' in html
