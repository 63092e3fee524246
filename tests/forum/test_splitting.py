"""Posts become a thread of their own."""

import pytest

from accounts.models import AuditEntry
from accounts.permissions import VISITOR
from core.errors import InvalidInput, NotPermitted
from forum.actions import accept_answer, delete_post, mark_read, set_subscription
from forum.actions.merging import merge_threads
from forum.actions.splitting import split_thread
from forum.models import Post, Subscription, Thread, ThreadRead, ThreadSplit
from forum.queries import thread_for
from forum.thread_errors import CannotSplit
from tests.builders import a_category, a_post, a_role, a_thread, an_actor

pytestmark = pytest.mark.django_db

TITLE = "Another thing: the lamp hums"


@pytest.fixture
def category():
    return a_category()


@pytest.fixture
def asker():
    return an_actor()


@pytest.fixture
def thread(category, asker):
    return a_thread(actor=asker, category=category)


@pytest.fixture
def moderator(category):
    return a_role(category.community, level=5)


def split(moderator, thread, *posts, **options):
    ids = [post.pk for post in posts]
    return split_thread(actor=moderator, thread=thread, posts=ids, **{"title": TITLE, **options})


def order(thread):
    return list(Post.objects.filter(thread=thread).order_by("number").values_list("pk", flat=True))


def test_the_posts_are_a_thread_with_a_title(thread, moderator):
    posts = [a_post(thread, kind="comment") for _ in range(4)]
    new = split(moderator, thread, posts[3], posts[1])
    assert order(new) == [posts[1].pk, posts[3].pk]
    assert order(thread)[1:] == [posts[0].pk, posts[2].pk]
    row = thread_for(VISITOR, new.pk)
    assert (row.title.source, row.author) == (TITLE, posts[1].author)
    assert (row.posts_count, row.last_number) == (1, 2)
    assert Post.objects.get(pk=posts[1].pk).kind == Post.Kind.OPENING


def test_both_threads_count_what_they_have(thread, moderator):
    posts = [a_post(thread) for _ in range(3)]
    split(moderator, thread, posts[0], posts[1])
    thread.refresh_from_db()
    assert (thread.posts_count, thread.answers_count) == (1, 1)


def test_an_accepted_answer_that_stays_solves_the_thread(thread, asker, moderator):
    stays, goes = a_post(thread), a_post(thread)
    accept_answer(actor=asker, post=stays)
    split(moderator, thread, goes)
    thread.refresh_from_db()
    assert (thread.state, thread.accepted_post) == (Thread.State.SOLVED, stays)


def test_an_accepted_answer_that_goes_solves_it_no_more(thread, asker, moderator):
    answer, comment = a_post(thread), a_post(thread, kind="comment")
    accept_answer(actor=asker, post=answer)
    new = split(moderator, thread, answer, comment)
    thread.refresh_from_db()
    new.refresh_from_db()
    assert (thread.state, thread.accepted_post) == (Thread.State.OPEN, None)
    assert new.state == Thread.State.OPEN
    assert Post.objects.get(pk=answer.pk).accepted is None


def test_a_note_stands_in_the_old_place(thread, moderator):
    _first, second = a_post(thread), a_post(thread)
    new = split(moderator, thread, second)
    note = ThreadSplit.objects.get()
    assert (note.source, note.target, note.place, note.posts_count) == (thread, new, 2, 1)
    assert Thread.objects.get(pk=thread.pk).splits_count == 1


def test_what_was_read_stays_read_and_who_follows_follows(thread, moderator):
    writer = a_role(thread.community, level=1)
    posts = [a_post(thread, actor=writer, kind="comment") for _ in range(3)]
    set_subscription(actor=writer, thread=thread, level="watching")
    mark_read(actor=writer, thread=thread, number=3)
    new = split(moderator, thread, *posts)
    assert ThreadRead.objects.get(thread=new, member=writer.member).number == 2
    assert Subscription.objects.get(thread=new, member=writer.member).level == "watching"


def test_it_is_written_down(thread, moderator):
    post = a_post(thread)
    new = split(moderator, thread, post)
    entry = AuditEntry.objects.get(verb="thread.split")
    assert (entry.subject_id, entry.member) == (new.pk, post.author)
    assert entry.before == {"thread": thread.pk}


def test_merging_back_undoes_it(thread, moderator):
    posts = [a_post(thread, kind="comment") for _ in range(3)]
    before = order(thread)
    new = split(moderator, thread, posts[1])
    merge_threads(actor=moderator, source=new, target=thread)
    assert order(thread) == before


def test_what_cannot_be_split_is_refused(thread, moderator, asker):
    gone = a_post(thread, actor=asker)
    delete_post(actor=asker, post=gone)
    opening = thread.posts.get(kind="opening")
    for posts in ([], [opening], [a_post(a_thread())], [gone]):
        with pytest.raises(CannotSplit):
            split(moderator, thread, *posts)


def test_a_title_is_asked_for(thread, moderator):
    with pytest.raises(InvalidInput):
        split(moderator, thread, a_post(thread), title=" ")


def test_below_level_five_nobody_splits(thread, category):
    with pytest.raises(NotPermitted):
        split(a_role(category.community, level=4), thread, a_post(thread))
