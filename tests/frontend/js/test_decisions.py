"""What the composer's script decides: drafts, names, files, quotations."""

from typing import Any

import pytest

from tests.frontend.js.conftest import Call

OLD, NEW = {"body": "old"}, {"body": "new"}


def local(fields: dict[str, str], *, synced: bool = False, version: int = 3) -> dict[str, Any]:
    return {"fields": fields, "synced": synced, "version": version}


@pytest.mark.parametrize(
    ("here", "there", "wanted"),
    [
        (None, None, {"show": None, "save": False}),
        (None, {"fields": NEW, "version": 4}, {"show": NEW, "version": 4, "save": False}),
        (local(NEW), None, {"show": NEW, "save": True}),
        (local(OLD, synced=True), None, {"show": None, "save": False, "forget": True}),
        (local(OLD, synced=True), {"fields": NEW, "version": 4}, {"show": NEW, "version": 4}),
        (local(NEW), {"fields": OLD, "version": 3}, {"show": NEW, "version": 3, "save": True}),
        (local(NEW), {"fields": OLD, "version": 5}, {"show": NEW, "version": 3, "save": True}),
        (local(NEW), {"fields": NEW, "version": 5}, {"show": NEW, "version": 5, "save": False}),
    ],
)
def test_the_newer_text_is_shown_and_no_text_is_written_over(call: Call, here, there, wanted):
    plan = call(
        "drafts",
        "reconcile",
        {"local": here, "remote": there, "present": {"body": ""}, "touched": False},
    )
    assert {name: plan[name] for name in wanted} == wanted


def test_what_is_being_typed_stays(call: Call):
    given = {"local": None, "remote": {"fields": OLD, "version": 4}, "present": NEW}
    plan = call("drafts", "reconcile", {**given, "touched": True})
    assert (plan["show"], plan["version"], plan["save"]) == (None, 0, True)


@pytest.mark.parametrize(
    ("composer", "place"),
    [("ask", "ask"), ("ask-my-lamps", "ask"), ("reply-12", "reply/12"), ("edit-5-3", "edit/5")],
)
def test_a_composer_has_a_place_on_the_server(call: Call, composer, place):
    assert call("drafts", "placeOf", composer) == place


def test_only_a_text_that_differs_from_what_stood_there_is_kept(call: Call):
    assert call("drafts", "isWorthKeeping", NEW, OLD)
    assert not call("drafts", "isWorthKeeping", OLD, OLD)
    assert not call("drafts", "isWorthKeeping", {"body": "  ", "country": "DE"}, {})


@pytest.mark.parametrize(
    ("text", "kind", "query"),
    [
        ("@", "mention", ""),
        ("Thanks @ann", "mention", "ann"),
        ("(@محمد", "mention", "محمد"),
        ("so :smi", "emoji", "smi"),
        ("so :Küss", "emoji", "küss"),
        ("(:قلب", "emoji", "قلب"),
        (":हँ", "emoji", "हँ"),
        ("は :猫", "emoji", "猫"),
    ],
)
def test_a_name_at_the_caret_is_found(call: Call, text, kind, query):
    found = call("completing", "nameAt", text, len(text))
    assert (found["kind"], found["query"]) == (kind, query)


@pytest.mark.parametrize(
    "text", ["mail@example", "at 10:30", "a:b", "@ann is", "http://", "::x", "他说:猫"]
)
def test_other_signs_name_nothing(call: Call, text):
    assert call("completing", "nameAt", text, len(text)) is None


def test_names_mean_nothing_in_code(call: Call):
    assert call("completing", "isInCode", "`npm i @", 8)
    assert call("completing", "isInCode", "```\n@", 5)
    assert not call("completing", "isInCode", "`a` @", 5)


def test_an_emoji_is_found_by_how_its_name_begins(call: Call):
    emoji = [
        {"emoji": "😿", "names": ["crying_cat"], "tags": []},
        {"emoji": "🐱", "names": ["cat"], "tags": []},
        {"emoji": "🐈", "names": ["cat2"], "tags": []},
    ]
    assert [each["emoji"] for each in call("completing", "emojiFor", "cat", emoji)] == [
        "🐱",
        "🐈",
        "😿",
    ]


CATS = [
    {"emoji": "😿", "names": ["crying_cat_face"], "tags": ["sad"]},
    {"emoji": "🐱", "names": ["cat"], "tags": ["pet"]},
    {"emoji": "🐈", "names": ["cat2"], "tags": []},
    {"emoji": "❤️", "names": ["heart"], "tags": ["love"]},
]
GERMAN = {
    "😿": ["weinende Katze", "Träne"],
    "🐱": ["Katzengesicht", "Tier"],
    "🐈": ["Katze", "Haustier"],
}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("katze", ["🐈", "😿", "🐱"]),
        ("weinende_k", ["😿"]),
        ("trane", ["😿"]),
        ("träne", ["😿"]),
        ("tier", ["🐱"]),
        ("cat", ["🐱", "🐈", "😿"]),
        ("crying_cat", ["😿"]),
        ("love", ["❤️"]),
        ("hund", []),
    ],
)
def test_an_emoji_is_found_by_its_name_in_another_language_too(call: Call, query, found):
    named = call("completing", "withNames", CATS, GERMAN)
    assert [each["emoji"] for each in call("completing", "emojiFor", query, named)] == found


def test_points_that_are_mostly_left_out_need_not_be_typed(call: Call):
    words = {"🐱": ["حَبّ"], "🐈": ["חָתוּל"]}
    named = call("completing", "withNames", CATS, words)
    for query, emoji in (("حب", "🐱"), ("חתול", "🐈")):
        assert call("completing", "emojiFor", query, named)[0]["emoji"] == emoji


def test_a_file_name_cannot_break_its_placeholder(call: Call):
    made = call("composer-uploads", "placeholderFor", "a](b)\n.png", "u-1", "sending %(name)s …")
    assert made == "![sending a  b  .png …](#u-1)"


def test_a_description_cannot_break_its_picture(call: Call):
    made = call("composer-uploads", "described", "![lamp.png](/media/1)", "A lamp] (red)")
    assert made == "![A lamp\\] (red)](/media/1)"


def test_a_quotation_names_author_post_and_language(call: Call):
    about = {"author": "anna_b", "number": "3", "thread": "12", "post": "34", "language": "de"}
    made = call("composer-quoting", "quotation", about, "Zeile eins\n\nZeile zwei")
    assert made == (
        "> [@anna\\_b, #3](/t/12/?post=34&shown=de#post-34)\n>\n> Zeile eins\n>\n> Zeile zwei\n\n"
    )
