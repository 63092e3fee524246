"""What the forum does about first posts when something else happens to them."""

from core.events import receiver
from forum.actions.first_posts import follow_waiting_post
from forum.actions.spam_check import ask_service
from forum.events import FirstPostPublished, PostDeleted, PostRestored


@receiver(PostDeleted, PostRestored)
def keep_queue_true(news: PostDeleted | PostRestored) -> None:
    follow_waiting_post(post_id=news.post_id)


@receiver(FirstPostPublished)
def ask_about_spam(news: FirstPostPublished) -> None:
    ask_service(post_id=news.post_id)
