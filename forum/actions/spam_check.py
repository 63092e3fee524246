"""A second opinion on first posts, from a service where the operator named one."""

import logging

from django.conf import settings

from forum.actions.first_posts import call_back
from forum.models import Post
from forum.spam import Signal
from forum.spam_service import NoAnswer, Question, is_spam

logger = logging.getLogger(__name__)


def ask_service(*, post_id: int) -> bool:
    """Hold a post back that the service calls spam; True where it waits now. No transaction is
    open while the service thinks. Where it does not answer, the post stays."""
    post = _public(post_id)
    if post is None or not settings.SPAM_CHECK_URL:
        return False
    try:
        if not is_spam(_question(post)):
            return False
    except NoAnswer as reason:
        logger.warning("spam service: no answer about post %d (%s); it stays", post_id, reason)
        return False
    return call_back(post_id=post_id, signals=[Signal.SERVICE])


def _public(post_id: int) -> Post | None:
    rows = Post.objects.select_related("body", "thread__title")
    return rows.filter(pk=post_id, visibility=Post.Visibility.PUBLIC).first()


def _question(post: Post) -> Question:
    opening = post.kind == Post.Kind.OPENING
    words = post.body.source
    return Question(
        kind="forum-post" if opening else "reply",
        words=f"{post.thread.title.source}\n\n{words}" if opening else words,
        language=post.body.language,
        address=f"{settings.PUBLIC_URL}/t/{post.thread_id}/?post={post.pk}",
    )
