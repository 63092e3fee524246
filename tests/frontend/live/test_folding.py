"""What is told of a stretch of events."""

import pytest

from forum.models import ThreadEvent
from frontend.live.folding import Change, fold, heard


def events(*rows: tuple[int, str, int | None]) -> list[ThreadEvent]:
    return [ThreadEvent(number=number, type=kind, post_id=post) for number, kind, post in rows]


def test_a_created_and_edited_post_is_created_once_with_the_newest_number():
    found = fold(events((1, "post.created", 7), (2, "post.updated", 7)), {7})
    assert found == [Change(2, "post.created", 7)]


def test_an_edited_and_translated_post_is_updated():
    found = fold(events((1, "post.updated", 7), (2, "post.translated", 7)), {7})
    assert found == [Change(2, "post.updated", 7)]


def test_a_post_that_cannot_be_seen_is_removed_whatever_happened():
    found = fold(events((1, "post.created", 7), (2, "post.translated", 7)), set())
    assert found == [Change(2, "post.removed", 7)]


def test_a_removed_post_that_is_there_again_is_created():
    assert fold(events((1, "post.removed", 7)), {7}) == [Change(1, "post.created", 7)]


def test_changes_come_in_the_order_of_their_newest_events():
    rows = events(
        (1, "post.created", 7),
        (2, "post.created", 8),
        (3, "thread.updated", None),
        (4, "post.updated", 7),
    )
    assert [change.number for change in fold(rows, {7, 8})] == [2, 3, 4]


@pytest.mark.parametrize(
    ("written", "read", "told"),
    [("pt", "pt-BR", True), ("zh-Hans", "zh-Hant", False), ("es", "fr", False), ("", "fr", True)],
)
def test_a_translation_is_heard_by_those_who_read_it(written, read, told):
    event = ThreadEvent(number=1, type="post.translated", post_id=7, language=written)
    assert bool(heard([event], read)) is told


def test_after_a_thread_was_rearranged_nothing_else_of_it_counts():
    found = fold(events((1, "thread.moved", None), (2, "thread.updated", None)), set())
    assert found == [Change(2, "thread.moved", None)]
