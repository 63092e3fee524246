"""The pages of the review queue: what moderators see, decide, and take back."""

from typing import Any

import pytest

from accounts.models import Membership
from forum.actions.claims import claim_review
from forum.actions.flags import flag_post
from forum.models import Flag, Post, ReviewItem
from tests.builders import a_post, a_role, a_thread, an_actor
from tests.frontend.pages.conftest import text_of

pytestmark = pytest.mark.django_db

AGENT = Membership.Role.AGENT


@pytest.fixture
def agent(category):
    return a_role(category.community, AGENT, language="pl")


@pytest.fixture
def desk(signed_in, agent):
    """The browser of a moderator who reads Polish."""
    return signed_in(agent.member)


@pytest.fixture
def post(category):
    return a_post(a_thread(category=category), language="es", body="Compra lámparas baratas aquí.")


def reported(post: Post, **fields: Any) -> ReviewItem:
    given = {"actor": an_actor(), "reason": "spam", "language": "en"}
    flag_post(post=post, **{**given, **fields})
    return ReviewItem.objects.get(post=post, state="open")


def test_the_queue_is_read_in_ones_own_language(desk, post, translate):
    reported(post, note="Está vendiendo cosas, es publicidad.", actor=an_actor("es"))
    translate()
    words = text_of(desk.get("/pl/review/"))
    assert "Compra" not in words
    page = desk.get(f"/pl/review/{ReviewItem.objects.get().pk}/").content.decode()
    assert 'lang="es" dir="ltr"><p>Compra lámparas baratas aquí.</p>' in page
    assert 'lang="es" dir="ltr">Está vendiendo cosas, es publicidad.' in page
    assert page.count('<div class="prose" lang="pl" dir="ltr">') >= 2


def test_deciding_leads_to_the_next_and_can_be_taken_back_in_one_click(desk, post, category):
    item = reported(post)
    following = reported(a_post(post.thread))
    response = desk.post(f"/pl/review/{item.pk}/?kind=flagged", {"decision": "approve"})
    assert response.url == f"/pl/review/{following.pk}/?kind=flagged&done={item.pk}"
    assert (
        f'action="/pl/review/{item.pk}/undo?kind=flagged"'
        in desk.get(response.url).content.decode()
    )
    desk.post(f"/pl/review/{item.pk}/undo")
    item.refresh_from_db()
    assert item.state == "open"


def test_after_the_last_one_the_queue_is_empty(desk, post):
    item = reported(post)
    response = desk.post(f"/en/review/{item.pk}/", {"decision": "hide", "reason": "spam"})
    assert response.url == f"/en/review/?done={item.pk}"
    assert "Nothing waits for your decision" in text_of(desk.get(response.url))
    assert Flag.objects.get().state == "upheld"


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(desk, post):
    item = reported(post)
    sent = {"decision": "hide", "statement": "Kept words", "note": "For us", "body": "Edited"}
    response = desk.post(f"/en/review/{item.pk}/", sent)
    assert response.status_code == 422
    page = response.content.decode()
    assert "Choose a reason from the list." in page
    assert all(words in page for words in ("Kept words", "For us", "Edited"))


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"decision": "boil"},
        {"decision": "hide", "reason": "\0"},
        {"decision": "pause", "reason": "spam", "hours": "5"},
        {"decision": "pause", "reason": "spam", "hours": "x" * 30},
        {"decision": "edit", "reason": "spam", "body": "x", "revision": "9" * 30},
        {"decision": "mask", "reason": "personal_data", "pieces": "nowhere"},
        {"decision": "hide", "reason": "spam", "statement": "\1"},
    ],
)
def test_nonsense_is_refused_in_words(desk, post, sent):
    item = reported(post)
    assert desk.post(f"/en/review/{item.pk}/", sent).status_code == 422
    item.refresh_from_db()
    assert item.state == "open"


def test_somebody_was_quicker(desk, post, category):
    item = reported(post)
    claim_review(actor=a_role(category.community, AGENT), item=item)
    response = desk.post(f"/en/review/{item.pk}/", {"decision": "approve"})
    assert response.status_code == 409
    assert "is working on this right now" in text_of(response)
    ReviewItem.objects.update(state="decided", claimed_by=None, claimed_until=None)
    response = desk.post(f"/en/review/{item.pk}/", {"decision": "approve", "statement": "Mine"})
    assert response.status_code == 409
    assert "Somebody has decided on this meanwhile." in text_of(response)


