"""What the editor's buttons and keys do to a text. ``[`` and ``]`` show the selection."""

from typing import Any

import pytest

from tests.frontend.js.conftest import Call


def selected(shown: str) -> dict[str, Any]:
    start = shown.index("[")
    end = shown.index("]") - 1
    return {"text": shown.replace("[", "", 1).replace("]", "", 1), "start": start, "end": end}


def after(at: dict[str, Any], change: dict[str, Any] | None) -> str | None:
    """The text after the change, with its selection shown."""
    if change is None:
        return None
    text = at["text"][: change["from"]] + change["insert"] + at["text"][change["to"] :]
    start, end = change["start"], change["end"]
    return f"{text[:start]}[{text[start:end]}]{text[end:]}"


@pytest.mark.parametrize(
    ("before", "mark", "wanted"),
    [
        ("a [word] b", "**", "a **[word]** b"),
        ("a **[word]** b", "**", "a [word] b"),
        ("a [**word**] b", "**", "a [word] b"),
        ("a [ word ] b", "**", "a  **[word]**  b"),
        ("a [] b", "*", "a *[emphasis]* b"),
        ("a **[word]** b", "*", "a ***[word]*** b"),
        ("a ***[word]*** b", "*", "a **[word]** b"),
        ("قل [كلمة] هنا", "**", "قل **[كلمة]** هنا"),
    ],
)
def test_marks_are_put_around_a_selection_and_taken_away_again(call: Call, before, mark, wanted):
    at = selected(before)
    assert after(at, call("editing", "wrap", at, mark, "emphasis")) == wanted


@pytest.mark.parametrize(
    ("before", "kind", "wanted"),
    [
        ("one[]", "bullets", "- one[]"),
        ("[one\ntwo]", "numbers", "[1. one\n2. two]"),
        ("[1. one\n2. two]", "numbers", "[one\ntwo]"),
        ("[- one\n- two]", "numbers", "[1. one\n2. two]"),
        ("[- one]", "tasks", "[- [ ] one]"),
        ("[one\n\ntwo]", "quote", "[> one\n> \n> two]"),
        ("[> one\n> two]", "quote", "[one\ntwo]"),
        ("[one\n]two", "bullets", "[- one]\ntwo"),
        ("# one[]", "heading", "one[]"),
        ("[]", "quote", "> []"),
    ],
)
def test_lines_begin_with_a_sign_or_lose_it(call: Call, before, kind, wanted):
    at = selected(before) if kind != "tasks" else {"text": "- one", "start": 0, "end": 5}
    assert after(at, call("editing", "prefix", at, kind)) == wanted


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ("- one", "- one\n- "),
        ("1. one", "1. one\n2. "),
        ("9) one", "9) one\n10) "),
        ("- [x] done", "- [x] done\n- [ ] "),
        ("> said", "> said\n> "),
        ("  - inner", "  - inner\n  - "),
        ("> - both", "> - both\n> - "),
        ("text\n- ", "text\n"),
        ("> ", ""),
        ("plain", None),
        ("-no list", None),
        ("```\n- code", None),
    ],
)
def test_enter_goes_on_with_a_list_and_ends_it_on_an_empty_item(call: Call, before, wanted):
    at = {"text": before, "start": len(before), "end": len(before)}
    shown = after(at, call("editing", "onEnter", at))
    assert shown == (None if wanted is None else f"{wanted}[]")


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ("see [this] page", "see [this](<https://>) page"),
        ("see [https://example.org] now", "see [<text>](https://example.org) now"),
        ("[]", "[<text>](https://)"),
    ],
)
def test_a_link_selects_what_is_still_missing(call: Call, before, wanted):
    at = selected(before)
    change = call("editing", "link", at, "text")
    text = at["text"][: change["from"]] + change["insert"] + at["text"][change["to"] :]
    start, end = change["start"], change["end"]
    assert f"{text[:start]}<{text[start:end]}>{text[end:]}" == wanted


def test_an_address_pasted_onto_words_makes_a_link(call: Call):
    at = selected("see [this] page")
    change = call("editing", "linkByPaste", at, "https://example.org ")
    assert change["insert"] == "[this](https://example.org)"
    assert call("editing", "linkByPaste", at, "words") is None
    assert call("editing", "linkByPaste", selected("see [] page"), "https://example.org") is None


def test_a_block_of_code_stands_on_lines_of_its_own_behind_a_longer_fence(call: Call):
    at = selected("log: [a ``` b] end")
    assert after(at, call("editing", "block", at)) == "log: \n````\n[a ``` b]\n````\n end"


def test_a_placeholder_is_exchanged_and_the_caret_stays_where_it_was(call: Call):
    at = {"text": "before PLACE after", "start": 16, "end": 16}
    change = call("editing", "exchange", at, "PLACE", "![a](b)")
    assert after(at, change) == "before ![a](b) aft[]er"
    assert call("editing", "exchange", at, "GONE", "x") is None
