"""Who is told of what, decided from facts alone."""

import pytest

from forum.notifications_planning import (
    PostFacts,
    Type,
    told_of_edit,
    told_of_post,
    told_of_solution,
)

WRITER, ASKER, ANNA, BOB = 1, 2, 3, 4
NAMED = frozenset({ANNA})


def a_post(kind="answer", **facts):
    return PostFacts(**{"author": WRITER, "asker": ASKER, "kind": kind, **facts})


def test_who_asked_is_told_of_an_answer():
    assert told_of_post(a_post()) == {ASKER: Type.ANSWER}


def test_a_comment_is_no_answer():
    assert told_of_post(a_post("comment")) == {}


@pytest.mark.parametrize(
    ("facts", "type"),
    [
        ({"replied_to": ANNA, "mentioned": NAMED, "quoted": NAMED}, Type.REPLY),
        ({"mentioned": NAMED, "quoted": NAMED}, Type.MENTION),
        ({"quoted": NAMED, "levels": {ANNA: "watching"}}, Type.QUOTE),
        ({"levels": {ANNA: "watching"}}, Type.FOLLOWED_THREAD),
        ({"asker": ANNA, "replied_to": ANNA, "levels": {ANNA: "watching"}}, Type.ANSWER),
    ],
)
def test_everybody_is_told_once_for_the_strongest_reason(facts, type):
    assert told_of_post(a_post(**facts))[ANNA] == type


def test_a_new_thread_is_told_to_who_watches_where_it_appears():
    facts = a_post("opening", asker=WRITER, levels={ANNA: "watching", BOB: "tracking"})
    assert told_of_post(facts) == {ANNA: Type.FOLLOWED_LIST}


def test_nobody_is_told_of_his_own_post():
    facts = a_post(
        asker=WRITER,
        replied_to=WRITER,
        mentioned=frozenset({WRITER}),
        quoted=frozenset({WRITER}),
        levels={WRITER: "watching"},
    )
    assert told_of_post(facts) == {}


@pytest.mark.parametrize("level", ["normal", "tracking"])
def test_who_only_counts_posts_is_told_when_addressed(level):
    assert told_of_post(a_post("comment", levels={ANNA: level})) == {}
    facts = a_post("comment", mentioned=NAMED, levels={ANNA: level})
    assert told_of_post(facts) == {ANNA: Type.MENTION}


def test_who_muted_is_told_of_nothing():
    facts = a_post(
        asker=ANNA, replied_to=ANNA, mentioned=NAMED, quoted=NAMED, levels={ANNA: "muted"}
    )
    assert told_of_post(facts) == {}
    assert told_of_edit(facts) == {}


def test_an_edit_concerns_only_whom_it_names():
    facts = a_post(mentioned=NAMED, quoted=frozenset({BOB}), levels={7: "watching"})
    assert told_of_edit(facts) == {ANNA: Type.MENTION, BOB: Type.QUOTE}


def test_a_post_of_somebody_who_is_gone_is_told_as_well():
    assert told_of_post(a_post(author=None)) == {ASKER: Type.ANSWER}


def test_a_solution_is_told_to_its_author_and_to_who_watches():
    levels = {WRITER: "watching", ANNA: "watching", BOB: "tracking", ASKER: "watching"}
    found = told_of_solution(a_post(levels=levels))
    assert found == {WRITER: Type.ACCEPTED, ANNA: Type.SOLVED}


def test_who_accepts_his_own_answer_is_not_told():
    assert told_of_solution(a_post(author=ASKER)) == {}
