"""What newcomers see of what is not open to them yet: the way to it."""

import pytest

from accounts.models import Membership
from tests.builders import a_post, a_role, a_thread
from tests.frontend.pages.conftest import fields_of, path_of, see, text_of

pytestmark = pytest.mark.django_db

FIRST_STEP = "One accepted answer is enough."


@pytest.fixture
def post(category):
    return a_post(a_thread(category=category))


def test_who_may_not_vote_yet_comes_back_to_the_post_and_reads_from_when_on(signed_in, post):
    client = signed_in()
    answer = client.post("/en/mark", {"mark": f"{post.pk}-up"}, headers={"accept": "text/html"})
    page = client.get(answer.headers["Location"], follow=True)
    assert f"You can vote from level 1 on. {FIRST_STEP}" in text_of(page)


def test_the_script_is_told_the_same(signed_in, post):
    answer = signed_in().post("/en/mark", {"mark": f"{post.pk}-up"}, headers={"accept": "*/json"})
    assert answer.status_code == 403
    assert answer.json()["message"] == f"You can vote from level 1 on. {FIRST_STEP}"


def test_newcomers_have_the_buttons_and_the_form_for_answers_only(signed_in, post):
    html = see(signed_in(), path_of(post.thread)).content.decode()
    assert "may-vote" in html
    assert '<option value="comment"' not in html
    assert (
        '<option value="comment"' in see(signed_in(level=1), path_of(post.thread)).content.decode()
    )


def test_a_comment_that_is_not_open_yet_is_refused_and_not_lost(signed_in, category):
    thread = a_thread(category=category, kind="discussion")
    client, path = signed_in(), f"/en/t/{thread.pk}/reply"
    data = fields_of(client.get(path)) | {"body": "So do I, every evening."}
    answer = client.post(path, data)
    assert answer.status_code == 403
    assert FIRST_STEP in text_of(answer)
    assert "So do I, every evening." in answer.content.decode()


def test_in_discussions_of_others_newcomers_read_what_they_need(signed_in, category):
    thread = a_thread(category=category, kind="discussion")
    page = text_of(see(signed_in(), path_of(thread)))
    assert f"You can comment in threads of others from level 1 on. {FIRST_STEP}" in page


def test_who_is_paused_is_told_nothing_of_levels(signed_in, category):
    thread = a_thread(category=category, kind="discussion")
    paused = a_role(category.community, state=Membership.State.PAUSED)
    page = text_of(see(signed_in(paused.member), path_of(thread)))
    assert "You cannot write in this thread." in page


def test_the_page_of_translations_says_from_when_on_one_proposes(signed_in, post):
    answer = signed_in().get(f"/en/p/{post.pk}/translation/")
    assert answer.status_code == 403
    assert f"You can propose translations from level 1 on. {FIRST_STEP}" in text_of(answer)
    assert signed_in(post.author).get(f"/en/p/{post.pk}/translation/").status_code == 200
