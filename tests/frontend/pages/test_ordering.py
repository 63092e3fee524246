"""Tools for threads on their pages, without a script."""

import pytest

from accounts.models import Membership
from forum.actions.merging import merge_threads
from forum.actions.slowing import slow_down
from forum.models import Post, ReviewItem, Thread, ThreadMerge
from tests.builders import a_category, a_member, a_post, a_role, a_thread
from tests.frontend.pages.conftest import path_of, see, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread(category):
    return a_thread(category=category, title="A lamp hums")


@pytest.fixture
def agent(category):
    return a_role(category.community, Membership.Role.AGENT)


@pytest.fixture
def moderator(category):
    return a_role(category.community, level=5)


@pytest.fixture
def as_moderator(signed_in, moderator):
    return signed_in(moderator.member)


@pytest.fixture
def as_agent(signed_in, agent):
    return signed_in(agent.member)


def tool(thread, name):
    return f"/en/t/{thread.pk}/tools/{name}/"


def test_a_super_user_locks_for_some_hours(as_moderator, thread):
    page = see(as_moderator, tool(thread, "lock")).content.decode()
    assert "for 24 hours" in page and "until somebody unlocks it" not in page
    answer = as_moderator.post(tool(thread, "lock"), {"choice": "4"}, follow=True)
    assert "This thread is locked" in text_of(answer)
    assert Thread.objects.get().locked_until is not None


@pytest.mark.parametrize("choice", ["0", "25", "", "many", "٤", "9" * 30])
def test_what_cannot_be_chosen_is_refused(as_moderator, thread, choice):
    answer = as_moderator.post(tool(thread, "lock"), {"choice": choice})
    assert answer.status_code == 422
    assert not Thread.objects.get().locked


def test_staff_slows_a_thread_down(as_agent, thread):
    answer = as_agent.post(tool(thread, "slow"), {"choice": "300"}, follow=True)
    assert "one post of each member every 5 minutes" in text_of(answer)


def test_who_has_to_wait_loses_nothing(signed_in, thread, agent):
    slow_down(actor=agent, thread=thread, seconds=300)
    member = a_member()
    client = signed_in(member)
    sent = {"kind": "answer", "body": "Turn it off and on again."}
    key = "2ad8dd6e-3c22-4c0b-9cb0-6a8f6a1e8a1"
    client.post(f"/en/t/{thread.pk}/reply", {**sent, "key": f"{key}0"})
    answer = client.post(
        f"/en/t/{thread.pk}/reply", {**sent, "body": "And wait a little.", "key": f"{key}1"}
    )
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 290
    words = text_of(answer)
    assert "slow mode" in words and "5 minutes" in words and "And wait a little." in words


def test_a_hidden_thread_is_shown_again(as_moderator, client, thread):
    as_moderator.post(tool(thread, "hide"), {"choice": "off_topic"})
    assert client.get(f"/en/t/{thread.pk}/").status_code == 404
    assert "Hidden" in text_of(see(as_moderator, path_of(thread)))
    as_moderator.post(f"/en/t/{thread.pk}/tools/show")
    assert client.get(f"/en/t/{thread.pk}/", follow=True).status_code == 200


def test_nobody_is_offered_to_show_his_own_thread_again(signed_in, category, as_agent):
    author = a_role(category.community, level=5)
    thread = a_thread(actor=author, category=category)
    as_agent.post(tool(thread, "hide"), {"choice": "off_topic"})
    theirs = signed_in(author.member)
    assert "Show again" not in text_of(see(theirs, path_of(thread)))
    assert theirs.post(f"/en/t/{thread.pk}/tools/show").status_code == 403
    assert "Show again" in text_of(see(as_agent, path_of(thread)))


def test_a_thread_is_moved_and_others_reading_it_is_confirmed(as_agent, category, thread):
    inner = a_category(category.community, visibility="staff")
    page = see(as_agent, tool(thread, "move"))
    assert "fewer people read it there" in text_of(page)
    answer = as_agent.post(tool(thread, "move"), {"choice": inner.pk})
    assert answer.status_code == 409
    assert 'name="confirmed"' in answer.content.decode()
    answer = as_agent.post(tool(thread, "move"), {"choice": inner.pk, "confirmed": "yes"})
    assert answer.status_code == 302
    assert Thread.objects.get().category == inner


