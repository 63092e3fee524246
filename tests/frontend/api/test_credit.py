"""Credit as programs see it: one's own lines, a member's totals, boards."""

import pytest

from accounts.actions import create_token
from accounts.queries import actor_for
from forum.actions import accept_answer
from tests.builders import a_community, a_post, a_thread
from tests.frontend.api.callers import Caller, a_caller
from tests.reputation.people import a_known_member, somebody, tell_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def hana():
    return a_known_member("de", username="hana", country="AT")


@pytest.fixture
def answer(category, hana):
    asker = somebody("en")
    thread = a_thread(actor=asker, category=category, title="The lamp is dark today")
    answer = a_post(thread, actor=actor_for(hana), language="de", body="Die Birne ist kaputt.")
    accept_answer(actor=asker, post=answer)
    tell_all()
    return answer


def test_own_lines_say_what_for_why_and_where(answer, hana):
    items = a_caller(hana).get("/me/ledger").data["items"]
    assert [item["code"] for item in items] == ["short_notice", "answer_accepted"]
    line = items[-1]
    assert (line["requested"], line["applied"], line["state"]) == (15, 15, "posted")
    assert line["reason"] == "Deine Antwort wurde akzeptiert"
    assert (line["object"], line["object_id"], line["thread"]) == (
        "post",
        answer.pk,
        answer.thread_id,
    )
    assert line["title"]["original"]["lang"] == "en"
    assert line["url"].endswith(f"?post={answer.pk}#post-{answer.pk}")
    assert "giver" not in line


def test_the_reasons_follow_the_account_and_titles_the_language_asked_for(answer, hana):
    item = a_caller(hana).get("/me/ledger", lang="es").data["items"][-1]
    assert item["title"]["translation"]["requested"] == "es"


def test_lines_come_in_pages(answer, hana):
    caller = a_caller(hana)
    first = caller.get("/me/ledger", limit=1).data
    rest = caller.get("/me/ledger", limit=1, cursor=first["next"]).data
    assert first["items"][0]["id"] > rest["items"][0]["id"]
    assert rest["next"] is None
    back = caller.get("/me/ledger", limit=1, cursor=rest["previous"]).data
    assert back["items"] == first["items"]


def test_lines_of_one_community_or_those_that_wait(answer, hana):
    caller = a_caller(hana)
    slug = answer.thread.community.slug
    assert len(caller.get("/me/ledger", community=slug).data["items"]) == 2
    other = a_community()
    assert caller.get("/me/ledger", community=other.slug).data["items"] == []
    assert caller.get("/me/ledger", show="waiting").data["items"] == []


def test_everybody_reads_his_own_lines_only(answer, hana):
    assert a_caller().get("/me/ledger").data["items"] == []


def test_visitors_and_tokens_that_may_not_read_see_no_lines(visitor, hana):
    assert visitor.get("/me/ledger").status_code == 401
    token = create_token(member=hana, scopes=["write"])
    assert Caller(token).get("/me/ledger").status_code == 403


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/me/ledger?cursor=x", 400),
        ("/me/ledger?limit=0", 422),
        ("/me/ledger?show=all", 422),
        ("/me/ledger?community=nowhere", 404),
        ("/boards?period=2026", 422),
        ("/boards?period=9999-12", 422),
        ("/boards?country=austria", 422),
        ("/boards?language=xx-nonsense-x", 422),
        ("/boards?community=nowhere", 404),
        ("/boards?period=a%00b", 400),
    ],
)
def test_what_makes_no_sense_is_refused(hana, path, status):
    assert a_caller(hana).get(path).status_code == status


def test_a_member_shows_totals_help_and_badges(answer, visitor):
    shown = visitor.get("/members/hana").data
    slug = answer.thread.community.slug
    assert shown["accepted_answers"] == 1
    assert shown["standings"] == [{"community": slug, "level": 1, "points": 20}]
    assert shown["helped"]["languages"] == [{"code": "en", "count": 1}]
    assert shown["helped"]["across_languages"] == 1
    assert {badge["code"] for badge in shown["badges"]} == {
        "first_reply",
        "welcome",
        "short_notice",
    }
    assert [month["points"] for month in shown["months"]] == [0] * 11 + [20]


def test_boards_name_who_helped(answer, visitor):
    boards = visitor.get("/boards").data
    place, asker = boards["credit"]
    assert asker["score"] < place["score"]
    assert (place["rank"], place["member"]["username"], place["score"]) == (1, "hana", 20)
    assert boards["bridges"] == []
    assert visitor.get("/boards", country="FR").data["credit"] == []
    assert len(visitor.get("/boards", country="AT", language="de").data["credit"]) == 1
    assert visitor.get("/boards", period="2026-01").data["period"] == "2026-01"


def test_boards_of_a_closed_community_are_for_those_inside(visitor):
    closed = a_community(visibility="members")
    assert visitor.get("/boards", community=closed.slug).status_code == 404


def test_lists_cost_the_same_however_long(answer, hana, category, django_assert_max_num_queries):
    caller = a_caller(hana)
    with django_assert_max_num_queries(8):
        caller.get("/me/ledger")
    with django_assert_max_num_queries(8):
        caller.get("/boards")
    with django_assert_max_num_queries(11):
        caller.get("/members/hana")