def test_an_edit_of_what_changed_meanwhile_is_told(desk, post):
    item = reported(post)
    sent = {"decision": "edit", "reason": "rules", "body": "Better.", "revision": 7}
    response = desk.post(f"/en/review/{item.pk}/", sent)
    assert response.status_code == 409
    assert "Better." in response.content.decode()


def test_an_item_is_claimed_and_left_to_others(desk, post, agent):
    item = reported(post)
    desk.post(f"/en/review/{item.pk}/claim")
    item.refresh_from_db()
    assert item.claimed_by == agent.member
    assert "Leave it to others" in text_of(desk.get(f"/en/review/{item.pk}/"))
    desk.post(f"/en/review/{item.pk}/release")
    item.refresh_from_db()
    assert item.claimed_by is None


def test_looking_changes_nothing(desk, post):
    item = reported(post)
    for path in ("claim", "release", "undo"):
        assert desk.get(f"/en/review/{item.pk}/{path}").status_code == 405
    desk.get(f"/en/review/{item.pk}/")
    item.refresh_from_db()
    assert item.claimed_by is None


def test_deleting_is_proposed_and_confirmed_by_another(desk, post, signed_in, category):
    item = reported(post)
    response = desk.post(f"/en/review/{item.pk}/", {"decision": "delete", "reason": "illegal"})
    assert "Somebody else has to confirm it." in text_of(desk.get(response.url))
    second = signed_in(a_role(category.community, AGENT).member)
    assert "proposes: Delete the post" in text_of(second.get(f"/en/review/{item.pk}/"))
    second.post(f"/en/review/{item.pk}/", {"decision": "delete", "reason": "illegal"})
    post.refresh_from_db()
    assert post.visibility == Post.Visibility.DELETED


def test_the_way_to_the_queue_is_shown_to_those_who_have_something_to_do(
    desk, signed_in, post, category
):
    reported(post)
    assert 'href="/en/review/"' in desk.get("/en/").content.decode()
    assert "/en/review/" not in signed_in(level=2).get("/en/").content.decode()


def test_the_former_page_of_reports_leads_to_the_queue(desk):
    response = desk.get("/en/c/lamps/reports/?state=upheld")
    assert response.url == "/en/c/lamps/review/?kind=flagged&state=decided"


def test_what_was_decided_is_kept_and_shown(desk, post):
    item = reported(post)
    desk.post(f"/en/review/{item.pk}/", {"decision": "approve"})
    words = text_of(desk.get("/en/c/lamps/review/?state=decided"))
    assert "decided by" in words
    assert "Keep the post" in text_of(desk.get(f"/en/review/{item.pk}/"))


@pytest.mark.parametrize(
    "query",
    ["?kind=boil", "?language=\0", "?language=" + "x" * 90, "?done=" + "9" * 40, "?done=x"],
)
def test_what_does_not_exist_is_left_out_of_the_address(desk, post, query):
    reported(post)
    assert desk.get(f"/en/review/{query}").status_code == 200


def test_what_is_no_item_is_not_found(desk, post):
    for number in (reported(post).pk + 1, 2**63 - 1, 10**30):
        assert desk.get(f"/en/review/{number}/").status_code == 404
    assert desk.get("/en/review/?community=nowhere").status_code == 404
    assert desk.get("/en/review/?cursor=x").status_code == 400


def test_visitors_sign_in_and_others_may_not(visitor, signed_in, post):
    item = reported(post)
    for path in ("/en/review/", "/en/c/lamps/review/", f"/en/review/{item.pk}/"):
        assert visitor.get(path).status_code == 302
        assert signed_in(level=2).get(path).status_code == 403


def test_the_queue_costs_the_same_however_much_waits(
    desk, post, translate, django_assert_num_queries
):
    reported(post, note="Publicidad.")
    translate()
    with django_assert_num_queries(QUEUE):
        desk.get("/pl/review/")
    for language in ("de", "en", "ar"):
        reported(a_post(post.thread, language=language, body="Cheap lamps here."), note="Spam.")
    translate()
    with django_assert_num_queries(QUEUE):
        desk.get("/pl/review/")


QUEUE = 9
"""Session, member, memberships, items, counts, what reports say, translations, bell, counter."""


def test_an_item_costs_the_same_however_long_its_thread(desk, post, django_assert_num_queries):
    item = reported(post)
    with django_assert_num_queries(ITEM):
        desk.get(f"/pl/review/{item.pk}/")
    for _number in range(5):
        a_post(post.thread)
    with django_assert_num_queries(ITEM):
        desk.get(f"/pl/review/{item.pk}/")


ITEM = 15
"""As the queue, and what was said around it, and who wrote it."""
