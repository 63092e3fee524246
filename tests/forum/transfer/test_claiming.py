import pytest
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed

from accounts.models import FormerName, Member
from forum.models import Placeholder, Poll, PollOption, PollVote, Post, Vote
from tests.builders import a_community, a_member
from tests.forum.transfer.files import SMALL, bring, write_lines
from translation.models import Text

pytestmark = pytest.mark.django_db


@pytest.fixture
def community(tmp_path):
    community = a_community()
    bring(community, write_lines(tmp_path / "old", SMALL))
    return community


def confirm(member, email):
    address = EmailAddress.objects.create(user=member, email=email, verified=True, primary=True)
    email_confirmed.send(EmailAddress, request=None, email_address=address)


def test_whoever_confirms_the_address_gets_what_was_written_under_it(community):
    member = a_member()
    confirm(member, "helper@example.org")
    answer = Post.objects.get(thread__community=community, number=2)
    assert (answer.author, answer.body.author) == (member, member)
    assert member.memberships.get().community == community
    assert not Member.objects.filter(username="helper").exists()
    assert FormerName.objects.get(username="helper").member == member


def test_an_address_that_nobody_confirmed_gives_nothing(community):
    member = a_member(email="helper@example.org")
    EmailAddress.objects.create(user=member, email="helper@example.org", verified=False)
    assert Post.objects.get(thread__community=community, number=2).author.username == "helper"


def test_another_address_gives_nothing(community):
    confirm(a_member(), "other@example.org")
    assert Placeholder.objects.count() == 2


def test_of_two_votes_on_one_post_the_members_own_stands(community):
    answer = Post.objects.get(thread__community=community, number=2)
    placeholder = Placeholder.objects.get(member__username="asker")
    Placeholder.objects.filter(pk=placeholder.pk).update(email="asker@example.org")
    member = a_member()
    Vote.objects.create(post=answer, member=member, value=-1, reason="wrong")
    confirm(member, "asker@example.org")
    assert Vote.objects.get(post=answer).value == -1


def test_of_two_choices_in_one_poll_one_is_counted(community):
    answer = Post.objects.get(thread__community=community, number=2)
    placeholder = Placeholder.objects.get(member__username="helper")
    poll = Poll.objects.create(post=answer, voters_count=2)
    text = Text.objects.exclude(pk=answer.body_id).first()
    option = PollOption.objects.create(poll=poll, position=0, text=text, votes_count=2)
    member = a_member()
    for voter in (placeholder.member, member):
        PollVote.objects.create(option=option, member=voter)
    confirm(member, "helper@example.org")
    poll.refresh_from_db()
    assert (poll.options.get().votes_count, poll.voters_count) == (1, 1)


def test_the_import_after_a_claim_goes_on_with_the_member(community, tmp_path):
    member = a_member()
    confirm(member, "helper@example.org")
    more = {
        "key": "p3",
        "thread": "t1",
        "body": "And restart it.",
        "author": "u2",
        "created": "2020-03-05T10:00:00Z",
    }
    bring(community, write_lines(tmp_path / "old", {**SMALL, "posts": [*SMALL["posts"], more]}))
    assert Post.objects.get(thread__community=community, number=3).author == member


def test_a_member_with_that_address_is_linked_only_where_the_operator_says_so(tmp_path):
    member = a_member()
    EmailAddress.objects.create(user=member, email="helper@example.org", verified=True)
    folder = write_lines(tmp_path / "old", SMALL)
    community = a_community()
    run = bring(community, folder)
    author = Post.objects.get(thread__community=community, number=2).author
    assert author != member and not author.is_active
    assert [one["kind"] for one in run.problems] == ["refused"]
    bring(community, folder, link_members=True)
    assert Post.objects.get(thread__community=community, number=2).author == member


def test_linking_from_the_beginning_makes_no_placeholder(tmp_path):
    member = a_member()
    EmailAddress.objects.create(user=member, email="helper@example.org", verified=True)
    run = bring(a_community(), write_lines(tmp_path / "old", SMALL), link_members=True)
    assert run.counts["member.linked"] == 1
    assert Post.objects.get(number=2).author == member


def test_roles_count_only_where_the_operator_says_so(tmp_path):
    folder = write_lines(
        tmp_path / "old", {"members": [{"key": "o", "username": "boss", "role": "operator"}]}
    )
    for with_roles, role in ((False, "member"), (True, "operator")):
        community = a_community()
        bring(community, folder, with_roles=with_roles, source=str(with_roles))
        assert community.memberships.get().role == role
