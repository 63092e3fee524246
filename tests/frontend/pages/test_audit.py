"""The audit log of a community on a page."""

import pytest

from accounts.actions import pause_member
from accounts.actions.audit import record
from accounts.actions.deletion import delete_member, request_deletion
from accounts.models import Community
from forum.actions import lock_from_changes
from tests.builders import a_category, a_community, a_role, a_thread
from tests.frontend.pages.conftest import text_of

pytestmark = pytest.mark.django_db


def html_of(client, path):
    return client.get(path).content.decode()


PATH = "/en/c/lamps/audit/"


@pytest.fixture
def community():
    return a_community(slug="lamps", name="Lamps")


@pytest.fixture
def agent(community):
    return a_role(community, "agent")


@pytest.fixture
def paused(agent, community):
    member = a_role(community)
    pause_member(
        actor=agent,
        membership=member.memberships[community.pk],
        hours=24,
        reason="abuse",
        note="third time",
    )
    return member


def log(client, query=""):
    return text_of(client.get(f"{PATH}{query}"))


def test_staff_reads_every_decision_in_words(agent, paused, signed_in):
    page = log(signed_in(agent.member))
    assert "Member paused" in page and "Insults or harasses somebody" in page
    assert "third time" in page
    assert "active" in page and "paused" in page
    assert agent.member.name in page and paused.member.name in page


def test_decisions_in_the_queue_stand_in_the_log_as_their_buttons_say(agent, community, signed_in):
    record(
        community=community,
        actor=agent.member,
        verb="review.decided",
        subject=("review", 7),
        after={"kind": "flagged", "decision": "hide", "entry": 4711},
    )
    page = html_of(signed_in(agent.member), PATH)
    assert "<ins>Reported posts</ins>" in page and "<ins>Hide the post</ins>" in page
    assert "4711" not in page


def test_an_appointment_is_called_so_and_ends_at_a_time(agent, community, signed_in):
    record(
        community=community,
        actor=agent.member,
        verb="superuser.appointed",
        subject=("appointment", 7),
        after={"ends": "2027-05-23T10:00:00+00:00"},
    )
    page = html_of(signed_in(agent.member), PATH)
    assert "· Super-user" in page and "appointment 7" not in page
    assert "<dt>Until</dt><dd><ins>May 23, 2027" in page


def test_the_log_is_for_staff(community, signed_in, visitor):
    assert signed_in(a_role(community, level=5).member).get(PATH).status_code == 403
    assert signed_in().get(PATH).status_code == 403
    assert visitor.get(PATH).status_code == 302


def test_the_log_of_a_closed_community_is_not_found_by_others(signed_in):
    a_community(slug="closed", visibility=Community.Visibility.MEMBERS)
    assert signed_in().get("/en/c/closed/audit/").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?verb=member.paused", True),
        ("?verb=thread.locked", False),
        ("?since=2000-01-01", True),
        ("?since=2999-01-01", False),
        ("?until=2000-01-01", False),
        ("?person=nobody-at-all", False),
        ("?since=yesterday", True),
    ],
)
def test_the_log_is_narrowed_by_verb_and_time(agent, paused, signed_in, query, found):
    lock_from_changes(
        actor=agent,
        thread=a_thread(category=a_category(next(iter(paused.memberships.values())).community)),
    )
    page = log(signed_in(agent.member), query)
    assert ("third time" in page) is found


@pytest.mark.parametrize("who", ["agent", "paused"])
def test_the_log_is_narrowed_to_who_decided_and_whom_it_concerns(
    request, agent, paused, signed_in, who
):
    name = request.getfixturevalue(who).member.username
    assert "third time" in log(signed_in(agent.member), f"?person={name.upper()}")


def test_a_long_log_is_read_in_pages(agent, community, signed_in):
    for number in range(25):
        record(
            community=community,
            actor=agent.member,
            verb="thread.pinned",
            subject=("thread", 1000 + number),
        )
    client = signed_in(agent.member)
    first = client.get(f"{PATH}?verb=thread.pinned")
    assert "Thread 1024" in text_of(first) and "Thread 1004" not in text_of(first)
    older = first.context["page_of_rows"].next
    second = text_of(client.get(f"{PATH}?verb=thread.pinned&cursor={older}"))
    assert "Thread 1004" in second and "Thread 1024" not in second


@pytest.mark.parametrize("query", ["?cursor=wrong", "?cursor=WyJpZCIsMCwiYSIsMV0"])
def test_a_wrong_cursor_is_a_bad_request(agent, signed_in, query):
    assert signed_in(agent.member).get(f"{PATH}{query}").status_code == 400


@pytest.mark.parametrize("query", ["?person=%00", "?verb=%00", "?person=" + "x" * 5000])
def test_strange_filters_find_nothing_and_break_nothing(agent, signed_in, query):
    assert signed_in(agent.member).get(f"{PATH}{query}").status_code == 200


def test_an_erased_member_is_a_former_member_in_the_log(agent, paused, signed_in):
    name = paused.member.username
    delete_member(deletion=request_deletion(actor=paused, erase_texts=False))
    page = html_of(signed_in(agent.member), PATH)
    assert name not in page and "Member paused" in page


def test_the_number_of_queries_does_not_grow_with_the_log(
    agent, paused, community, signed_in, django_assert_max_num_queries
):
    for _ in range(5):
        thread = a_thread(category=a_category(community))
        lock_from_changes(actor=agent, thread=thread)
        record(
            community=community,
            actor=a_role(community, "agent").member,
            verb="post.hidden",
            subject=("post", thread.posts.get().pk),
            member=thread.author,
        )
    client = signed_in(agent.member)
    with django_assert_max_num_queries(9):
        client.get(PATH)
