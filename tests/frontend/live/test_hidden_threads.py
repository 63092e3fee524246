"""A thread that is hidden goes on for its author, and for nobody who stands like him."""

import pytest

from forum.actions.hiding import hide
from forum.models import Post, Thread
from frontend.live.access import audiences_now
from tests.builders import a_category, a_regular, a_role, a_thread

pytestmark = pytest.mark.django_db


def hidden() -> Thread:
    category = a_category()
    thread = a_thread(category=category, actor=a_regular(level=1))
    post = thread.posts.select_related("thread__community", "thread__category", "author").get()
    assert hide(post, by=None) is not None and post.kind == Post.Kind.OPENING
    return thread


@pytest.mark.parametrize("order", [1, -1])
def test_who_stands_like_the_author_follows_it_no_more(order):
    thread = hidden()
    other = a_role(thread.community, level=1)
    moderator = a_role(thread.community, level=5)
    ids = sorted([thread.author_id, other.id, moderator.id], reverse=order < 0)
    found = audiences_now(thread.pk, thread.community_id, privileged=ids, others=[])
    assert set(found) == {thread.author_id, moderator.id}
