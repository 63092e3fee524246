"""Pages on which operators let accounts count as one person's."""

import pytest

from accounts.linked import linked_accounts
from accounts.models import AuditEntry, LinkedAccount
from tests.builders import a_community, a_member, a_role
from tests.frontend.pages.conftest import fields_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return a_community(slug="lamps", name="Lamps")


@pytest.fixture
def operator(community, signed_in):
    return signed_in(a_role(community, "operator").member)


@pytest.fixture
def pair(community):
    return a_role(community).member, a_member()


def path_of(member):
    return f"/en/c/lamps/members/{member.username}/linked/"


def link(client, one, name, **more):
    page = client.get(path_of(one))
    return client.post(path_of(one), {**fields_of(page), "name": name, **more})


def group_of(community, member):
    return linked_accounts(community.pk, [member.pk])[member.pk]


def test_an_operator_links_accounts_and_lets_them_go(operator, community, pair):
    one, other = pair
    assert f"@{other.username}" not in text_of(operator.get(path_of(one)))
    link(operator, one, f"@{other.username}", note="The same words, the same hour.")
    assert group_of(community, one) == {one.pk, other.pk}
    entries = AuditEntry.objects.filter(verb="member.linked")
    assert {entry.note for entry in entries} == {"The same words, the same hour."}
    log = text_of(operator.get("/en/c/lamps/audit/"))
    assert f"{one.name}, {other.name}" in log
    for member in pair:
        assert f"@{other.username}" in text_of(operator.get(path_of(member)))
    answer = operator.post(f"{path_of(other)}remove", follow=True)
    assert "counts for itself" in text_of(answer)
    assert group_of(community, one) == {one.pk}


@pytest.mark.parametrize("name", ["nobody-here", "@{self}", "a\0b", " ", "x" * 100_000])
def test_a_name_that_leads_to_nobody_else_is_refused_and_kept(operator, pair, name):
    one, _other = pair
    answer = link(operator, one, name.replace("{self}", one.username), note="My grounds.")
    assert answer.status_code == 422
    assert "My grounds." in answer.content.decode()
    assert not AuditEntry.objects.filter(verb="member.linked").exists()


def test_nobody_links_or_parts_himself_or_staff_of_his_rank(community, signed_in, pair):
    boss, rival = (a_role(community, "operator").member for _ in "ab")
    client = signed_in(boss)
    for one, other in ((pair[0], boss), (boss, pair[0]), (pair[0], rival)):
        answer = link(client, one, other.username, note="My grounds.")
        assert answer.status_code == 422
        assert "staff of your rank" in text_of(answer)
        assert "My grounds." in answer.content.decode()
    LinkedAccount.objects.create(community=community, member=boss, group=boss.pk)
    LinkedAccount.objects.create(community=community, member=pair[0], group=boss.pk)
    for member in (boss, pair[0]):
        assert client.post(f"{path_of(member)}remove").status_code == 403
    assert group_of(community, boss) == {boss.pk, pair[0].pk}
    standing = client.get(f"/en/c/lamps/members/{rival.username}/").content.decode()
    assert "/linked/" not in standing.partition("<main")[2]


def test_agents_are_not_led_there(community, signed_in, pair):
    agent = signed_in(a_role(community, "agent").member)
    standing = agent.get(f"/en/c/lamps/members/{pair[0].username}/").content.decode()
    assert "/linked/" not in standing.partition("<main")[2]
    assert agent.get(path_of(pair[0])).status_code == 403


def test_the_page_asks_the_same_queries_for_many_accounts(
    operator, community, pair, django_assert_num_queries
):
    one, other = pair
    for member in (other, *(a_member() for _ in range(4))):
        link(operator, one, member.username)
    with django_assert_num_queries(9):
        operator.get(path_of(one))
