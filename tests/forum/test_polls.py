from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Membership
from accounts.permissions import VISITOR
from core import outbox
from core.errors import NotFound, NotPermitted, NotSignedIn
from forum.actions import PollDraft, close_poll, delete_post, open_poll, vote_poll
from forum.errors import PollClosed, PollExists, PollRefused, ThreadIsClosed, ThreadIsLocked
from forum.models import Poll, PollOption, Thread, ThreadEvent
from forum.queries import marks_by, polls_of, posts_for
from tests.builders import a_post, a_role, a_thread, an_actor
from translation import execution, routing
from translation.models import Translation

pytestmark = pytest.mark.django_db

COLOURS = PollDraft(["Red", "Green", "Blue"])


@pytest.fixture
def author():
    return an_actor()


@pytest.fixture
def post(author):
    return a_post(a_thread(), actor=author)


@pytest.fixture
def poll(author, post):
    return open_poll(actor=author, post=post, draft=COLOURS)


def ids(poll):
    return [option.pk for option in poll.options.all()]


def counts(poll):
    return list(poll.options.values_list("votes_count", flat=True))


def test_options_are_texts_in_the_language_of_the_question(author):
    post = a_post(a_thread(), actor=author, language="de")
    poll = open_poll(actor=author, post=post, draft=PollDraft(["  Rot \n", "", "Grün"]))
    texts = [(option.text.source, option.text.language) for option in poll.options.all()]
    assert texts == [("Rot", "de"), ("Grün", "de")]


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["Only one", "  "],
        [str(number) for number in range(11)],
        ["Same", "same "],
        ["x" * 201, "y"],
    ],
)
def test_options_that_cannot_be_chosen_among_are_refused(author, post, options):
    with pytest.raises(PollRefused) as caught:
        open_poll(actor=author, post=post, draft=PollDraft(options))
    assert "options" in caught.value.fields
    assert not Poll.objects.exists()


def test_a_poll_does_not_end_before_it_begins(author, post):
    draft = PollDraft(["Yes", "No"], closes=timezone.now() - timedelta(minutes=1))
    with pytest.raises(PollRefused) as caught:
        open_poll(actor=author, post=post, draft=draft)
    assert "closes" in caught.value.fields


def test_one_post_has_one_poll(author, post, poll):
    with pytest.raises(PollExists):
        open_poll(actor=author, post=post, draft=COLOURS)


def test_nobody_adds_a_poll_to_the_post_of_another(post):
    with pytest.raises(NotPermitted):
        open_poll(actor=an_actor(), post=post, draft=COLOURS)


def test_a_closed_thread_takes_no_poll(author, post):
    Thread.objects.update(closed=True)
    with pytest.raises(ThreadIsClosed):
        open_poll(actor=author, post=post, draft=COLOURS)


def test_votes_are_counted_and_can_be_changed_and_taken_back(post, poll):
    red, green, _blue = ids(poll)
    actor = an_actor()
    vote_poll(actor=actor, post=post, options=[red])
    vote_poll(actor=an_actor(), post=post, options=[red])
    assert counts(poll) == [2, 0, 0]
    vote_poll(actor=actor, post=post, options=[green])
    assert counts(poll) == [1, 1, 0]
    vote_poll(actor=actor, post=post, options=[])
    assert (counts(poll), Poll.objects.get().voters_count) == ([1, 0, 0], 1)


def test_several_options_count_one_voter(author, post):
    draft = PollDraft(["Red", "Green"], multiple=True)
    poll = open_poll(actor=author, post=post, draft=draft)
    vote_poll(actor=an_actor(), post=post, options=ids(poll))
    assert (counts(poll), Poll.objects.get().voters_count) == ([1, 1], 1)


def test_the_author_takes_part_too(author, post, poll):
    vote_poll(actor=author, post=post, options=ids(poll)[:1])
    assert counts(poll) == [1, 0, 0]


def test_one_option_only_where_several_are_not_allowed(post, poll):
    with pytest.raises(PollRefused):
        vote_poll(actor=an_actor(), post=post, options=ids(poll)[:2])


def test_options_of_another_poll_are_refused(author, post, poll):
    other = open_poll(actor=author, post=a_post(a_thread(), actor=author), draft=COLOURS)
    with pytest.raises(PollRefused):
        vote_poll(actor=an_actor(), post=post, options=ids(other)[:1])


def test_a_post_without_a_poll_takes_no_vote(author):
    with pytest.raises(NotFound):
        vote_poll(actor=author, post=a_post(a_thread()), options=[1])


