"""What members say of themselves, and what they did."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions import join
from accounts.permissions import VISITOR
from accounts.queries import actor_for
from core import outbox
from core.errors import InvalidInput, NotSignedIn
from forum.actions import delete_post, record_demand, set_about
from forum.models import Post, Profile, Thread
from forum.queries import about_of, counts_of, helped_by, posts_of_member, threads_of_member
from forum.queries.members import Counts, Helped
from tests.builders import a_category, a_community, a_member, a_post, a_regular, a_thread, an_actor
from translation import routing
from translation.models import Text, TranslationJob

pytestmark = pytest.mark.django_db


@pytest.fixture
def pseudo_engine(settings):
    settings.TRANSLATION_ENGINES = ["reference:pseudo"]
    routing._backends.clear()
    routing.forget()
    yield
    routing.forget()


def solved(post):
    Post.objects.filter(pk=post.pk).update(accepted=timezone.now())


def test_what_a_member_says_is_a_text_of_its_own():
    author = an_actor("de")
    set_about(actor=author, about="  Ich repariere **Lampen** seit vielen Jahren.  ")
    text = about_of(author.member)
    assert (text.language, text.author) == ("de", author.member)
    assert "<strong>Lampen</strong>" in text.html


def test_a_new_version_replaces_the_old_one():
    author = an_actor()
    for about in ("I repair lamps.", "I repair radios."):
        set_about(actor=author, about=about)
    assert about_of(author.member).plain == "I repair radios."
    assert Profile.objects.count() == 1


def test_nothing_leaves_nothing_behind():
    author = an_actor()
    set_about(actor=author, about="I repair lamps.")
    text = about_of(author.member)
    set_about(actor=author, about=" \n ")
    assert about_of(author.member) is None
    assert not Text.objects.filter(pk=text.pk).exists()


@pytest.mark.parametrize("about", ["x" * 2001, "\x00\x01", "a\ud800"])
def test_what_cannot_be_kept_is_refused(about):
    with pytest.raises(InvalidInput):
        set_about(actor=an_actor(), about=about)
    with pytest.raises(NotSignedIn):
        set_about(actor=VISITOR, about="Hello")


def test_it_is_translated_for_those_who_read_in_ones_communities(pseudo_engine):
    author, community = an_actor("de"), a_community()
    join(member=author.member, community=community)
    record_demand(community=community, language="es")
    set_about(actor=author, about="Ich repariere Lampen seit vielen Jahren.")
    while outbox.dispatch():
        pass
    text = about_of(author.member)
    assert list(TranslationJob.objects.filter(text=text).values_list("language", flat=True)) == [
        "es"
    ]


def test_lists_cost_one_query_each(django_assert_num_queries):
    elsewhere = a_thread()
    author = a_regular()
    opened = a_thread(actor=author)
    comments = [a_post(place, actor=author, kind="comment") for place in (opened, elsewhere)]
    answer = a_post(a_thread(), actor=author)
    with django_assert_num_queries(3):
        assert threads_of_member(VISITOR, author.member).items == [opened]
        assert posts_of_member(VISITOR, author.member, "comments").items == comments[::-1]
        assert posts_of_member(VISITOR, author.member, "answers").items == [answer]


def test_hidden_places_are_in_no_list_and_no_count():
    staff_only = a_category(visibility="staff")
    author = actor_for(a_member(is_superuser=True))
    thread = a_thread(actor=author, category=staff_only)
    assert threads_of_member(VISITOR, author.member).items == []
    assert threads_of_member(author, author.member).items == [thread]
    assert counts_of(VISITOR, author.member).threads == 0


def test_what_was_deleted_counts_no_more():
    author, thread = an_actor(), a_thread()
    kept, gone = a_post(thread, actor=author), a_post(thread, actor=author)
    solved(kept)
    solved(gone)
    delete_post(actor=author, post=gone)
    assert counts_of(VISITOR, author.member) == Counts(threads=0, answers=1, accepted=1)


def test_whom_a_member_helped_is_told_by_accepted_answers(django_assert_num_queries):
    helper = an_actor("de", country="AT")
    for language, country in (("de", "DE"), ("de-CH", "AT"), ("es", "ES"), ("es", "ES")):
        asker = an_actor(language, country=country)
        thread = a_thread(actor=asker, language=language)
        solved(a_post(thread, actor=helper, language="de"))
    a_post(a_thread(actor=an_actor("fr", country="FR"), language="fr"), actor=helper)
    with django_assert_num_queries(1):
        found = helped_by(VISITOR, helper.member)
    assert found.countries[0] == ("ES", 2)
    assert sorted(found.countries[1:]) == [("AT", 1), ("DE", 1)]
    assert dict(found.languages) == {"es": 2, "de": 1, "de-CH": 1}
    assert (found.across_countries, found.across_languages) == (3, 2)


def test_the_usual_wait_is_the_median_from_question_to_answer():
    helper = an_actor()
    for minutes in (10, 20, 600):
        answer = a_post(a_thread(actor=an_actor()), actor=helper)
        began = answer.created - timedelta(minutes=minutes)
        Thread.objects.filter(pk=answer.thread_id).update(created=began)
        solved(answer)
    assert helped_by(VISITOR, helper.member).median_seconds == 20 * 60


def test_solving_ones_own_question_helps_nobody():
    asker = an_actor("de", country="DE")
    solved(a_post(a_thread(actor=asker, language="de"), actor=asker, kind="answer"))
    assert helped_by(VISITOR, asker.member) == Helped([], [], 0, 0, None)


def test_pages_of_a_list_follow_each_other():
    author, thread = an_actor(), a_thread()
    answers = [a_post(thread, actor=author) for _ in range(5)]
    first = posts_of_member(VISITOR, author.member, "answers", limit=3)
    rest = posts_of_member(VISITOR, author.member, "answers", cursor=first.next)
    assert first.items + rest.items == answers[::-1]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="small tables are read whole elsewhere")
def test_answers_are_counted_without_a_look_at_comments():
    with CaptureQueriesContext(connection) as caught:
        counts_of(VISITOR, a_member())
    plans = []
    for query in caught.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            plans.append(str(cursor.fetchall()))
    assert any("post_of_author_by_kind" in plan for plan in plans)
