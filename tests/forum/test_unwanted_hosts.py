"""The places to which a community wants no links."""

import pytest

from accounts.models import AuditEntry, Membership
from core.errors import InvalidInput, NotPermitted
from forum.actions.unwanted_hosts import write_unwanted_hosts
from forum.hosts import plain_host
from forum.queries.newcomers import unwanted_hosts
from tests.builders import a_community, a_post, a_regular, a_role, a_thread, an_actor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("Spam.Example", "spam.example"),
        (" https://user@spam.example:8080/buy?x=1 ", "spam.example"),
        ("*.spam.example.", "spam.example"),
        ("straße.example", "xn--strae-oqa.example"),
        ("xn--strae-oqa.example", "xn--strae-oqa.example"),
        ("//spam.example/x", "spam.example"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("", ""),
        ("two words", ""),
        ("http://[broken", ""),
        ("a" * 300, ""),
        ("\0", ""),
        ("ä" * 300, ""),
    ],
)
def test_hosts_are_compared_in_one_spelling(written, host):
    assert plain_host(written) == host


def test_the_list_is_replaced_and_the_change_written_down():
    community = a_community()
    operator = a_role(community, Membership.Role.OPERATOR)
    write_unwanted_hosts(actor=operator, community=community, hosts=["a.example", "b.example"])
    write_unwanted_hosts(actor=operator, community=community, hosts=["B.example ", "", "c.example"])
    assert unwanted_hosts(community) == ["b.example", "c.example"]
    entry = AuditEntry.objects.latest("pk")
    assert (entry.verb, entry.before, entry.after) == (
        "hosts.changed",
        {"removed": ["a.example"]},
        {"added": ["c.example"]},
    )


def test_the_same_again_is_no_change():
    community = a_community()
    operator = a_role(community, Membership.Role.OPERATOR)
    for _time in range(2):
        write_unwanted_hosts(actor=operator, community=community, hosts=["a.example"])
    assert AuditEntry.objects.count() == 1


def test_what_is_no_host_is_named_and_nothing_changes():
    community = a_community()
    operator = a_role(community, Membership.Role.OPERATOR)
    with pytest.raises(InvalidInput) as refused:
        write_unwanted_hosts(actor=operator, community=community, hosts=["a.example", "no host"])
    assert "no host" in str(refused.value.fields["hosts"])
    assert unwanted_hosts(community) == []


@pytest.mark.parametrize("role", [Membership.Role.MEMBER, Membership.Role.AGENT])
def test_only_operators_keep_the_list(role):
    community = a_community()
    with pytest.raises(NotPermitted):
        write_unwanted_hosts(actor=a_role(community, role), community=community, hosts=[])


def test_an_address_in_other_letters_is_the_same_place():
    thread = a_thread(actor=a_regular())
    operator = a_role(thread.community, Membership.Role.OPERATOR)
    write_unwanted_hosts(actor=operator, community=thread.community, hosts=["straße.example"])
    words = "Here is how I repaired it, step by step, with all that you need for it. " * 3
    body = f"{words} https://shop.STRASSE.example/ https://shop.straße.example/x"
    post = a_post(thread, actor=an_actor(), kind="answer", body=body)
    assert post.held.signals == ["known_host", "many_links"]
