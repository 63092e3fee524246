"""Which links of a post are shown as cards, noted when it was written."""

from core.events import receiver
from forum.actions.link_previews import note_links
from forum.events import PostEdited, PostPublished, ThreadOpened
from forum.models import Post


@receiver(ThreadOpened, PostPublished, PostEdited)
def note_links_of_post(news: ThreadOpened | PostPublished | PostEdited) -> None:
    """Record the links of the post as it stands now."""
    post = Post.objects.select_related("body").filter(pk=news.post_id).first()
    if post is not None and post.visibility != Post.Visibility.REVIEW:
        note_links(text=post.body)
