import pytest

from accounts.models import AuditEntry, Community, Membership
from accounts.permissions import VISITOR
from core.errors import NotFound, NotPermitted
from core.models import Outbox
from forum.actions import accept_answer, delete_post, restore_post, unaccept_answer, vote
from forum.actions.removal import own_deleted
from forum.errors import NotAnAnswer
from forum.models import Category, Post, Thread, ThreadEvent
from forum.queries import post_for, posts_for, thread_for, threads_for, visible_to
from tests.builders import a_category, a_community, a_post, a_regular, a_role, a_thread, an_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return an_actor()


@pytest.fixture
def post(author):
    return a_post(a_thread(), actor=author)


def test_a_deleted_post_is_gone_for_everybody_but_operators(author, post):
    delete_post(actor=author, post=post)
    operator = a_role(post.thread.community, Membership.Role.OPERATOR)
    for actor in (VISITOR, author, an_actor()):
        with pytest.raises(NotFound):
            post_for(actor, post.pk)
    assert post_for(operator, post.pk) == post


def test_a_deleted_post_is_in_no_list(author, post):
    delete_post(actor=author, post=post)
    assert post not in posts_for(VISITOR, post.thread).items
    assert post not in visible_to(VISITOR)


def test_a_stranger_may_not_delete(post):
    with pytest.raises(NotPermitted):
        delete_post(actor=an_actor(), post=post)


def test_deleting_is_told_to_everybody_who_saw_the_post(author, post):
    delete_post(actor=author, post=post)
    event = ThreadEvent.objects.last()
    assert (event.type, event.audience) == ("post.removed", "public")


def test_deleting_a_whisper_is_told_to_staff_only():
    thread = a_thread()
    agent = a_role(thread.community, Membership.Role.AGENT)
    whisper = a_post(thread, actor=agent, whisper=True)
    delete_post(actor=agent, post=whisper)
    event = ThreadEvent.objects.last()
    assert (event.type, event.audience) == ("post.removed", "staff")


def test_the_author_restores_what_he_deleted(author, post):
    delete_post(actor=author, post=post)
    restore_post(actor=author, post=post)
    assert post_for(VISITOR, post.pk) == post


def test_the_author_cannot_restore_what_staff_deleted(author, post):
    delete_post(actor=a_role(post.thread.community, Membership.Role.OPERATOR), post=post)
    with pytest.raises(NotFound):
        own_deleted(author, post.pk)
    with pytest.raises(NotFound):
        restore_post(actor=author, post=post)


def test_what_its_author_deleted_and_then_staff_he_cannot_restore(author, post):
    delete_post(actor=author, post=post)
    operator = a_role(post.thread.community, Membership.Role.OPERATOR)
    for _twice in range(2):
        delete_post(actor=operator, post=post, reason="spam")
    assert AuditEntry.objects.get(verb="post.deleted").actor == operator.member
    with pytest.raises(NotFound):
        restore_post(actor=author, post=post)
    restore_post(actor=operator, post=post)
    assert post_for(VISITOR, post.pk) == post


def test_the_counter_follows_deletion_and_return(author, post):
    delete_post(actor=author, post=post)
    assert Thread.objects.get(pk=post.thread_id).posts_count == 0
    restore_post(actor=author, post=post)
    assert Thread.objects.get(pk=post.thread_id).posts_count == 1


def test_deleting_the_opening_post_takes_the_thread_along(author):
    thread = a_thread(actor=author)
    delete_post(actor=author, post=thread.posts.get())
    with pytest.raises(NotFound):
        thread_for(VISITOR, thread.pk)
    assert thread not in threads_for(VISITOR).items


def test_posts_of_a_deleted_thread_are_gone_too(author):
    thread = a_thread(actor=author)
    answer = a_post(thread)
    delete_post(actor=author, post=thread.posts.get(number=1))
    with pytest.raises(NotFound):
        post_for(VISITOR, answer.pk)


