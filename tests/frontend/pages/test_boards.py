"""Pages of boards and badges."""

import pytest

from accounts.actions import join
from accounts.queries import actor_for
from forum.actions import accept_answer
from reputation.badges import FAMILIES
from reputation.models import Award
from tests.builders import a_category, a_community, a_post, a_thread
from tests.frontend.pages.conftest import see, text_of
from tests.reputation.people import a_known_member, somebody, tell_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def helper():
    return a_known_member("de", username="hana", display_name="Hana Beispiel", country="AT")


def solved(category, helper):
    asker = somebody()
    for each in (helper, asker.member):
        join(member=each, community=category.community)
    thread = a_thread(actor=actor_for(asker.member), category=category)
    answer = a_post(thread, actor=actor_for(helper))
    accept_answer(actor=actor_for(asker.member), post=answer)
    tell_all()


@pytest.mark.parametrize("path", ["boards/", "c/lamps/boards/"])
def test_who_helped_this_month_is_named(category, helper, visitor, path):
    solved(category, helper)
    page = text_of(see(visitor, f"/en/{path}"))
    for words in ("Hana Beispiel", "20", "Newcomers who help", "Bridges between"):
        assert words in page


def test_boards_are_narrowed_by_language_and_country(category, helper, visitor):
    solved(category, helper)
    for query, there in (("country=AT", True), ("country=FR", False), ("language=de", False)):
        assert ("Hana Beispiel" in text_of(see(visitor, f"/en/boards/?{query}"))) == there


@pytest.mark.parametrize("query", ["period=x", "language=%00", "country=zz", "period=2026-99"])
def test_what_cannot_be_asked_for_is_left_out(category, helper, visitor, query):
    solved(category, helper)
    assert "Hana Beispiel" in text_of(see(visitor, f"/en/boards/?{query}"))


def test_a_closed_community_has_no_boards_for_outsiders(visitor, signed_in, helper):
    inside = a_category(a_community(slug="inside", visibility="members"))
    solved(inside, helper)
    assert visitor.get("/en/c/inside/boards/").status_code == 404
    assert "Hana Beispiel" not in text_of(see(signed_in(), "/en/boards/"))
    assert "Hana Beispiel" in text_of(see(signed_in(helper), "/en/c/inside/boards/"))


def test_boards_cost_the_same_however_many_stand_there(
    category, visitor, django_assert_num_queries
):
    for _ in range(3):
        solved(category, a_known_member())
    see(visitor, "/en/boards/")
    with django_assert_num_queries(6):
        visitor.get("/en/boards/")


def test_every_badge_has_a_page_that_says_what_it_takes(visitor):
    page = text_of(see(visitor, "/en/badges/"))
    for code, family in FAMILIES.items():
        assert str(family.name) in page
        assert family.takes_for(3) in text_of(see(visitor, f"/en/badges/{code}/"))


def test_who_got_a_badge_lately_is_named(category, helper, visitor):
    solved(category, helper)
    assert "Hana Beispiel" in text_of(see(visitor, "/en/badges/first_reply/"))
    assert "1 member has it" in text_of(see(visitor, "/en/badges/"))


def test_who_is_gone_or_behind_a_door_is_not_named_for_a_badge(visitor, helper):
    solved(a_category(a_community(visibility="members")), helper)
    assert "Hana Beispiel" not in text_of(see(visitor, "/en/badges/first_reply/"))
    assert Award.objects.filter(member=helper).exists()


@pytest.mark.parametrize("code", ["nonsense", "x" * 80])
def test_a_badge_that_is_none_is_not_there(visitor, code):
    assert visitor.get(f"/en/badges/{code}/").status_code == 404


def test_pages_of_badges_cost_the_same_however_many_have_them(
    category, visitor, django_assert_max_num_queries
):
    for _ in range(3):
        solved(category, a_known_member())
    for path in ("badges/", "badges/first_reply/"):
        with django_assert_max_num_queries(2):
            visitor.get(f"/en/{path}")


def test_a_new_badge_is_told_by_its_name_and_leads_to_its_page(category, helper, signed_in):
    solved(category, helper)
    page = see(signed_in(helper), "/en/notifications/")
    assert "First to reply" in text_of(page) and "Bronze" in text_of(page)
    assert 'href="/en/badges/first_reply/"' in page.content.decode()
