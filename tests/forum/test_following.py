"""Levels for threads, tags, categories and members: chosen, by default, and put together."""

import pytest

from accounts.permissions import VISITOR
from core import outbox
from core.errors import InvalidInput, NotFound, NotSignedIn
from forum.actions import set_subscription
from forum.levels import effective_level
from forum.models import Subscription, Tag, ThreadTag
from forum.queries import chosen_level, followers_of, levels_for, subscriptions_of
from tests.builders import a_category, a_community, a_post, a_thread, an_actor
from translation.actions import write_text

pytestmark = pytest.mark.django_db


def a_tag(community):
    name = write_text(source="wlan", format="plain", community=community, author=None)
    return Tag.objects.create(community=community, slug="wlan", name=name)


def level_in(thread, actor, **how):
    return levels_for([actor.id], thread, **how)[actor.id]


def test_a_level_is_kept_and_can_be_changed():
    reader, thread = an_actor(), a_thread()
    set_subscription(actor=reader, level="watching", thread=thread)
    set_subscription(actor=reader, level="muted", thread=thread)
    assert chosen_level(reader, thread=thread) == "muted"
    assert Subscription.objects.filter(member=reader.member).count() == 1


@pytest.mark.parametrize("level", ["", "loud", "WATCHING", "watching\0"])
def test_a_level_that_there_is_not_is_refused(level):
    with pytest.raises(InvalidInput):
        set_subscription(actor=an_actor(), level=level, thread=a_thread())


def test_exactly_one_thing_is_followed_and_never_oneself():
    reader, thread = an_actor(), a_thread()
    for targets in (
        {},
        {"thread": thread, "category": thread.category},
        {"author": reader.member},
    ):
        with pytest.raises(InvalidInput):
            set_subscription(actor=reader, level="watching", **targets)


def test_only_what_may_be_seen_can_be_followed():
    hidden = a_category(a_community(visibility="members"))
    thread = a_thread(category=hidden, actor=an_actor(is_superuser=True))
    tag = a_tag(hidden.community)
    gone = an_actor().member
    gone.is_active = False
    gone.save()
    for target in ({"thread": thread}, {"category": hidden}, {"tag": tag}, {"author": gone}):
        with pytest.raises(NotFound):
            set_subscription(actor=an_actor(), level="watching", **target)
    with pytest.raises(NotSignedIn):
        set_subscription(actor=VISITOR, level="watching", thread=thread)


def test_who_asks_watches_and_who_writes_tracks():
    asker, helper = an_actor(), an_actor()
    thread = a_thread(actor=asker)
    a_post(thread, actor=helper)
    outbox.dispatch()
    assert chosen_level(asker, thread=thread) == "watching"
    assert chosen_level(helper, thread=thread) == "tracking"


def test_what_a_member_chose_outlives_writing():
    helper, thread = an_actor(), a_thread()
    set_subscription(actor=helper, level="normal", thread=thread)
    a_post(thread, actor=helper)
    outbox.dispatch()
    assert chosen_level(helper, thread=thread) == "normal"


@pytest.mark.parametrize(
    ("chosen", "level"),
    [
        ({}, "normal"),
        ({"owns": True}, "watching"),
        ({"owns": True, "of_thread": "muted"}, "muted"),
        ({"of_thread": "tracking", "of_places": ["muted"]}, "tracking"),
        ({"of_places": ["watching"], "opening": True}, "watching"),
        ({"of_places": ["watching"]}, "tracking"),
        ({"of_places": ["muted", "watching"], "opening": True}, "watching"),
        ({"of_places": ["normal", "muted"]}, "muted"),
        ({"of_author": "watching"}, "watching"),
        ({"of_author": "watching", "of_thread": "muted"}, "muted"),
        ({"of_author": "muted", "of_thread": "watching", "owns": True}, "muted"),
        ({"of_author": "tracking"}, "tracking"),
    ],
)
def test_levels_are_put_together(chosen, level):
    assert effective_level(**chosen) == level


def test_levels_come_from_thread_category_tag_and_author_in_one_query(django_assert_num_queries):
    parent = a_category()
    child = a_category(parent.community, parent=parent)
    author = an_actor()
    thread = a_thread(category=child, actor=author)
    tag = a_tag(parent.community)
    ThreadTag.objects.create(thread=thread, tag=tag)
    of_thread, of_parent, of_tag, of_author, nobody = (an_actor() for _ in range(5))
    set_subscription(actor=of_thread, level="muted", thread=thread)
    set_subscription(actor=of_parent, level="watching", category=parent)
    set_subscription(actor=of_tag, level="tracking", tag=tag)
    set_subscription(actor=of_author, level="watching", author=author.member)
    everybody = [of_thread, of_parent, of_tag, of_author, nobody, author]
    with django_assert_num_queries(1):
        found = levels_for(
            [actor.id for actor in everybody], thread, author_id=author.id, opening=True
        )
    assert [found[actor.id] for actor in everybody] == [
        "muted",
        "watching",
        "tracking",
        "watching",
        "normal",
        "watching",
    ]


def test_followers_are_all_who_chose_anything_and_the_author(django_assert_num_queries):
    thread, watcher = a_thread(), an_actor()
    an_actor()
    set_subscription(actor=watcher, level="watching", thread=thread)
    with django_assert_num_queries(1):
        found = followers_of(thread)
    assert found == {watcher.id: "watching", thread.author_id: "watching"}


def test_a_watched_category_tells_of_new_threads_only():
    reader, thread = an_actor(), a_thread()
    set_subscription(actor=reader, level="watching", category=thread.category)
    assert level_in(thread, reader, opening=True) == "watching"
    assert level_in(thread, reader) == "tracking"


def test_what_one_follows_is_listed_by_kind_latest_first(django_assert_num_queries):
    reader = an_actor()
    threads = [a_thread() for _ in range(3)]
    for thread in threads:
        set_subscription(actor=reader, level="watching", thread=thread)
    set_subscription(actor=reader, level="muted", category=threads[0].category)
    with django_assert_num_queries(1):
        found = [row.thread for row in subscriptions_of(reader, "thread").items]
    assert found == threads[::-1]
    assert len(subscriptions_of(reader, "category").items) == 1
    assert subscriptions_of(reader, "tag").items == []


def test_what_may_be_seen_no_more_is_left_out_of_the_list():
    reader, thread = an_actor(), a_thread()
    set_subscription(actor=reader, level="watching", thread=thread)
    thread.category.visibility = "staff"
    thread.category.save()
    assert subscriptions_of(reader, "thread").items == []
