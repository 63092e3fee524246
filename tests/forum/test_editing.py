import pytest
from django.utils import timezone

from accounts.models import Membership
from accounts.permissions import VISITOR
from core.errors import InvalidInput, NotFound, NotPermitted, NotSignedIn
from forum.actions import correct_post_language, edit_post, edit_title
from forum.actions.revisions import GRACE
from forum.errors import EditConflict
from forum.models import Post, ThreadEvent
from tests.builders import a_post, a_role, a_thread, an_actor

pytestmark = pytest.mark.django_db


def let_time_pass():
    """Every post is older than what its author may change without a trace."""
    Post.objects.update(created=timezone.now() - GRACE)


@pytest.fixture
def author():
    return an_actor()


@pytest.fixture
def post(author):
    return a_post(a_thread(), actor=author, body="First version of it.")


def test_the_author_edits_and_the_earlier_version_is_kept(author, post):
    let_time_pass()
    edited = edit_post(actor=author, post=post, body="Second version of it.", revision=1)
    assert (edited.body.source, edited.revision) == ("Second version of it.", 2)
    assert edited.revisions.get().source == "First version of it."


def test_an_edit_of_an_older_version_is_a_conflict_that_shows_the_present_one(author, post):
    edit_post(actor=author, post=post, body="Second version of it.", revision=1)
    with pytest.raises(EditConflict) as caught:
        edit_post(actor=author, post=post, body="Third version of it.", revision=1)
    assert (caught.value.current_source, caught.value.current_revision) == (
        "Second version of it.",
        2,
    )


def test_an_edit_that_changes_nothing_is_no_edit(author, post):
    edit_post(actor=author, post=post, body="First version of it.", revision=1)
    assert not post.revisions.exists()


def test_a_stranger_may_not_edit(post):
    with pytest.raises(NotPermitted):
        edit_post(actor=an_actor(), post=post, body="Mine now.", revision=1)


def test_a_visitor_is_asked_to_sign_in(post):
    with pytest.raises(NotSignedIn):
        edit_post(actor=VISITOR, post=post, body="Mine now.", revision=1)


def test_a_high_level_edits_posts_of_others_and_the_author_stays(author, post):
    helper = a_role(post.thread.community, level=4)
    edited = edit_post(actor=helper, post=post, body="Better version of it.", revision=1)
    assert edited.author == author.member
    assert edited.revisions.get().editor == helper.member


def test_an_empty_edit_is_refused_and_the_text_stays(author, post):
    with pytest.raises(InvalidInput):
        edit_post(actor=author, post=post, body=" ", revision=1)
    post.refresh_from_db()
    assert post.body.source == "First version of it."


def test_an_edit_is_told_to_open_pages(author, post):
    edit_post(actor=author, post=post, body="Second version of it.", revision=1)
    assert ThreadEvent.objects.last().type == ThreadEvent.Type.POST_UPDATED


def test_the_author_corrects_the_language_of_a_post(author, post):
    correct_post_language(actor=author, post=post, language="nl")
    post.refresh_from_db()
    assert (post.body.language, post.body.language_origin) == ("nl", "author")


def test_a_stranger_may_not_correct_the_language(post):
    with pytest.raises(NotPermitted):
        correct_post_language(actor=an_actor(), post=post, language="nl")


def test_the_title_is_edited_by_the_author_of_the_thread():
    author = an_actor()
    thread = a_thread(actor=author)
    edit_title(actor=author, thread=thread, title="  A better\n title ")
    thread.title.refresh_from_db()
    assert thread.title.source == "A better title"


def test_a_stranger_may_not_edit_the_title():
    with pytest.raises(NotPermitted):
        edit_title(actor=an_actor(), thread=a_thread(), title="A better title")


def test_a_deleted_post_cannot_be_edited(author, post):
    post.visibility = "deleted"
    post.save()
    with pytest.raises(NotFound):
        edit_post(actor=author, post=post, body="Back again, it is.", revision=1)


def test_an_agent_edits_in_his_own_community_only(post):
    stranger = a_role(a_thread().community, Membership.Role.AGENT)
    with pytest.raises(NotPermitted):
        edit_post(actor=stranger, post=post, body="Mine now.", revision=1)


def test_a_new_title_is_a_new_revision_that_keeps_the_old_one():
    author = an_actor()
    thread = a_thread(actor=author, title="The first title")
    let_time_pass()
    edit_title(actor=author, thread=thread, title="The second title")
    opening = thread.posts.get()
    assert (opening.revision, opening.revisions.get().title) == (2, "The first title")


def test_an_edit_begun_before_the_title_changed_is_a_conflict():
    author = an_actor()
    thread = a_thread(actor=author)
    edit_title(actor=author, thread=thread, title="The second title")
    with pytest.raises(EditConflict):
        edit_post(actor=author, post=thread.posts.get(), body="Something else.", revision=1)


def test_a_title_that_stays_the_same_is_no_edit():
    author = an_actor()
    thread = a_thread(actor=author, title="The first title")
    edit_title(actor=author, thread=thread, title="The first title")
    assert thread.posts.get().revision == 1
