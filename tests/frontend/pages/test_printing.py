"""A thread on paper."""

import pytest

from accounts.queries import actor_for
from forum.actions import PollDraft, close_poll, open_poll, record_demand, vote_poll
from tests.builders import a_post, a_thread, an_actor
from tests.frontend.pages.conftest import see, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def german(category, translate):
    thread = a_thread(
        category=category, language="de", title="Die Lampe flackert", body="Meine Lampe flackert."
    )
    record_demand(community=category.community, thread=thread, language="en")
    translate()
    return thread


def printed(client, thread, query=""):
    return see(client, f"/en/t/{thread.pk}/x/print/{query}")


def test_a_thread_is_printed_in_the_readers_language(german, visitor):
    page = printed(visitor, german)
    assert "Translated from German" in text_of(page)
    assert "Meine Lampe flackert." not in text_of(page)


def test_it_is_printed_as_written_or_in_both_languages(german, visitor):
    original = printed(visitor, german, "?show=original").content.decode()
    assert 'lang="de" dir="ltr"><p>Meine Lampe' in original
    assert 'class="prose print__side" lang="en"' not in original
    both = printed(visitor, german, "?show=both").content.decode()
    assert 'print__side" lang="en"' in both and 'print__side" lang="de"' in both


@pytest.fixture
def polled(german, translate):
    """The German thread with a poll in which one of two members chose the first option."""
    opening = german.posts.get(kind="opening")
    author = actor_for(opening.author)
    poll = open_poll(actor=author, post=opening, draft=PollDraft(["Rotes Licht", "Grünes Licht"]))
    translate()
    red, green = poll.options.all()
    vote_poll(actor=author, post=opening, options=[green.pk])
    vote_poll(actor=an_actor(), post=opening, options=[red.pk])
    vote_poll(actor=an_actor(), post=opening, options=[green.pk])
    return german


def test_a_poll_is_printed_with_its_counts(polled, visitor):
    words = " ".join(text_of(printed(visitor, polled, "?show=original")).split())
    assert "Rotes Licht 1 vote 33%" in words and "Grünes Licht 2 votes 67%" in words
    assert "3 members took part" in words
    assert "ended" not in words


def test_its_options_are_printed_like_the_posts(polled, visitor):
    assert "Rotes Licht" not in text_of(printed(visitor, polled))
    both = printed(visitor, polled, "?show=both").content.decode()
    assert 'print__side" lang="de" dir="ltr">Rotes Licht' in both
    assert 'print__side" lang="en" dir="ltr">' in both


def test_an_ended_poll_says_so_on_paper(polled, visitor):
    opening = polled.posts.get(kind="opening")
    close_poll(actor=actor_for(opening.author), post=opening)
    assert "This poll has ended." in text_of(printed(visitor, polled))


def test_any_number_of_polls_on_a_sheet_takes_one_query_more(
    polled, visitor, django_assert_max_num_queries
):
    author = an_actor()
    for _ in range(3):
        open_poll(actor=author, post=a_post(polled, actor=author), draft=PollDraft(["A", "B"]))
    path = printed(visitor, polled).redirect_chain[-1][0]
    with django_assert_max_num_queries(6):
        visitor.get(path)


def test_the_slug_is_put_right(german, visitor):
    assert printed(visitor, german).redirect_chain[-1][0].endswith("/print/")


def test_a_long_thread_has_several_sheets(category, visitor):
    author = an_actor()
    thread = a_thread(category=category, actor=author)
    for _ in range(101):
        a_post(thread, actor=author, kind="comment")
    page = printed(visitor, thread)
    assert page.content.decode().count("print__post") == 100
    assert "At most 100 posts" in text_of(page)
    assert 'rel="next"' in page.content.decode()


def test_a_sheet_costs_the_same_however_full(german, visitor, django_assert_max_num_queries):
    for _ in range(5):
        a_post(german, language="es")
    path = printed(visitor, german).redirect_chain[-1][0]
    with django_assert_max_num_queries(5):
        visitor.get(path)


def test_search_engines_leave_it_out_and_hidden_threads_are_not_there(german, visitor):
    html = printed(visitor, german).content.decode()
    assert 'name="robots" content="noindex"' in html
    assert " style=" not in html and "<script" not in html
    assert visitor.get("/en/t/999999/x/print/").status_code == 404
