"""Prepared queries find what the same queries find when they are built each time."""

from collections.abc import Sequence
from threading import Thread as Process

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler

from accounts.models import Community, Member, Membership
from core.prepared import prepared

pytestmark = pytest.mark.django_db


@prepared
def memberships(state: str, *, members: Sequence[int]) -> "QuerySet[Membership]":
    rows = Membership.objects.filter(state=state, member__in=members)
    return rows.select_related("member", "community").order_by("member__username")


@prepared
def names(*, first: int, last: int) -> "QuerySet[Member, str]":
    rows = Member.objects.filter(pk__gte=first, pk__lte=last)
    return rows.order_by("pk").values_list("username", flat=True)


@prepared
def both(*, one: int, other: int) -> "QuerySet[Member, tuple[int, int]]":
    rows = Member.objects.filter(pk=one).values_list("pk", Value(7))
    return rows.union(Member.objects.filter(pk=other).values_list("pk", Value(8)), all=True)


@prepared
def inside(*, community: int) -> "QuerySet[Member, str]":
    own = Membership.objects.filter(member=OuterRef("pk"), community=community)
    return Member.objects.filter(Exists(own)).values_list("username", flat=True)


@pytest.fixture
def members() -> list[Member]:
    community = Community.objects.create(slug="lamps", name="Lamps")
    made = [Member.objects.create(username=f"member{number}") for number in range(4)]
    for member in made:
        Membership.objects.create(member=member, community=community)
    return made


def test_rows_come_with_what_belongs_to_them(members, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = memberships("active", members=[members[2].pk, members[0].pk])
        seen = [(row.member.username, row.community.slug) for row in found]
    assert seen == [("member0", "lamps"), ("member2", "lamps")]


def test_every_value_has_its_own_place(members):
    first, last = members[1].pk, members[2].pk
    assert names(first=first, last=last) == ["member1", "member2"]
    assert names(last=last, first=first) == ["member1", "member2"]
    assert names(first=last, last=first) == []


def test_the_shape_and_the_number_of_values_are_told_apart(members):
    everybody = [member.pk for member in members]
    assert len(memberships("active", members=everybody)) == 4
    assert memberships("banned", members=everybody) == []
    assert len(memberships("active", members=everybody[:1])) == 1
    assert memberships("active", members=[]) == []


def test_unions_and_subqueries_are_prepared_too(members):
    one, other = members[0].pk, members[3].pk
    community = members[0].memberships.get().community_id
    for _again in range(2):
        assert sorted(both(one=one, other=other)) == [(one, 7), (other, 8)]
        assert inside(community=community)[0] == "member0"
        assert inside(community=0) == []


def test_rows_are_new_each_time(members):
    (before,) = memberships("active", members=[members[0].pk])
    Member.objects.filter(pk=members[0].pk).update(display_name="Anna")
    (after,) = memberships("active", members=[members[0].pk])
    assert (before.member.display_name, after.member.display_name) == ("", "Anna")


def test_what_no_column_can_hold_is_found_nowhere(members):
    assert names(first=-(10**30), last=10**30) == [member.username for member in members]


def test_sql_is_built_once(members, monkeypatch):
    everybody = [member.pk for member in members]
    memberships("active", members=everybody[:2])
    monkeypatch.delattr(SQLCompiler, "as_sql")
    assert len(memberships("active", members=everybody[2:])) == 2


def test_values_cannot_become_part_of_the_shape(members):
    with pytest.raises(TypeError):
        memberships(state="active", members=[1])


@pytest.mark.django_db(transaction=True)
def test_every_thread_asks_its_own_connection(members):
    names(first=members[0].pk, last=members[0].pk)
    found: list[str] = []

    def ask() -> None:
        found.extend(names(first=members[1].pk, last=members[1].pk))
        connection.close()

    other = Process(target=ask)
    other.start()
    other.join()
    assert found == ["member1"]
