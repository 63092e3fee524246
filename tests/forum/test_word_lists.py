"""What happens to posts that say a listed word."""

import pytest

from accounts.models import AuditEntry, Membership
from accounts.permissions import VISITOR
from core.errors import InvalidInput, NotFound, NotPermitted, NotSignedIn
from forum.actions import PollDraft, edit_post, open_poll
from forum.actions.flags import flag_post
from forum.actions.rulings import Verdict, decide_review
from forum.actions.word_lists import WordRefused, write_list
from forum.models import ListedWord, Poll, Post, ReviewItem, Thread
from forum.queries import post_for, word_lists
from forum.queries.word_lists import caught_lately, words_of
from forum.word_matching import Entry
from tests.builders import a_category, a_post, a_role, a_thread, an_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return a_category()


@pytest.fixture
def operator(category):
    return a_role(category.community, Membership.Role.OPERATOR)


@pytest.fixture
def thread(category):
    return a_thread(category=category)


def listed(operator, category, treatment, *words, language="en"):
    return write_list(
        actor=operator,
        community=category.community,
        language=language,
        treatment=treatment,
        words=words,
    )


def test_a_blocked_word_is_refused_without_saying_which(operator, category, thread):
    listed(operator, category, "block", "scoundrel")
    with pytest.raises(WordRefused) as refused:
        a_post(thread, body="All of you are scoundrels, believe me.")
    assert refused.value.status == 422
    assert "scoundrel" not in str(refused.value.fields)
    assert Post.objects.count() == 1
    with pytest.raises(WordRefused):
        a_thread(category=category, title="What a scoundrel")
    assert Thread.objects.count() == 1


def test_an_edit_is_checked_as_well(operator, category, thread):
    author = an_actor()
    post = a_post(thread, actor=author)
    listed(operator, category, "block", "scoundrel")
    with pytest.raises(WordRefused):
        edit_post(actor=author, post=post, revision=1, body="You scoundrel of a router.")
    post.refresh_from_db()
    assert post.revision == 1


def test_a_word_to_review_holds_the_post_back(operator, category, thread):
    listed(operator, category, "review", "casino")
    post = a_post(thread, body="My casino does not load on this router.")
    assert post.visibility == Post.Visibility.REVIEW
    with pytest.raises(NotFound):
        post_for(VISITOR, post.pk)
    item = ReviewItem.objects.get()
    assert (item.kind, item.post) == ("first_post", post)
    thread.refresh_from_db()
    assert thread.posts_count == 0


def test_a_known_post_is_looked_at_and_stays(operator, category, thread):
    author = an_actor()
    post = a_post(thread, actor=author)
    listed(operator, category, "review", "casino")
    edit_post(actor=author, post=post, revision=1, body="Try the casino of the router.")
    assert post_for(VISITOR, post.pk)
    assert ReviewItem.objects.get().kind == "flagged"


def test_a_masked_word_is_not_read_by_anybody(operator, category, thread):
    listed(operator, category, "mask", "secretword")
    post = a_post(thread, body="The SecretWord and secretwords of the admin.")
    post = post_for(VISITOR, post.pk)
    assert "secretword" not in post.body.source.casefold()
    assert "secretword" not in post.body.html.casefold()
    assert post.body.source.startswith("The ") and post.body.source.endswith(" of the admin.")
    assert AuditEntry.objects.get(verb="post.masked").automatic


def test_keeping_a_reported_post_leaves_listed_words_masked(operator, category, thread):
    listed(operator, category, "mask", "secretword")
    post = a_post(thread, body="The secretword of the admin is known to anna@example.org here.")
    flag_post(actor=an_actor(), post=post, reason="personal_data", language="en")
    kept = Verdict(decision="approve")
    decide_review(actor=operator, item=ReviewItem.objects.get(), verdict=kept)
    body = post_for(VISITOR, post.pk).body
    assert "anna@example.org" in body.source and "secretword" not in body.source


def test_the_options_of_a_poll_are_checked_as_well(operator, category, thread):
    author = an_actor()
    post = a_post(thread, actor=author)
    listed(operator, category, "block", "scoundrel")
    listed(operator, category, "review", "lamps")
    listed(operator, category, "mask", "secretword")
    with pytest.raises(WordRefused):
        open_poll(actor=author, post=post, draft=PollDraft(["Yes", "You scoundrels"]))
    assert not Poll.objects.exists()
    poll = open_poll(actor=author, post=post, draft=PollDraft(["Lamp", "My secretword"]))
    assert ReviewItem.objects.get().post == post
    shown = [option.text.source for option in poll.options.all()]
    assert shown[0] == "Lamp"
    assert "secretword" not in shown[1]


def test_naming_another_language_does_not_help(operator, category, thread):
    listed(operator, category, "block", "Schurke", language="de")
    body = "Ihr seid alle miteinander Schurken, und euer Router ist schlecht gebaut."
    with pytest.raises(WordRefused):
        a_post(thread, language="en", body=body)


def test_staff_is_not_checked(operator, category, thread):
    listed(operator, category, "block", "scoundrel")
    assert a_post(thread, actor=operator, body="Do not call anybody a scoundrel.")


def test_lists_hold_in_their_community(operator, category):
    listed(operator, category, "block", "scoundrel")
    assert a_thread(title="What a scoundrel")


def test_a_list_is_written_anew_and_a_word_stands_in_one_list(operator, category):
    listed(operator, category, "block", "one", "Ones", "two", " ", "")
    listed(operator, category, "mask", "two", "three")
    rows = ListedWord.objects.order_by("word").values_list("word", "treatment")
    assert list(rows) == [("Ones", "block"), ("three", "mask"), ("two", "mask")]
    listed(operator, category, "mask")
    assert ListedWord.objects.count() == 1
    assert AuditEntry.objects.filter(verb="words.changed").count() == 3


def test_words_of_members_are_not_in_the_audit_log(operator, category):
    listed(operator, category, "block", "scoundrel")
    entry = AuditEntry.objects.get(verb="words.changed")
    assert entry.after == {"language": "en", "treatment": "block", "words": 1}


@pytest.mark.parametrize("words", [["x" * 121], [f"word{n}" for n in range(5001)]])
def test_lists_have_bounds(operator, category, words):
    with pytest.raises(InvalidInput):
        listed(operator, category, "block", *words)


def test_what_no_database_takes_is_left_out(operator, category):
    assert listed(operator, category, "block", "bad\0word", "half\ud800") == 2


def test_only_operators_keep_lists(category):
    for role in (Membership.Role.AGENT, Membership.Role.MEMBER):
        with pytest.raises(NotPermitted):
            listed(a_role(category.community, role, level=5), category, "block", "x")
    with pytest.raises(NotSignedIn):
        listed(VISITOR, category, "block", "x")
    with pytest.raises(NotPermitted):
        words_of(a_role(category.community, level=5), category.community)


def test_one_sees_what_would_have_been_caught_lately(operator, category, thread):
    post = a_post(thread, body="The casino is closed, says the router.")
    a_post(thread, body="Nothing to see here at all, really.")
    entries = [Entry("casinos", "", "review")]
    found = caught_lately(operator, category.community, entries)
    assert [(one.post.pk, one.said) for one in found] == [(post.pk, ("casino",))]


def test_so_much_is_looked_through_and_no_more(operator, category, thread, monkeypatch):
    for number in range(3):
        a_post(thread, body=f"The casino is closed, says router {number}.")
    monkeypatch.setattr(word_lists, "LATELY_CHARS", 60)
    found = caught_lately(operator, category.community, [Entry("casinos", "", "review")])
    assert [one.post.number for one in found] == [4, 3]
