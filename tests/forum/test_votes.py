import pytest

from accounts.level_errors import LevelNeeded
from accounts.models import Membership
from accounts.permissions import VISITOR
from core.errors import InvalidInput, NotFound, NotPermitted, NotSignedIn
from core.models import Outbox
from forum.actions import confirm_answer, delete_post, unconfirm_answer, vote
from forum.errors import (
    AskerAccepts,
    NotAnAnswer,
    NothingToJudge,
    OwnPost,
    ReasonNeeded,
    ThreadIsLocked,
)
from forum.models import Post, Thread, ThreadEvent, Vote
from forum.queries import marks_by
from tests.builders import a_post, a_regular, a_role, a_thread, an_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    return a_post(a_thread(), actor=an_actor())


def score(post):
    return Post.objects.get(pk=post.pk).score


def test_votes_of_many_are_summed_up(post):
    for value, reason in [(1, ""), (1, ""), (-1, "wrong")]:
        vote(actor=a_regular(), post=post, value=value, reason=reason)
    assert score(post) == 1


def test_the_same_vote_twice_is_one(post):
    actor = a_regular()
    for _ in "ab":
        vote(actor=actor, post=post, value=1)
    assert score(post) == 1


def test_a_vote_can_be_turned_round_and_taken_back(post):
    actor = a_regular()
    vote(actor=actor, post=post, value=1)
    vote(actor=actor, post=post, value=-1, reason="outdated")
    assert (score(post), Vote.objects.get().reason) == (-1, "outdated")
    vote(actor=actor, post=post, value=0)
    assert (score(post), Vote.objects.count()) == (0, 0)


def test_another_reason_replaces_the_first_and_counts_nothing_anew(post):
    actor = a_regular()
    vote(actor=actor, post=post, value=-1, reason="wrong")
    vote(actor=actor, post=post, value=-1, reason="unclear")
    assert (score(post), Vote.objects.get().reason) == (-1, "unclear")


def test_what_is_not_useful_is_so_for_a_reason(post):
    with pytest.raises(ReasonNeeded) as caught:
        vote(actor=a_regular(), post=post, value=-1)
    assert "reason" in caught.value.fields


@pytest.mark.parametrize(("value", "reason"), [(2, ""), (-5, "wrong"), (1, "nonsense")])
def test_other_values_and_reasons_are_refused(post, value, reason):
    with pytest.raises(InvalidInput):
        vote(actor=a_regular(), post=post, value=value, reason=reason)


def test_nobody_votes_on_his_own_post():
    author = an_actor()
    with pytest.raises(OwnPost):
        vote(actor=author, post=a_post(a_thread(), actor=author), value=1)


def test_a_visitor_is_asked_to_sign_in(post):
    with pytest.raises(NotSignedIn):
        vote(actor=VISITOR, post=post, value=1)


@pytest.mark.parametrize("state", [Membership.State.PAUSED, Membership.State.BANNED])
def test_who_is_paused_or_banned_does_not_vote(post, state):
    with pytest.raises(NotPermitted):
        vote(actor=a_role(post.thread.community, state=state), post=post, value=1)


def test_what_is_deleted_is_not_there_to_be_judged(post):
    delete_post(actor=a_role(post.thread.community, Membership.Role.OPERATOR), post=post)
    with pytest.raises(NotFound):
        vote(actor=a_regular(), post=post, value=1)


@pytest.mark.parametrize("visibility", ["hidden", "review", "staff", "deleted"])
def test_even_who_sees_what_is_not_public_does_not_vote_on_it(post, visibility):
    Post.objects.update(visibility=visibility)
    operator = a_role(post.thread.community, Membership.Role.OPERATOR)
    with pytest.raises(NothingToJudge):
        vote(actor=operator, post=post, value=1)


def test_in_a_locked_thread_only_staff_votes(post):
    Thread.objects.update(locked=True)
    with pytest.raises(ThreadIsLocked):
        vote(actor=a_regular(), post=post, value=1)
    vote(actor=a_role(post.thread.community, Membership.Role.AGENT), post=post, value=1)


def test_a_vote_is_told_to_open_pages(post):
    vote(actor=a_regular(), post=post, value=1)
    assert ThreadEvent.objects.last().type == ThreadEvent.Type.POST_UPDATED


def test_a_newcomer_is_told_from_which_level_on_he_may_vote(post):
    with pytest.raises(LevelNeeded, match=r"from level 1 on\. One accepted answer"):
        vote(actor=an_actor(), post=post, value=1)
    assert score(post) == 0


def test_calling_posts_not_useful_takes_more(post):
    neighbour = a_regular(level=1)
    vote(actor=neighbour, post=post, value=1)
    with pytest.raises(LevelNeeded, match="from level 2 on"):
        vote(actor=neighbour, post=post, value=-1, reason="wrong")
    assert score(post) == 1


def test_confirming_joins_the_community(post):
    actor = an_actor()
    confirm_answer(actor=actor, post=post)
    assert actor.member.memberships.filter(community=post.thread.community).exists()


def test_an_answer_is_confirmed_by_others_once_each(post):
    actors = [an_actor(), an_actor()]
    for actor in [*actors, actors[0]]:
        confirm_answer(actor=actor, post=post)
    assert Post.objects.get(pk=post.pk).confirmations_count == 2
    unconfirm_answer(actor=actors[0], post=post)
    assert Post.objects.get(pk=post.pk).confirmations_count == 1


def test_the_asker_accepts_instead_of_confirming():
    asker = an_actor()
    with pytest.raises(AskerAccepts):
        confirm_answer(actor=asker, post=a_post(a_thread(actor=asker)))


def test_nobody_confirms_his_own_answer():
    helper = an_actor()
    with pytest.raises(OwnPost):
        confirm_answer(actor=helper, post=a_post(a_thread(), actor=helper))


def test_a_comment_solves_nothing_for_anybody():
    with pytest.raises(NotAnAnswer):
        confirm_answer(actor=an_actor(), post=a_post(a_thread(), kind="comment"))


def test_what_a_member_pressed_is_known_in_one_query(post, django_assert_num_queries):
    actor = a_regular()
    other = a_post(post.thread)
    vote(actor=actor, post=post, value=-1, reason="wrong")
    confirm_answer(actor=actor, post=post)
    vote(actor=actor, post=other, value=1)
    vote(actor=a_regular(), post=other, value=-1, reason="wrong")
    with django_assert_num_queries(1):
        marks = marks_by(actor.id, [post, other])
    assert (marks[post.pk].vote, marks[post.pk].confirmed) == (-1, True)
    assert (marks[other.pk].vote, marks[other.pk].confirmed) == (1, False)


def test_a_visitor_pressed_nothing(post, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert marks_by(None, [post]) == {}


def test_news_of_a_vote_name_what_it_was_before(post, monkeypatch):
    from core import events

    heard = []
    monkeypatch.setitem(events._receivers, "forum.post_voted", {"tests.heard": heard.append})
    actor = a_regular()
    vote(actor=actor, post=post, value=1)
    vote(actor=actor, post=post, value=-1, reason="wrong")
    payloads = list(Outbox.objects.filter(name="forum.post_voted").values_list("payload"))
    assert [(row["before"], row["value"]) for (row,) in payloads] == [(0, 1), (1, -1)]
