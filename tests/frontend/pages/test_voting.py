"""Votes, confirmations and polls on the page of a thread, with and without its script."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.queries import actor_for
from forum.actions import (
    PollDraft,
    close_poll,
    confirm_answer,
    lock_from_changes,
    open_poll,
    vote,
    vote_poll,
)
from forum.models import Confirmation, Post, Vote
from tests.builders import a_post, a_regular, a_role, a_thread, an_actor
from tests.frontend.pages.conftest import fields_of, path_of, see, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(category):
    return a_post(a_thread(category=category))


@pytest.fixture
def poll(post):
    return open_poll(
        actor=actor_for(post.author), post=post, draft=PollDraft(["Red light", "Green light"])
    )


def press(client, post, deed, **more):
    headers = {"accept": more.pop("accept", "text/html")}
    return client.post("/en/mark", {"mark": f"{post.pk}-{deed}", **more}, headers=headers)


def pressed(page, post):
    """The buttons of a post that look pressed."""
    html = page.content.decode()
    votes = re.search(rf'<div class="votes" data-votes="{post.pk}".*?</div>', html, re.DOTALL)[0]
    return re.findall(r'data-deed="([a-z]+)" aria-pressed="true"', votes)


def test_a_member_votes_without_javascript_and_sees_it(signed_in, post):
    client = signed_in(level=2)
    answer = press(client, post, "up")
    assert answer.headers["Location"].endswith(f"#post-{post.pk}")
    assert Post.objects.get(pk=post.pk).score == 1
    page = see(client, path_of(post.thread))
    assert pressed(page, post) == ["up"]
    assert f'value="{post.pk}-none"' in page.content.decode()
    press(client, post, "none")
    assert pressed(see(client, path_of(post.thread)), post) == []


def test_what_one_pressed_nobody_else_sees(signed_in, visitor, post):
    press(signed_in(level=2), post, "up")
    for client in (signed_in(level=2), visitor):
        assert pressed(see(client, path_of(post.thread)), post) == []


def test_why_a_post_is_not_useful_is_asked_on_a_page(signed_in, post):
    client = signed_in(level=2)
    page = press(client, post, "down")
    assert "Why is this post not useful?" in text_of(page)
    assert not Vote.objects.exists()
    press(client, post, "down", reason="outdated")
    assert Vote.objects.get().reason == "outdated"
    assert pressed(see(client, path_of(post.thread)), post) == ["down"]


def test_solved_for_me_too(signed_in, post):
    client = signed_in(level=2)
    press(client, post, "too")
    assert Confirmation.objects.count() == 1
    assert pressed(see(client, path_of(post.thread)), post) == ["too"]
    press(client, post, "not-too")
    assert not Confirmation.objects.exists()


def test_the_script_is_told_the_new_counts(signed_in, post):
    vote(actor=a_regular(), post=post, value=1)
    confirm_answer(actor=an_actor(), post=post)
    answer = press(signed_in(level=2), post, "up", accept="application/json")
    assert answer.json() == {"score": 2, "confirmations": 1}


def test_the_script_is_told_what_is_wrong(signed_in, post):
    answer = press(signed_in(post.author), post, "up", accept="application/json")
    assert answer.status_code == 403
    assert answer.json() == {"message": "You cannot judge what you wrote yourself."}


def test_who_is_refused_comes_back_to_the_post_and_reads_why(signed_in, category, post):
    lock_from_changes(actor=a_role(category.community, "agent"), thread=post.thread)
    client = signed_in(level=2)
    page = client.get(press(client, post, "up").headers["Location"], follow=True)
    assert "This thread is locked: nothing in it can be changed." in text_of(page)


def test_a_visitor_sees_the_points_and_no_buttons(visitor, post):
    vote(actor=a_regular(), post=post, value=1)
    html = see(visitor, path_of(post.thread)).content.decode()
    assert 'data-score="1"' in html
    assert 'id="mark"' not in html and "may-vote" not in html
    assert "/accounts/login/" in press(visitor, post, "up").headers["Location"]


def test_in_a_locked_thread_members_have_no_buttons(signed_in, category, post):
    lock_from_changes(actor=a_role(category.community, "agent"), thread=post.thread)
    html = see(signed_in(level=2), path_of(post.thread)).content.decode()
    assert "may-vote" not in html


@pytest.mark.parametrize(
    "said", ["", "up", "1-", "x-up", "1-nonsense", f"{'9' * 16}-up", "1-up\0", "١-up"]
)
def test_a_button_that_is_none_changes_nothing(signed_in, said):
    assert signed_in(level=2).post("/en/mark", {"mark": said}).status_code == 422


def test_a_post_that_is_not_there_takes_no_vote(signed_in):
    assert signed_in(level=2).post("/en/mark", {"mark": "999999-up"}).status_code == 404


def test_what_was_pressed_is_told_to_the_script_apart_from_the_posts(signed_in, post, poll):
    member = a_regular().member
    actor = actor_for(member)
    vote(actor=actor, post=post, value=1)
    option = poll.options.last().pk
    vote_poll(actor=actor, post=post, options=[option])
    client = signed_in(member)
    html = see(client, path_of(post.thread)).content.decode()
    told = json.loads(re.search(r'<script id="viewer"[^>]*>(.*?)</script>', html)[1])
    expected = {"vote": 1, "confirmed": False, "options": [option]}
    assert told["marks"] == {str(post.pk): expected}
    later = client.get(f"/en/t/{post.thread_id}/viewer?posts={post.pk}").json()
    assert later["marks"] == {str(post.pk): expected}


def test_a_member_takes_part_in_a_poll_without_javascript(signed_in, post, poll):
    red, green = (str(option.pk) for option in poll.options.all())
    client = signed_in(level=2)
    page = see(client, path_of(post.thread))
    assert f'name="poll-{post.pk}" value="{red}"' in page.content.decode()
    press(client, post, "poll", **{f"poll-{post.pk}": [green]})
    html = see(client, path_of(post.thread)).content.decode()
    assert f'name="poll-{post.pk}" value="{green}" checked' in html
    assert f'data-poll="{post.pk}" data-voted' in html and "100%" in html
    press(client, post, "no-poll")
    assert "data-voted" not in see(client, path_of(post.thread)).content.decode()


def test_voting_for_nothing_is_told(signed_in, post, poll):
    client = signed_in(level=2)
    page = client.get(press(client, post, "poll").headers["Location"], follow=True)
    assert "Choose an option first." in text_of(page)


def test_an_ended_poll_shows_what_came_of_it(signed_in, post, poll):
    close_poll(actor=actor_for(post.author), post=post)
    page = see(signed_in(level=2), path_of(post.thread))
    assert "This poll has ended." in text_of(page)
    assert f'name="poll-{post.pk}"' not in page.content.decode()


def ending(post):
    return f"/en/p/{post.pk}/poll/end/"


@pytest.mark.parametrize("role", ["author", "agent"])
def test_author_and_staff_end_a_poll_after_being_asked(signed_in, post, poll, role):
    member = post.author if role == "author" else a_role(post.thread.community, role).member
    client = signed_in(member)
    assert f'href="{ending(post)}"' in see(client, path_of(post.thread)).content.decode()
    assert "End this poll now?" in text_of(client.get(ending(post)))
    poll.refresh_from_db()
    assert poll.closes is None
    page = client.post(ending(post), follow=True)
    assert "This poll has ended." in text_of(page)
    assert ending(post) not in page.content.decode()


def test_others_are_not_offered_to_end_a_poll_and_cannot(signed_in, visitor, post, poll):
    client = signed_in(level=2)
    assert ending(post) not in see(client, path_of(post.thread)).content.decode()
    assert [client.get(ending(post)).status_code, client.post(ending(post)).status_code] == [
        403
    ] * 2
    assert visitor.get(ending(post)).status_code == 302
    poll.refresh_from_db()
    assert poll.closes is None


def test_a_poll_that_has_ended_meanwhile_is_only_shown(signed_in, post, poll):
    client = signed_in(post.author)
    close_poll(actor=actor_for(post.author), post=post)
    for answer in (client.get(ending(post)), client.post(ending(post))):
        assert answer.headers["Location"].endswith(f"#post-{post.pk}")


def test_a_post_without_a_poll_has_none_to_end(signed_in, post):
    client = signed_in(post.author)
    assert ending(post) not in see(client, path_of(post.thread)).content.decode()
    assert client.post(ending(post)).status_code == 404


def test_an_author_hears_that_his_thread_was_locked_before_the_poll_ended(signed_in, post, poll):
    client = signed_in(post.author)
    lock_from_changes(actor=a_role(post.thread.community, "agent"), thread=post.thread)
    assert "locked" in text_of(client.post(ending(post), follow=True))
    poll.refresh_from_db()
    assert poll.closes is None


def test_options_are_read_in_the_language_of_the_page(visitor, translate, category, post):
    a_post(post.thread, actor=an_actor("de"), language="de", body="Ich lese das auf Deutsch.")
    open_poll(actor=actor_for(post.author), post=post, draft=PollDraft(["Red lamp", "Green lamp"]))
    translate()
    html = see(visitor, path_of(post.thread, "de")).content.decode()
    option = re.search(r'<label class="poll__choice">.*?</label>', html, re.DOTALL)[0]
    assert 'class="text__shown" lang="de"' in option
    assert 'class="text__original" lang="en" dir="ltr">Red lamp' in option


def test_a_reply_can_hold_a_poll(signed_in, category):
    thread = a_thread(category=category)
    client = signed_in(level=2)
    data = {"body": "Which one is it?", "key": "0b6c5a2e-6f0b-4a43-8f0e-4b8a52a1c8f1"}
    poll = {"poll_options": "Red\nGreen\n\n", "poll_multiple": "on"}
    answer = client.post(f"/en/t/{thread.pk}/reply", data | poll)
    assert answer.status_code == 302
    post = thread.posts.last()
    assert [option.text.source for option in post.poll.options.all()] == ["Red", "Green"]
    assert post.poll.multiple


@pytest.mark.parametrize(
    ("poll", "words"),
    [
        ({"poll_options": "Only one"}, "A poll has 2 to 10 options."),
        ({"poll_options": "A\nB", "poll_closes": "2001-01-01T10:00"}, "passed already"),
        ({"poll_options": "A\nB", "poll_closes": "tomorrow"}, "Choose a day and a time."),
        ({"poll_options": "", "poll_multiple": "on"}, "A poll has 2 to 10 options."),
        ({"poll_options": "A\nB", "poll_closes": "9999-12-31T23:59"}, "within ten years"),
    ],
)
def test_what_is_wrong_with_a_poll_is_said_and_nothing_typed_is_lost(
    signed_in, category, poll, words
):
    thread = a_thread(category=category)
    data = {"body": "Which one is it?", "key": "0b6c5a2e-6f0b-4a43-8f0e-4b8a52a1c8f2"}
    answer = signed_in(level=2).post(f"/en/t/{thread.pk}/reply", data | poll)
    assert answer.status_code == 422
    assert words in text_of(answer) and "Which one is it?" in answer.content.decode()
    assert thread.posts.count() == 1


def test_any_number_of_polls_takes_one_query_more(signed_in, category):
    author, client = an_actor(), signed_in(level=2)
    thread = a_thread(category=category)
    posts = [a_post(thread, actor=author) for _ in range(6)]
    path = see(client, path_of(thread)).redirect_chain[-1][0]

    def cost():
        client.get(path)
        with CaptureQueriesContext(connection) as caught:
            html = client.get(path).content.decode()
        return len(caught), html.count('class="poll"')

    without, none = cost()
    for post in posts:
        open_poll(actor=author, post=post, draft=PollDraft(["Red", "Green"]))
    assert none == 0
    assert cost() == (without + 1, 6)


def test_a_thread_can_be_opened_with_a_poll(signed_in, category):
    client = signed_in(level=2)
    data = {
        "kind": "discussion",
        "category": str(category.pk),
        "title": "Which lamp do you like?",
        "body": "Tell me which lamp you like.",
        "language": "en",
        "poll_options": "Red\nGreen",
    }
    form = fields_of(client.get("/en/ask/", {"title": "Which lamp do you like?"}))
    assert client.post("/en/ask/", form | data).status_code == 302
    assert Post.objects.get(kind="opening").poll.options.count() == 2
