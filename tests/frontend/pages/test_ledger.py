"""One's own ledger: every line with its reason, for nobody else."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Membership
from accounts.queries import actor_for
from forum.actions import accept_answer, delete_post, unaccept_answer, vote
from reputation.actions import settle_due_removals
from reputation.models import LedgerRow, Removal
from tests.builders import a_category, a_community, a_post, a_thread
from tests.frontend.pages.conftest import see, text_of
from tests.reputation.people import a_known_member, points, somebody, tell_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def helper():
    return a_known_member("en", username="hana")


@pytest.fixture
def own(helper, signed_in):
    return signed_in(helper)


def an_answer(category, helper, **thread):
    asker = thread.pop("asker", None) or somebody()
    opened = a_thread(actor=asker, category=category, **thread)
    # Near-copies of one's own answers earn nothing.
    body = " ".join(f"{opened.pk * 1000 + number}" for number in range(30))
    return a_post(opened, actor=actor_for(helper), body=body)


def solved(category, helper, **thread):
    asker = thread.pop("asker", None) or somebody()
    answer = an_answer(category, helper, asker=asker, **thread)
    accept_answer(actor=asker, post=answer)
    tell_all()
    return answer


def test_every_line_says_what_it_is_for_and_where(category, helper, own):
    solved(category, helper, title="The lamp is dark today")
    page = text_of(see(own, "/en/ledger/"))
    for words in (
        "Your answer was accepted",
        "You helped within an hour",
        "The lamp is dark today",
    ):
        assert words in page
    assert "+15" in page


def test_reasons_are_in_the_language_of_the_page(category, helper, own):
    solved(category, helper)
    assert "Deine Antwort wurde akzeptiert" in text_of(see(own, "/de/ledger/"))


def test_the_title_is_read_in_the_language_of_the_page(category, helper, own, translate):
    from translation.actions import request
    from translation.priority import Priority

    answer = solved(category, helper, title="Die Lampe ist dunkel", language="de")
    request(texts=[answer.thread.title], languages=["es"], priority=Priority.READER)
    translate()
    html = see(own, "/es/ledger/").content.decode()
    assert re.search(r'class="ledger-line__where" lang="es" dir="ltr"', html)


def test_what_was_taken_back_is_told_with_why(category, helper, own):
    asker = somebody()
    answer = solved(category, helper, asker=asker)
    unaccept_answer(actor=asker, post=answer)
    tell_all()
    page = text_of(see(own, "/en/ledger/"))
    assert "This was taken back." in page and "Taken back since" in page
    assert points(helper) == 0


def test_what_was_clipped_says_how_much_and_why(category, helper, own):
    asker = somebody()
    for _ in range(4):
        solved(category, helper, asker=asker)
    page = text_of(see(own, "/en/ledger/"))
    assert "The most from the same member in 30 days was reached." in page
    assert re.search(r"0 of \+\d+ counted\.", page)


def test_what_waits_is_told_with_the_day_it_is_decided(category, helper, own):
    solved(category, helper, asker=somebody(days=0))
    page = text_of(see(own, "/en/ledger/?show=waiting"))
    assert "This waits for a week" in page and "Decided at the latest on" in page
    assert "(+15)" in page


def test_nothing_waits_any_more_once_it_counts(category, helper, own):
    solved(category, helper)
    assert "Nothing waits to be decided." in text_of(see(own, "/en/ledger/?show=waiting"))


def test_the_title_of_a_deleted_post_is_not_told(category, helper, own):
    answer = solved(category, helper, title="The lamp is dark today")
    delete_post(actor=actor_for(helper), post=answer)
    tell_all()
    Removal.objects.update(due=timezone.now() - timedelta(hours=1))
    settle_due_removals()
    page = text_of(see(own, "/en/ledger/"))
    assert "The lamp is dark today" not in page
    assert "This was taken back." in page or "The post was deleted." in page


def test_visitors_are_asked_to_sign_in(visitor):
    answer = visitor.get("/en/ledger/")
    assert answer.status_code == 302 and "/accounts/login/" in answer.headers["Location"]


def test_nobody_reads_the_lines_of_somebody_else(category, helper, signed_in):
    solved(category, helper, title="The lamp is dark today")
    page = text_of(see(signed_in(), "/en/ledger/"))
    assert "The lamp is dark today" not in page and "You have not earned anything yet" in page


def test_the_own_page_leads_to_the_ledger_and_no_other_does(category, helper, own, signed_in):
    solved(category, helper)
    link = 'href="/en/ledger/">Line by line'
    assert link in see(own, "/en/m/hana/").content.decode()
    assert link not in see(signed_in(), "/en/m/hana/").content.decode()


def test_each_community_has_its_own_lines(category, helper, own):
    other = a_category(a_community(slug="trains", name="Trains"))
    solved(category, helper, title="The lamp is dark today")
    solved(other, helper, title="The train is late today")
    page = text_of(see(own, "/en/ledger/?community=trains"))
    assert "The train is late today" in page and "The lamp is dark today" not in page


@pytest.mark.parametrize("query", ["community=nowhere", "community=x%00y", "community=lamps2"])
def test_a_community_without_lines_is_not_there(category, helper, own, query):
    solved(category, helper)
    assert own.get(f"/en/ledger/?{query}").status_code == 404


@pytest.mark.parametrize("cursor", ["x", "a" * 300, "WyJpZCIsMCwiYSIsMV0"])
def test_a_page_that_is_none_is_refused(category, helper, own, cursor):
    solved(category, helper)
    assert own.get(f"/en/ledger/?cursor={cursor}").status_code == 400


def test_pages_follow_each_other_without_a_gap(category, helper, own):
    answer = an_answer(category, helper)
    for _ in range(22):
        vote(actor=somebody(level=1), post=answer, value=1)
    tell_all()
    seen, path = [], "/en/ledger/"
    while path:
        html = see(own, path).content.decode()
        seen += [int(pk) for pk in re.findall(r'id="line-(\d+)"', html)]
        link = re.search(r'rel="next" href="([^"]+)"', html)
        path = f"/en/ledger/{link[1].replace('&amp;', '&')}" if link else ""
    assert seen == sorted(LedgerRow.objects.values_list("pk", flat=True), reverse=True)


def test_months_are_told_in_a_table_beside_the_chart(category, helper, own):
    solved(category, helper)
    html = see(own, "/en/ledger/").content.decode()
    assert '<svg class="credit-chart__plot"' in html and "<table" in html
    assert "style=" not in html


def test_what_is_missing_to_the_next_level_is_told(category, helper, own):
    solved(category, helper)
    page = text_of(see(own, "/en/ledger/"))
    assert "To level 2: Helper" in page and "25 points" in page


def test_who_reads_a_closed_community_no_more_still_reads_his_lines(category, helper, own):
    solved(category, helper)
    category.community.visibility = "members"
    category.community.save()
    Membership.objects.filter(member=helper).update(state="banned")
    answer = see(own, "/en/ledger/")
    assert answer.status_code == 200
    assert "Your answer was accepted" in text_of(answer)


def test_a_page_costs_the_same_however_many_lines(
    category, helper, own, django_assert_max_num_queries
):
    for _ in range(4):
        solved(category, helper)
    see(own, "/en/ledger/")
    with django_assert_max_num_queries(22):
        own.get("/en/ledger/")