def test_nobody_votes_when_it_has_ended(author, post, poll):
    close_poll(actor=author, post=post)
    with pytest.raises(PollClosed):
        vote_poll(actor=an_actor(), post=post, options=ids(poll)[:1])


def test_ending_it_twice_is_told_once_and_keeps_the_moment(author, post, poll):
    told = ThreadEvent.objects.filter(type="post.updated")
    before = told.count()
    closes = close_poll(actor=author, post=post).closes
    assert close_poll(actor=author, post=post).closes == closes
    assert told.count() == before + 1


def test_an_end_that_was_set_is_brought_forward(author, post):
    tomorrow = timezone.now() + timedelta(days=1)
    open_poll(actor=author, post=post, draft=PollDraft(["Yes", "No"], closes=tomorrow))
    assert close_poll(actor=author, post=post).closes <= timezone.now()


def test_nothing_ends_in_a_locked_thread_but_by_staff(author, post, poll):
    Thread.objects.update(locked=True)
    with pytest.raises(ThreadIsLocked):
        close_poll(actor=author, post=post)
    assert close_poll(actor=a_role(post.thread.community, "agent"), post=post).closes


def test_visitors_and_paused_members_end_nothing(post, poll):
    with pytest.raises(NotSignedIn):
        close_poll(actor=VISITOR, post=post)
    with pytest.raises(NotPermitted):
        close_poll(actor=a_role(post.thread.community, state=Membership.State.PAUSED), post=post)


def test_others_do_not_end_it(post, poll):
    with pytest.raises(NotPermitted):
        close_poll(actor=an_actor(), post=post)
    helper = a_role(post.thread.community, Membership.Role.AGENT)
    assert close_poll(actor=helper, post=post).closes


def test_visitors_and_paused_members_do_not_vote(post, poll):
    with pytest.raises(NotSignedIn):
        vote_poll(actor=VISITOR, post=post, options=ids(poll)[:1])
    paused = a_role(post.thread.community, state=Membership.State.PAUSED)
    with pytest.raises(NotPermitted):
        vote_poll(actor=paused, post=post, options=ids(poll)[:1])


def test_a_poll_is_gone_with_its_post(author, post, poll):
    delete_post(actor=author, post=post)
    with pytest.raises(NotFound):
        vote_poll(actor=an_actor(), post=post, options=ids(poll)[:1])


def test_a_vote_is_told_to_open_pages_once(post, poll):
    actor = an_actor()
    before = ThreadEvent.objects.count()
    for _ in "ab":
        vote_poll(actor=actor, post=post, options=ids(poll)[:1])
    assert ThreadEvent.objects.count() == before + 1


def test_what_a_member_chose_is_known(post, poll):
    actor = an_actor()
    vote_poll(actor=actor, post=post, options=ids(poll)[1:2])
    assert marks_by(actor.id, [post])[post.pk].options == {ids(poll)[1]}


def test_any_number_of_polls_takes_one_query_more(author, django_assert_num_queries):
    thread = a_thread()
    posts = [a_post(thread, actor=author) for _ in range(4)]
    for post in posts[:3]:
        open_poll(actor=author, post=post, draft=COLOURS)
    page = posts_for(VISITOR, thread)
    with django_assert_num_queries(1):
        polls = polls_of(page.items)
        sources = [option.text.source for one in polls.values() for option in one.options]
    assert (len(polls), sources) == (3, ["Red", "Green", "Blue"] * 3)
    with django_assert_num_queries(0):
        assert polls_of([page.items[0], page.items[-1]]) == {}


def test_each_option_has_its_own_place(poll):
    assert list(PollOption.objects.values_list("position", flat=True)) == [0, 1, 2]


def test_options_are_translated_like_the_posts_and_open_pages_hear_of_it(author, post, settings):
    settings.TRANSLATION_ENGINES = ["reference:pseudo"]
    routing._backends.clear()
    routing.forget()
    a_post(post.thread, actor=an_actor("de"), language="de", body="Ich lese hier auf Deutsch.")
    poll = open_poll(actor=author, post=post, draft=COLOURS)
    while outbox.dispatch() or execution.work_off():
        pass
    texts = [option.text_id for option in poll.options.all()]
    translated = Translation.objects.filter(text__in=texts, language="de")
    assert translated.count() == 3
    told = ThreadEvent.objects.filter(type=ThreadEvent.Type.POST_TRANSLATED, post=post)
    assert told.filter(language="de").count() >= 3
    routing.forget()
