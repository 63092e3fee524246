import pytest

from accounts.models import Membership
from accounts.permissions import VISITOR
from core.errors import InvalidInput, NotFound, NotPermitted, NotSignedIn
from forum.actions import open_thread, publish_post
from forum.actions.checks import BODY_MAX_CHARS
from forum.errors import KindNotAllowed, ThreadGone
from forum.models import Post, Thread, ThreadEvent
from tests.builders import a_category, a_member, a_post, a_role, a_thread, an_actor

pytestmark = pytest.mark.django_db


def test_a_thread_begins_with_its_opening_post():
    thread = a_thread()
    post = thread.posts.get()
    assert (post.number, post.kind, post.author) == (1, Post.Kind.OPENING, thread.author)


def test_title_and_body_are_texts_in_the_language_they_were_written_in():
    thread = a_thread(language="de", title="Router kaputt", body="Er geht nicht mehr an.")
    assert (thread.title.language, thread.posts.get().body.language) == ("de", "de")


def test_a_short_title_takes_the_language_of_its_body():
    actor, category = an_actor("en"), a_category()
    thread = open_thread(
        actor=actor,
        community=category.community,
        category=category,
        kind="question",
        title="Router",
        body="Mein Router verliert jeden Abend die Verbindung, was kann ich tun?",
    )
    assert thread.title.language == "de"


def test_opening_a_thread_joins_its_community():
    thread = a_thread()
    assert Membership.objects.filter(member=thread.author, community=thread.community).exists()


def test_a_visitor_is_asked_to_sign_in():
    with pytest.raises(NotSignedIn):
        a_thread(actor=VISITOR)


@pytest.mark.parametrize("title", ["", "ab", "x" * 201, " \n "])
def test_a_title_too_short_or_too_long_is_refused_by_name(title):
    with pytest.raises(InvalidInput) as caught:
        a_thread(title=title)
    assert "title" in caught.value.fields


@pytest.mark.parametrize("body", ["", "  \n", "x" * (BODY_MAX_CHARS + 1)])
def test_an_empty_or_endless_body_is_refused_by_name(body):
    with pytest.raises(InvalidInput) as caught:
        a_thread(body=body)
    assert "body" in caught.value.fields


def test_nothing_is_left_of_a_thread_that_was_refused():
    with pytest.raises(InvalidInput):
        a_thread(body=" ")
    assert not Thread.objects.exists()


def test_a_kind_the_category_does_not_take_is_refused():
    with pytest.raises(KindNotAllowed):
        a_thread(category=a_category(kinds=["discussion"]))


def test_a_category_of_another_community_is_refused():
    category = a_category()
    with pytest.raises(KindNotAllowed):
        open_thread(
            actor=an_actor(),
            community=a_category().community,
            category=category,
            kind="question",
            title="A title",
            body="A body.",
        )


def test_another_ones_question_gets_answers_and_ones_own_gets_comments():
    asker = an_actor()
    thread = a_thread(actor=asker)
    assert a_post(thread).kind == Post.Kind.ANSWER
    assert a_post(thread, actor=asker).kind == Post.Kind.COMMENT


def test_a_discussion_takes_no_answers():
    thread = a_thread(kind="discussion")
    assert a_post(thread).kind == Post.Kind.COMMENT
    with pytest.raises(InvalidInput):
        a_post(thread, kind="answer")


def test_post_numbers_rise():
    thread = a_thread()
    assert [a_post(thread).number for _ in range(3)] == [2, 3, 4]


def test_event_numbers_rise_with_every_change():
    thread = a_thread()
    a_post(thread)
    assert list(ThreadEvent.objects.order_by("number").values_list("number", "type")) == [
        (1, "post.created"),
        (2, "post.created"),
    ]


def test_a_reply_to_a_post_of_another_thread_is_refused():
    with pytest.raises(NotFound):
        a_post(a_thread(), reply_to=a_post(a_thread()))


def test_nobody_posts_into_a_deleted_thread():
    asker = an_actor()
    thread = a_thread(actor=asker)
    Thread.objects.update(visibility=Thread.Visibility.DELETED)
    with pytest.raises(NotFound):
        a_post(thread)
    with pytest.raises(ThreadGone):
        a_post(thread, actor=a_role(thread.community, Membership.Role.OPERATOR))


def test_a_paused_member_cannot_post():
    thread = a_thread()
    with pytest.raises(NotPermitted):
        a_post(thread, actor=a_role(thread.community, state=Membership.State.PAUSED))


def test_only_staff_whispers():
    thread = a_thread()
    with pytest.raises(NotPermitted):
        a_post(thread, actor=an_actor(), whisper=True)
    post = a_post(thread, actor=a_role(thread.community, Membership.Role.AGENT), whisper=True)
    assert post.visibility == Post.Visibility.STAFF


def test_a_whisper_does_not_move_the_thread_or_its_counter():
    thread = a_thread()
    before = Thread.objects.get().last_activity
    a_post(thread, actor=a_role(thread.community, Membership.Role.AGENT), whisper=True)
    thread.refresh_from_db()
    assert (thread.last_activity, thread.posts_count) == (before, 0)


def test_the_counter_counts_what_is_public():
    thread = a_thread()
    a_post(thread)
    thread.refresh_from_db()
    assert thread.posts_count == 1


def test_a_body_with_a_script_is_harmless():
    thread = a_thread(body="<script>alert(1)</script> <img src=x onerror=alert(1)> hello")
    html = thread.posts.get().body.html
    assert "<script" not in html
    assert "onerror" not in html


def test_a_language_nobody_knows_is_refused():
    with pytest.raises(InvalidInput):
        publish_post(actor=an_actor(), thread=a_thread(), body="Hello there", language="qq")


def test_a_member_of_no_language_offered_still_writes():
    assert a_post(a_thread(), actor=an_actor("sw", username="mtu"), language="sw")
    assert a_member("sw")
