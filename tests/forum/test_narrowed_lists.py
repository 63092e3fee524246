"""Lists narrowed by place, tag, product, kind, country, language, and by who reads."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.permissions import VISITOR
from core import outbox
from forum.actions import Details, correct_title_language, create_product, create_tag, open_thread
from forum.models import Category, Post, Subscription, Thread, ThreadRead, Visit
from forum.queries import pinned_for, threads_for, unread_in
from forum.queries.narrowing import RARE_TAG_THREADS
from forum.queries.unread import COUNTED_MAX
from tests.builders import a_category, a_community, a_post, a_regular, a_thread, an_actor
from translation.actions import correct_language
from translation.models import Text

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return a_category(kinds=["question", "discussion", "idea"])


def listed(actor=VISITOR, **wanted):
    return threads_for(actor, **wanted).items


def opened(category, *, country="", **details):
    return open_thread(
        actor=an_actor(),
        community=category.community,
        category=category,
        kind="question",
        title="The router drops the connection",
        body="It happens every evening.",
        language="en",
        country=country,
        details=Details(**details),
    )


def test_a_category_holds_the_threads_of_all_below_it_at_any_depth(category):
    child = a_category(category.community, parent=category)
    grandchild = a_category(category.community, parent=child)
    threads = [a_thread(category=place) for place in (category, child, grandchild)]
    a_thread(category=a_category(category.community))
    assert listed(category=category) == threads[::-1]
    assert listed(category=child) == threads[:0:-1]


@pytest.mark.parametrize("counted", [1, RARE_TAG_THREADS])
def test_a_tag_lists_its_threads_be_they_few_or_many(category, counted):
    tag = create_tag(community=category.community, name="Wi-Fi", language="en")
    thread = opened(category, tags=["wi-fi"])
    opened(category)
    tag.threads_count = counted
    assert listed(tag=tag) == [thread]


def test_a_product_lists_its_threads(category):
    product = create_product(community=category.community, name="Aurora", language="en")
    thread = opened(category, product=product)
    opened(category)
    assert listed(product=product) == [thread]


def test_kind_and_country_narrow_a_list(category):
    idea = a_thread(category=category, kind="idea")
    swiss = opened(category, country="ch")
    assert listed(kind="idea") == [idea]
    assert listed(country="CH") == [swiss]


def test_a_language_includes_its_regions(category):
    brazilian = a_thread(category=category, language="pt-BR")
    a_thread(category=category, language="es")
    assert listed(language="pt") == [brazilian]


def test_lists_by_language_follow_who_corrects_the_title(category):
    author = an_actor()
    thread = a_thread(category=category, actor=author, language="en")
    correct_title_language(actor=author, thread=thread, language="nl")
    assert (listed(language="en"), listed(language="nl")) == ([], [thread])


def test_lists_by_language_follow_corrections_made_elsewhere(category):
    thread = a_thread(category=category, language="en")
    correct_language(text=thread.title, language="nl")
    outbox.dispatch()
    assert listed(language="nl") == [thread]


def test_a_question_with_comments_only_is_unanswered(category):
    answered, commented = a_thread(category=category), a_thread(category=category)
    a_post(answered, kind="answer")
    a_post(commented, kind="comment")
    assert listed(show="unanswered") == [commented]
    assert set(listed(show="unsolved")) == {answered, commented}


def test_discussions_wait_for_no_answer(category):
    a_thread(category=category, kind="discussion")
    assert listed(show="unanswered") == listed(show="unsolved") == []


def test_what_is_closed_waits_for_no_answer(category):
    thread = a_thread(category=category)
    Thread.objects.filter(pk=thread.pk).update(closed=True)
    assert listed(show="unanswered") == []


def follow(actor, thread, level):
    Subscription.objects.create(member=actor.member, thread=thread, level=level)


def test_members_follow_what_they_opened_watch_or_track(category):
    actor = an_actor()
    own = a_thread(category=category, actor=actor)
    watched, tracked, normal, other = (a_thread(category=category) for _ in range(4))
    for thread, level in ((watched, "watching"), (tracked, "tracking"), (normal, "normal")):
        follow(actor, thread, level)
    assert set(listed(actor, show="following")) == {own, watched, tracked}
    assert other not in listed(actor, show="following")


def test_who_mutes_his_own_thread_follows_it_no_more(category):
    actor = an_actor()
    follow(actor, a_thread(category=category, actor=actor), "muted")
    assert listed(actor, show="following") == []


def test_visitors_follow_nothing_and_have_no_last_visit(category):
    a_thread(category=category)
    assert listed(show="following") == listed(show="new") == []


@pytest.fixture
def back(category):
    """A member who was here an hour ago."""
    actor, now = a_regular(), timezone.now()
    Visit.objects.create(member=actor.member, before=now - timedelta(hours=1), seen=now)
    return actor


def long_ago(thread):
    moment = timezone.now() - timedelta(days=2)
    Thread.objects.filter(pk=thread.pk).update(created=moment, last_activity=moment)
    thread.refresh_from_db()
    return thread


def read(actor, thread, number):
    ThreadRead.objects.create(member=actor.member, thread=thread, number=number)


def test_new_is_what_happened_since_the_last_visit_and_was_not_read(category, back):
    long_ago(a_thread(category=category))
    revived = long_ago(a_thread(category=category))
    a_post(revived)
    seen = a_thread(category=category)
    read(back, seen, seen.last_number)
    assert listed(back, show="new") == [revived]


def test_unread_posts_of_others_are_counted_by_thread(category, back):
    thread = a_thread(category=category)
    read(back, thread, 1)
    a_post(thread)
    a_post(thread, actor=back, kind="comment")
    a_post(thread)
    assert unread_in(back, listed(back))[thread.pk].posts == 2


def test_counting_unread_posts_ends_somewhere(category, back):
    thread = a_thread(category=category)
    read(back, thread, 1)
    sample = a_post(thread)
    texts = Text.objects.bulk_create(
        Text(**_columns_of(sample.body)) for _ in range(COUNTED_MAX + 10)
    )
    Post.objects.bulk_create(
        Post(thread=thread, number=number, kind="answer", body=text)
        for number, text in enumerate(texts, start=sample.number + 1)
    )
    Thread.objects.update(last_number=sample.number + len(texts))
    assert unread_in(back, listed(back))[thread.pk].posts == COUNTED_MAX + 1


def _columns_of(text):
    return {field.attname: getattr(text, field.attname) for field in Text._meta.fields[1:]}


def test_a_thread_that_came_up_since_the_last_visit_is_new(category, back):
    fresh, old = a_thread(category=category), long_ago(a_thread(category=category))
    found = unread_in(back, [fresh, old])
    assert found[fresh.pk].is_new and old.pk not in found


def test_nobodys_own_thread_is_new_to_her(category, back):
    assert unread_in(back, [a_thread(category=category, actor=back)]) == {}


def test_visitors_have_read_nothing(category):
    assert unread_in(VISITOR, [a_thread(category=category)]) == {}


def test_the_oldest_come_last_by_age_whatever_happens(category):
    threads = [a_thread(category=category) for _ in range(3)]
    a_post(threads[0])
    assert listed(order="newest") == threads[::-1]


def test_pinned_threads_are_those_of_the_place(category):
    here, elsewhere = a_thread(category=category), a_thread()
    Thread.objects.update(pinned=True)
    assert pinned_for(VISITOR, category=category) == [here]
    assert set(pinned_for(VISITOR)) == {here, elsewhere}


def test_narrowing_shows_nothing_that_is_not_for_the_reader(category):
    a_thread(category=category)
    Category.objects.update(visibility="staff")
    assert listed(community=category.community) == listed(kind="question") == []
    assert pinned_for(VISITOR) == []


NARROWINGS = [
    {},
    {"order": "newest"},
    {"kind": "question"},
    {"language": "en"},
    {"country": "DE"},
    {"show": "unanswered"},
    {"show": "unsolved"},
    {"state": "solved"},
]


def plan_of(read):
    """How SQLite reads the threads of a list."""
    if connection.vendor != "sqlite":
        pytest.skip("another database plans by what the tables hold")
    with CaptureQueriesContext(connection) as caught:
        read()
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + caught[-1]["sql"])
        return " / ".join(row[3] for row in cursor.fetchall())


@pytest.mark.parametrize("wanted", NARROWINGS)
def test_every_list_is_read_along_an_index(wanted):
    community = a_community()
    for place in ({}, {"community": community}):
        plan = plan_of(lambda place=place: threads_for(VISITOR, **place, **wanted))
        assert "TEMP B-TREE" not in plan, plan


def test_a_branch_of_categories_is_read_along_an_index(category):
    a_category(category.community, parent=category)
    plan = plan_of(lambda: threads_for(VISITOR, category=category))
    assert "thread_latest_community" in plan and "TEMP B-TREE" not in plan


def test_what_is_pinned_is_found_by_itself(category):
    plan = plan_of(lambda: pinned_for(VISITOR, community=category.community))
    assert "USING INDEX thread_pinned " in plan
    assert "USING INDEX thread_pinned_anywhere" in plan_of(lambda: pinned_for(VISITOR))


def test_few_threads_are_found_by_their_keys(category):
    tag = create_tag(community=category.community, name="Wi-Fi", language="en")
    actor, place = an_actor(), {"community": category.community}
    a_thread(category=category, actor=actor)
    for read in (
        lambda: threads_for(VISITOR, tag=tag, **place),
        lambda: threads_for(actor, show="following", **place),
    ):
        assert "SEARCH forum_thread USING INTEGER PRIMARY KEY" in plan_of(read)
