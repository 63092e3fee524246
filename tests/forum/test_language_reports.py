"""Readers say that a post is in another language than it claims."""

import pytest

from accounts.models import Membership
from accounts.permissions import VISITOR
from accounts.queries import actor_for
from core.errors import NotFound, NotPermitted, NotSignedIn
from forum.actions import delete_post, report_post_language
from forum.models import ThreadEvent
from tests.builders import a_post, a_role, a_thread, an_actor
from translation.correction_errors import SameLanguage

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread(db):
    return a_thread(language="en", body="Dit is een lamp.", title="De lamp")


@pytest.fixture
def post(thread):
    return thread.posts.first()


def report(post, actor=None, language="nl"):
    believed = report_post_language(actor=actor or an_actor(), post=post, language=language)
    post.body.refresh_from_db()
    return believed, post.body.language


def test_one_reader_is_not_believed(post):
    assert report(post) == (False, "en")


def test_two_readers_who_say_the_same_are_believed(post):
    report(post)
    assert report(post) == (True, "nl")


def test_two_readers_who_say_different_things_are_not(post):
    report(post)
    assert report(post, language="da") == (False, "en")


def test_one_reader_who_says_it_twice_is_not(post):
    actor = an_actor()
    report(post, actor)
    assert report(post, actor) == (False, "en")


def test_the_author_is_believed_at_once(post):
    assert report(post, actor_for(post.author)) == (True, "nl")


def test_a_guide_is_believed_at_once(post):
    assert report(post, a_role(post.thread.community, level=3)) == (True, "nl")


def test_the_title_is_corrected_along(thread, post):
    report(post)
    report(post)
    thread.title.refresh_from_db()
    assert thread.title.language == "nl"


def test_the_title_stays_where_another_post_is_meant(thread):
    answer = a_post(thread, language="en", body="Dit is een lamp.")
    report(answer)
    report(answer)
    thread.title.refresh_from_db()
    assert thread.title.language == "en"


def test_open_pages_hear_of_it(post):
    report(post)
    report(post)
    assert ThreadEvent.objects.filter(post=post, type=ThreadEvent.Type.POST_UPDATED).exists()


def test_the_language_it_claims_is_refused(post):
    with pytest.raises(SameLanguage):
        report(post, language="en")


def test_visitors_report_nothing(post):
    with pytest.raises(NotSignedIn):
        report(post, VISITOR)


@pytest.mark.parametrize("state", [Membership.State.PAUSED, Membership.State.BANNED])
def test_the_paused_and_the_banned_report_nothing(post, state):
    with pytest.raises(NotPermitted):
        report(post, a_role(post.thread.community, state=state))


def test_a_deleted_post_is_not_found(thread):
    answer = a_post(thread)
    delete_post(actor=actor_for(answer.author), post=answer)
    with pytest.raises(NotFound):
        report(answer)
