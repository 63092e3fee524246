"""Quotations: in the language that was read, remembered with their source."""

import re
from collections.abc import Iterator

import pytest

from core import outbox
from forum.actions import delete_post, edit_post, restore_post
from forum.actions.quotes import quotes_of
from forum.models import Post, Quote, ThreadEvent
from forum.queries import post_for
from forum.queries.quotes import Quoted, quotes_in
from forum.quoting import address_of, quotations, source_of
from tests.builders import a_category, a_community, a_post, a_role, a_thread, an_actor
from translation import execution, routing
from translation.actions import request
from translation.priority import Priority
from translation.queries import Reader, render

BODY = "Unplug the lamp. Wait ten seconds. Then plug it in again."


@pytest.fixture(autouse=True)
def pseudo_engine(settings) -> Iterator[None]:
    settings.TRANSLATION_ENGINES = ["reference:pseudo"]
    routing.forget()
    yield
    routing.forget()


def quoting(post: Post, words: str, language: str = "de", more: str = "I tried that.") -> str:
    address = address_of(post.thread_id, post.pk, language)
    return f"> [@anna, #{post.number}]({address})\n>\n> {words}\n\n{more}"


def read_in(post: Post, language: str) -> list[str]:
    """The sentences of a post as they are read in `language`, translated at once."""
    request(texts=[post.body], languages=[language], priority=Priority.READER)
    while outbox.dispatch() or execution.work_off():
        pass
    shown = render([post.body_id], Reader(language=language))[post.body_id].shown.text
    return re.findall(r"\[[^]]*\]", shown)


def only(post: Post) -> Quoted:
    [quoted] = quotes_in([post])[post.pk]
    return quoted


@pytest.fixture
def answer(db) -> Post:
    return a_post(a_thread(), body=BODY)


def test_a_quotation_is_a_block_quote_that_begins_with_a_link():
    text = "> [@anna, #3](/t/12/?post=34&shown=de#post-34)\n>\n> Ziehen Sie\n> den Stecker.\n\nGut."
    [found] = quotations(text)
    assert (found.post_id, found.language, found.text) == (34, "de", "Ziehen Sie\nden Stecker.")


@pytest.mark.parametrize(
    "text",
    [
        "> [@anna, #3](/t/12/?post=34#post-34)\n>\n> No language",
        "[@anna, #3](/t/12/?post=34&shown=de#post-34) outside of a quotation",
        "> Words before [@anna](/t/12/?post=34&shown=de#post-34)",
        "```\n> [@anna](/t/12/?post=34&shown=de#post-34)\n```",
        "> [@anna](/t/12/?post=99999999999999999999&shown=de)\n>\n> too large",
        "> [@anna](javascript:x?post=34&shown=de)",
        ">",
        "> ```\n> &shown=\n> ```",
    ],
)
def test_other_block_quotes_are_none(text):
    assert quotations(text) == []


def test_the_source_of_a_selection_are_the_sentences_it_touches():
    sentences = [("One.", "Eins."), ("Two.", "Zwei."), ("Three.", "Drei.")]
    assert source_of("wei. Dr", sentences) == "Two. Three."
    assert source_of("Eins.", sentences) == "One."
    assert source_of("Eins.\nDrei.", sentences) == "One. Three."
    assert source_of("Vier.", sentences) == ""
    assert source_of("**Zwei.** `code` Drei.", sentences) == "Two. Three."


def test_a_quotation_is_remembered_with_the_sentence_behind_it(answer):
    seen = read_in(answer, "de")[1]
    post = a_post(answer.thread, body=quoting(answer, seen), language="de")
    row = Quote.objects.get(post=post)
    assert (row.quoted, row.language, row.shown) == (answer, "de", seen)
    assert (row.source_language, row.source) == ("en", "Wait ten seconds.")


def test_a_post_that_was_read_as_it_was_written_has_no_other_source(answer):
    post = a_post(answer.thread, body=quoting(answer, "Wait ten seconds.", "en"))
    assert Quote.objects.get(post=post).source == ""


def test_what_the_writer_may_not_read_is_not_remembered(answer):
    closed = a_category(a_community(visibility="members"))
    insider = a_role(closed.community)
    hidden = a_post(a_thread(category=closed, actor=insider), actor=insider)
    a_post(answer.thread, body=quoting(hidden, "secret words"))
    assert not Quote.objects.exists()


def test_the_source_is_not_shown_where_the_quoted_post_is_gone(answer):
    seen = read_in(answer, "de")[1]
    post = a_post(answer.thread, body=quoting(answer, seen))
    assert only(post).source == "Wait ten seconds."
    delete_post(actor=a_role(answer.thread.community, "operator"), post=answer)
    gone = only(post)
    assert (gone.is_open, gone.source, gone.author) == (False, "", None)


def test_a_quotation_from_a_closed_community_tells_nothing_outside(answer):
    closed = a_category(a_community(visibility="members"))
    insider = a_role(closed.community)
    secret = a_post(a_thread(category=closed, actor=insider), actor=insider, body=BODY)
    seen = read_in(secret, "de")
    post = a_post(answer.thread, actor=insider, body=quoting(secret, seen[0]))
    assert Quote.objects.get(post=post).source
    assert only(post).source == "" and not only(post).is_open


def test_an_edit_brings_quotations_up_to_date_and_keeps_the_source_of_those_that_stay(answer):
    seen = read_in(answer, "de")
    author = an_actor()
    post = a_post(answer.thread, actor=author, body=quoting(answer, seen[1]))
    edit_post(
        actor=a_role(answer.thread.community, "operator"), post=answer, revision=1, body="No."
    )
    both = f"{quoting(answer, seen[1])}\n\n{quoting(answer, 'Nonsense')}"
    edit_post(actor=author, post=post_for(author, post.pk), revision=1, body=both)
    assert [row.source for row in post.quotes.all()] == ["Wait ten seconds.", ""]
    edit_post(actor=author, post=post_for(author, post.pk), revision=2, body="Nothing quoted.")
    assert not post.quotes.exists()


def test_a_text_without_quotations_asks_nothing(answer, django_assert_num_queries):
    actor = an_actor()
    with django_assert_num_queries(0):
        assert quotes_of(actor=actor, text=answer.body) == []


def test_open_pages_hear_of_a_quoted_post_that_goes_and_comes_back(answer):
    post = a_post(answer.thread, body=quoting(answer, "Unplug the lamp.", "en"))
    operator = a_role(answer.thread.community, "operator")

    def told() -> int:
        while outbox.dispatch():
            pass
        return ThreadEvent.objects.filter(post=post, type="post.updated").count()

    assert told() == 0
    delete_post(actor=operator, post=answer)
    assert told() == 1
    restore_post(actor=operator, post=post_for(operator, answer.pk))
    assert told() == 2