def test_deleting_the_accepted_answer_opens_the_question_again(author):
    thread = a_thread(actor=author)
    helper = an_actor()
    answer = a_post(thread, actor=helper)
    accept_answer(actor=author, post=answer)
    delete_post(actor=helper, post=answer)
    thread.refresh_from_db()
    assert (thread.state, thread.accepted_post) == ("open", None)


def test_staff_posts_are_seen_by_staff_of_this_community_only():
    thread = a_thread()
    agent = a_role(thread.community, Membership.Role.AGENT)
    whisper = a_post(thread, actor=agent, whisper=True)
    stranger = a_role(a_community(), Membership.Role.AGENT)
    assert whisper in posts_for(agent, thread).items
    for actor in (VISITOR, an_actor(), stranger):
        assert whisper not in posts_for(actor, thread).items


def test_a_hidden_post_is_seen_by_its_author_and_staff(author, post):
    Post.objects.filter(pk=post.pk).update(visibility=Post.Visibility.HIDDEN)
    agent = a_role(post.thread.community, Membership.Role.AGENT)
    assert post_for(author, post.pk) and post_for(agent, post.pk)
    with pytest.raises(NotFound):
        post_for(an_actor(), post.pk)


@pytest.mark.parametrize("visibility", [Category.Visibility.MEMBERS, Category.Visibility.STAFF])
def test_a_category_that_is_not_public_is_closed_to_visitors(visibility):
    category = a_category()
    thread = a_thread(category=category)
    Category.objects.filter(pk=category.pk).update(visibility=visibility)
    with pytest.raises(NotFound):
        thread_for(VISITOR, thread.pk)
    assert thread not in threads_for(VISITOR).items


def test_a_closed_community_is_closed_to_strangers():
    thread = a_thread()
    Community.objects.update(visibility=Community.Visibility.MEMBERS)
    with pytest.raises(NotFound):
        thread_for(an_actor(), thread.pk)
    assert thread_for(a_role(thread.community), thread.pk) == thread


def test_the_asker_accepts_an_answer(author):
    thread = a_thread(actor=author)
    answer = a_post(thread)
    accept_answer(actor=author, post=answer)
    thread.refresh_from_db()
    assert (thread.state, thread.accepted_post) == ("solved", answer)


def test_accepting_another_answer_replaces_the_first(author):
    thread = a_thread(actor=author)
    first, second = a_post(thread), a_post(thread)
    accept_answer(actor=author, post=first)
    accept_answer(actor=author, post=second)
    thread.refresh_from_db()
    assert thread.accepted_post == second


def test_an_acceptance_can_be_taken_back(author):
    thread = a_thread(actor=author)
    answer = a_post(thread)
    accept_answer(actor=author, post=answer)
    unaccept_answer(actor=author, post=answer)
    thread.refresh_from_db()
    assert (thread.state, thread.accepted_post) == ("open", None)


def test_only_the_asker_accepts():
    answer = a_post(a_thread())
    with pytest.raises(NotPermitted):
        accept_answer(actor=an_actor(), post=answer)


def test_a_comment_is_not_accepted(author):
    thread = a_thread(actor=author)
    with pytest.raises(NotAnAnswer):
        accept_answer(actor=author, post=a_post(thread, kind="comment"))


def test_news_of_a_deletion_say_what_its_votes_had_come_to(author):
    asker = an_actor()
    answer = a_post(a_thread(actor=asker), actor=author)
    accept_answer(actor=asker, post=answer)
    vote(actor=a_regular(), post=answer, value=1)
    delete_post(actor=author, post=answer)
    gone, unaccepted = (
        Outbox.objects.filter(name=name).values_list("payload", flat=True).last()
        for name in ("forum.post_deleted", "forum.answer_unaccepted")
    )
    assert (gone["score"], unaccepted["score_when_deleted"]) == (1, 1)