def test_a_thread_is_merged_by_the_address_of_the_other_and_parted_again(
    as_moderator, category, thread
):
    other = a_thread(category=category, title="The lamp makes noise")
    answer = as_moderator.post(
        tool(thread, "merge"), {"target": f"https://forum.example/de/t/{other.pk}/x/?post=1"}
    )
    assert (answer.status_code, answer["Location"]) == (302, f"/en/t/{other.pk}/")
    merge = ThreadMerge.objects.get()
    assert "A lamp hums" in text_of(see(as_moderator, tool(other, "merges")))
    answer = as_moderator.post(f"/en/t/{other.pk}/tools/merges/{merge.pk}/undo")
    assert answer["Location"] == f"/en/t/{thread.pk}/"
    assert Post.objects.filter(thread=thread).count() == 1


@pytest.mark.parametrize("target", ["", "nothing", "999999", "9" * 40, "t/", "\0"])
def test_without_another_thread_nothing_is_merged(as_moderator, thread, target):
    answer = as_moderator.post(tool(thread, "merge"), {"target": target})
    assert answer.status_code == 422
    assert "There is no thread with this address" in text_of(answer)


def test_alike_threads_are_offered(as_moderator, category, thread):
    other = a_thread(category=category, title="A lamp hums loudly")
    page = see(as_moderator, tool(thread, "merge")).content.decode()
    assert f'value="{other.pk}"' in page


def test_a_helper_proposes(signed_in, category, thread):
    other = a_thread(category=category)
    client = signed_in(a_role(category.community, level=3).member)
    assert "Propose to merge" in text_of(see(client, path_of(thread)))
    client.post(tool(thread, "propose"), {"target": str(other.pk)})
    assert ReviewItem.objects.get().kind == "merge"


def test_posts_become_a_thread_and_a_note_leads_there(as_moderator, client, thread):
    _stays, goes = a_post(thread), a_post(thread, body="By the way, the door creaks.")
    page = see(as_moderator, tool(thread, "split")).content.decode()
    assert "By the way" in page and page.count('name="post"') == 2
    sent = {"title": "The door creaks", "post": [goes.pk]}
    answer = as_moderator.post(tool(thread, "split"), sent)
    new = Thread.objects.get(split_of__source=thread)
    assert answer["Location"] == f"/en/t/{new.pk}/"
    page = see(client, path_of(thread)).content.decode()
    assert page.count("<article") == 2
    assert f'<a href="/en/t/{new.pk}/" lang="en" dir="ltr">The door creaks</a>' in page


def test_a_split_without_title_keeps_what_was_chosen(as_moderator, thread):
    post = a_post(thread)
    answer = as_moderator.post(tool(thread, "split"), {"title": " ", "post": [post.pk, "x"]})
    assert answer.status_code == 422
    assert f'value="{post.pk}" checked' in answer.content.decode()


def test_nobody_is_accused_by_a_slip(as_moderator, thread):
    page = see(as_moderator, tool(thread, "hide")).content.decode()
    assert "checked" not in page and 'value="fine"' not in page
    for choice in ("", "fine"):
        assert as_moderator.post(tool(thread, "hide"), {"choice": choice}).status_code == 422
    assert Thread.objects.get().visibility == Thread.Visibility.PUBLIC


@pytest.mark.parametrize("name", ["lock", "slow", "hide", "move", "merge", "merges", "split"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_others_have_none_of_the_tools(signed_in, category, thread, name, method):
    client = signed_in(a_role(category.community, level=4).member)
    assert getattr(client, method)(tool(thread, name)).status_code == 403


@pytest.mark.parametrize("name", ["lock", "merge", "propose", "split"])
def test_visitors_are_asked_to_sign_in(client, thread, name):
    answer = client.get(tool(thread, name))
    assert answer.status_code == 302 and "login" in answer["Location"]


def test_getting_a_page_changes_nothing(as_moderator, category, thread):
    other = a_thread(category=category)
    merge = merge_threads(actor=a_role(category.community, level=5), source=other, target=thread)
    answer = as_moderator.get(f"/en/t/{thread.pk}/tools/merges/{merge.pk}/undo")
    assert answer.status_code == 405
    assert as_moderator.get(f"/en/t/{thread.pk}/tools/show").status_code == 405
