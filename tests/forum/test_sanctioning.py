"""Sanctions with what is said to the member and what becomes of his posts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import ban_member
from accounts.models import AuditEntry, Community, Membership
from accounts.queries import actor_for
from core import outbox
from core.errors import Conflict, InvalidInput, NotFound, NotPermitted
from forum.actions.sanctioning import Measure, sanction_member, show_posts_again
from forum.models import DecisionNotice, Notification, Post
from forum.queries.decisions import decisions_of
from tests.builders import a_category, a_community, a_member, a_post, a_role, a_thread

pytestmark = pytest.mark.django_db


def tell():
    while outbox.dispatch():
        pass


@pytest.fixture
def community():
    return a_community()


@pytest.fixture
def operator(community):
    return a_role(community, "operator")


@pytest.fixture
def author(community):
    return a_role(community, level=1)


@pytest.fixture
def posts(community, author):
    """An old post, and two of this week in two threads."""
    threads = [a_thread(category=a_category(community)) for _ in range(2)]
    found = [a_post(threads[0], actor=author), *(a_post(one, actor=author) for one in threads)]
    Post.objects.filter(pk=found[0].pk).update(created=timezone.now() - timedelta(days=20))
    return found


def ban(operator, author, community, **more):
    measure = Measure(kind="ban", reason="spam", **more)
    return sanction_member(
        actor=operator, member=author.member, community=community, measure=measure
    )


def visibilities(posts):
    return [Post.objects.get(pk=post.pk).visibility for post in posts]


def test_what_staff_says_is_told_with_the_reason_once(operator, author, community):
    ban(operator, author, community, statement="Bitte keine Werbung mehr.")
    tell()
    (notice,) = decisions_of(actor_for(author.member)).items
    assert notice.statement.source == "Bitte keine Werbung mehr."
    assert Notification.objects.filter(member=author.member, type="moderation").count() == 1


def test_a_ban_hides_the_latest_posts_as_one_act(operator, author, community, posts):
    ban(operator, author, community, hide_days=7)
    tell()
    assert visibilities(posts) == ["public", "hidden", "hidden"]
    entry = AuditEntry.objects.get(verb="posts.hidden")
    assert entry.after["posts"] == [str(post.pk) for post in posts[1:]]
    told = DecisionNotice.objects.filter(member=author.member)
    assert sorted(told.values_list("entry__verb", flat=True)) == ["member.banned", "posts.hidden"]


def test_the_act_is_undone_at_once_and_once(operator, author, community, posts):
    ban(operator, author, community, hide_days=7)
    entry = AuditEntry.objects.get(verb="posts.hidden")
    show_posts_again(actor=operator, entry=entry)
    assert visibilities(posts) == ["public", "public", "public"]
    with pytest.raises(Conflict):
        show_posts_again(actor=operator, entry=entry)


def test_what_was_hidden_for_another_reason_stays_so(operator, author, community, posts):
    Post.objects.filter(pk=posts[1].pk).update(visibility="hidden")
    ban(operator, author, community, hide_days=7)
    show_posts_again(actor=operator, entry=AuditEntry.objects.get(verb="posts.hidden"))
    assert visibilities(posts) == ["public", "hidden", "public"]


def test_posts_elsewhere_are_left_alone(operator, author, community):
    elsewhere = a_post(a_thread(), actor=author)
    ban(operator, author, community, hide_days=30)
    assert visibilities([elsewhere]) == ["public"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "ban", "hide_days": 5}, "hide_days"),
        ({"kind": "pause", "hours": 24, "hide_days": 7}, "hide_days"),
        ({"kind": "pause", "hours": 1}, "hours"),
        ({"kind": "exile"}, "kind"),
        ({"kind": "warning", "statement": "x" * 4001}, "statement"),
    ],
)
def test_nothing_happens_where_something_is_wrong(operator, author, community, wrong, field):
    with pytest.raises(InvalidInput) as refused:
        sanction_member(
            actor=operator,
            member=author.member,
            community=community,
            measure=Measure(**{"reason": "spam", **wrong}),
        )
    assert field in refused.value.fields
    assert not AuditEntry.objects.filter(community=community, actor=operator.member).exists()


def test_agents_do_not_ban_and_hide_nothing(author, community, posts):
    with pytest.raises(NotPermitted):
        ban(a_role(community, "agent"), author, community, hide_days=7)
    assert visibilities(posts) == ["public", "public", "public"]


def test_a_stranger_of_a_closed_community_becomes_no_member_by_a_warning():
    closed = a_community(visibility=Community.Visibility.MEMBERS)
    stranger = a_member()
    with pytest.raises(NotFound):
        sanction_member(
            actor=a_role(closed, "operator"),
            member=stranger,
            community=closed,
            measure=Measure(kind="warning", reason="spam"),
        )
    assert not Membership.objects.filter(member=stranger).exists()


def test_a_banned_member_keeps_what_he_wrote_unless_said_otherwise(
    operator, author, community, posts
):
    ban_member(
        actor=operator, membership=Membership.objects.get(member=author.member), reason="spam"
    )
    assert visibilities(posts) == ["public", "public", "public"]
