"""How many votes a day has, in all and for one author, also when they come at once."""

from datetime import timedelta
from threading import Barrier, Thread as Hand

import pytest
from django.db import connection
from django.utils import timezone

from accounts.actions import link_accounts, unlink_account
from accounts.models import AuditEntry, Membership
from core.errors import InvalidInput, NotPermitted, RateLimited
from forum.actions import vote
from forum.actions.vote_limits import A_DAY
from forum.actions.votes_apart import keep_votes_apart, let_votes_meet
from forum.errors import OwnPost, VotesKeptApart, VotesUsedUp
from forum.models import Post, Vote
from tests.builders import a_post, a_role, a_thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread():
    return a_thread()


@pytest.fixture
def voter(thread):
    return a_role(thread.community, level=2)


@pytest.fixture
def author(thread):
    return a_role(thread.community, level=1)


def answers(thread, author, number: int) -> list[Post]:
    return [a_post(thread, actor=author) for _ in range(number)]


def test_six_posts_of_one_author_a_day_and_no_more(thread, voter, author):
    *six, seventh = answers(thread, author, 7)
    for post in six:
        vote(actor=voter, post=post, value=1)
    with pytest.raises(VotesUsedUp) as caught:
        vote(actor=voter, post=seventh, value=1)
    assert (caught.value.status, caught.value.code) == (429, "votes_used_up")
    assert "6" in str(caught.value)
    vote(actor=voter, post=a_post(thread), value=1)


def test_three_posts_of_one_author_are_called_not_useful_a_day(thread, voter, author):
    *three, fourth = answers(thread, author, 4)
    for post in three:
        vote(actor=voter, post=post, value=-1, reason="wrong")
    with pytest.raises(VotesUsedUp):
        vote(actor=voter, post=fourth, value=-1, reason="wrong")
    vote(actor=voter, post=fourth, value=1)


def test_forty_votes_a_day_whoever_wrote(thread, voter):
    for _ in range(A_DAY):
        vote(actor=voter, post=a_post(thread), value=1)
    with pytest.raises(RateLimited) as caught:
        vote(actor=voter, post=a_post(thread), value=1)
    assert "40" in str(caught.value)


def test_taking_a_vote_back_or_naming_another_reason_is_always_possible(thread, voter, author):
    posts = answers(thread, author, 3)
    for post in posts:
        vote(actor=voter, post=post, value=-1, reason="wrong")
    vote(actor=voter, post=posts[0], value=-1, reason="unclear")
    vote(actor=voter, post=posts[0], value=0)
    vote(actor=voter, post=a_post(thread, actor=author), value=-1, reason="wrong")
    assert Vote.objects.count() == 3


def test_a_turned_vote_counts_as_what_it_is_now(thread, voter, author):
    posts = answers(thread, author, 7)
    for post in posts[:6]:
        vote(actor=voter, post=post, value=1)
    vote(actor=voter, post=posts[0], value=-1, reason="wrong")
    vote(actor=voter, post=posts[6], value=1)
    with pytest.raises(VotesUsedUp):
        vote(actor=voter, post=posts[0], value=1)


def test_tomorrow_there_are_new_votes(thread, voter, author):
    posts = answers(thread, author, 7)
    for post in posts[:6]:
        vote(actor=voter, post=post, value=1)
    Vote.objects.update(created=timezone.now() - timedelta(days=1))
    vote(actor=voter, post=posts[6], value=1)


@pytest.mark.django_db(transaction=True)
def test_votes_at_the_same_moment_exceed_no_limit(thread, voter, author):
    """In threads of their own, so that nothing but the voter is shared."""
    for post in answers(thread, author, 5):
        vote(actor=voter, post=post, value=1)
    others = [
        a_post(a_thread(category=thread.category), actor=author, kind="answer") for _ in range(3)
    ]
    barrier, refused = Barrier(3), []

    def cast(post: Post) -> None:
        barrier.wait(20)
        try:
            vote(actor=voter, post=post, value=1)
        except VotesUsedUp as error:
            refused.append(error)
        finally:
            connection.close()

    hands = [Hand(target=cast, args=[post], daemon=True) for post in others]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(60)
    assert (len(refused), Vote.objects.count()) == (2, 6)


def test_who_is_kept_apart_does_not_vote_on_the_other(thread, voter, author):
    post = a_post(thread, actor=author)
    pair = {voter.id, author.id}
    keep_votes_apart(
        community=thread.community, members=pair, until=timezone.now() + timedelta(days=90)
    )
    with pytest.raises(VotesKeptApart):
        vote(actor=voter, post=post, value=1)
    let_votes_meet(community=thread.community, members=pair)
    vote(actor=voter, post=post, value=1)


def test_that_ends_by_itself_and_a_shorter_time_changes_nothing(thread, voter, author):
    pair = {voter.id, author.id}
    now = timezone.now()
    keep_votes_apart(community=thread.community, members=pair, until=now + timedelta(days=9))
    keep_votes_apart(community=thread.community, members=pair, until=now - timedelta(days=1))
    with pytest.raises(VotesKeptApart):
        vote(actor=voter, post=a_post(thread, actor=author), value=1)
    let_votes_meet(community=thread.community, members=pair)
    keep_votes_apart(community=thread.community, members=pair, until=now - timedelta(days=1))
    vote(actor=voter, post=a_post(thread, actor=author), value=1)


@pytest.fixture
def operator(thread):
    return a_role(thread.community, Membership.Role.OPERATOR)


def linked(operator, thread, *members):
    return link_accounts(
        actor=operator,
        community=thread.community,
        members=[one.member for one in members],
        note="Both write from one desk.",
    )


def test_linked_accounts_do_not_vote_on_each_other(thread, voter, author, operator):
    linked(operator, thread, voter, author)
    post = a_post(thread, actor=author)
    with pytest.raises(OwnPost):
        vote(actor=voter, post=post, value=1)
    unlink_account(actor=operator, community=thread.community, member=voter.member)
    vote(actor=voter, post=post, value=1)


def test_linked_accounts_share_their_votes(thread, voter, author, operator):
    second = a_role(thread.community, level=2)
    linked(operator, thread, voter, second)
    *six, seventh = answers(thread, author, 7)
    for number, post in enumerate(six):
        vote(actor=(voter, second)[number % 2], post=post, value=1)
    for actor in (voter, second):
        with pytest.raises(VotesUsedUp):
            vote(actor=actor, post=seventh, value=1)


def test_groups_of_accounts_grow_together(thread, voter, author, operator):
    third = a_role(thread.community)
    linked(operator, thread, voter, author)
    assert linked(operator, thread, author, third) == {voter.id, author.id, third.id}
    with pytest.raises(OwnPost):
        vote(actor=voter, post=a_post(thread, actor=third), value=1)


def test_linking_is_in_the_audit_log(thread, voter, author, operator):
    linked(operator, thread, voter, author)
    linked(operator, thread, voter, author)
    entries = AuditEntry.objects.filter(verb="member.linked")
    assert {entry.member_id for entry in entries} == {voter.id, author.id}
    assert entries.count() == 2
    unlink_account(actor=operator, community=thread.community, member=voter.member)
    assert not unlink_account(actor=operator, community=thread.community, member=author.member)
    assert AuditEntry.objects.filter(verb="member.unlinked").count() == 1


def test_only_operators_link_and_never_one_account_alone(thread, voter, author, operator):
    with pytest.raises(NotPermitted):
        linked(voter, thread, voter, author)
    with pytest.raises(NotPermitted):
        unlink_account(actor=voter, community=thread.community, member=author.member)
    with pytest.raises(InvalidInput):
        linked(operator, thread, voter, voter)
