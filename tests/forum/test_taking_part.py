"""Who may write where: newcomers answer everywhere, and comment where they are at home."""

import pytest

from accounts.level_errors import LevelNeeded
from accounts.permissions import VISITOR
from core.errors import NotPermitted, NotSignedIn
from forum.actions.removal import delete_post
from forum.queries.taking_part import may_comment, may_write
from tests.builders import a_community, a_post, a_regular, a_role, a_thread, an_actor

pytestmark = pytest.mark.django_db


def test_newcomers_answer_and_do_not_comment_in_questions_of_others():
    thread, newcomer = a_thread(), an_actor()
    assert may_write(newcomer, thread)
    with pytest.raises(LevelNeeded, match="comment in threads of others from level 1 on"):
        a_post(thread, actor=newcomer, kind="comment")


def test_newcomers_comment_in_their_own_threads():
    asker = an_actor()
    for kind in ("question", "discussion"):
        assert a_post(a_thread(actor=asker, kind=kind), actor=asker, kind="comment")


def test_who_answered_may_reply_to_what_is_asked_back():
    thread, helper = a_thread(), an_actor()
    answer = a_post(thread, actor=helper)
    assert a_post(thread, actor=helper, kind="comment", reply_to=answer)
    delete_post(actor=helper, post=answer)
    assert not may_comment(helper, thread)


def test_newcomers_have_no_part_in_discussions_of_others_yet():
    thread, newcomer = a_thread(kind="discussion"), an_actor()
    assert not may_write(newcomer, thread)
    with pytest.raises(LevelNeeded):
        a_post(thread, actor=newcomer)
    assert a_post(thread, actor=a_regular(level=1))


def test_asking_costs_a_query_for_newcomers_in_questions_of_others_only(django_assert_num_queries):
    thread, newcomer, neighbour = a_thread(), an_actor(), a_regular(level=1)
    thread_posts = [a_post(thread)]
    with django_assert_num_queries(0):
        assert may_write(newcomer, thread)
        assert may_comment(neighbour, thread)
        assert not may_comment(newcomer, thread, among=thread_posts)
    with django_assert_num_queries(1):
        assert not may_comment(newcomer, thread)


@pytest.mark.parametrize("state", ["paused", "banned"])
def test_levels_help_nobody_who_is_kept_out(state):
    thread = a_thread()
    kept_out = a_role(thread.community, level=4, state=state)
    assert not may_comment(kept_out, thread)
    with pytest.raises(NotPermitted) as caught:
        a_post(thread, actor=kept_out, kind="comment")
    assert not isinstance(caught.value, LevelNeeded)


def test_a_level_elsewhere_is_none_here():
    thread = a_thread()
    with pytest.raises(LevelNeeded):
        a_post(thread, actor=a_role(a_community(), level=4), kind="comment")


def test_visitors_sign_in_first():
    with pytest.raises(NotSignedIn):
        a_post(a_thread(), actor=VISITOR, kind="comment")
