"""Keeping sketches of answers up to date with what stands in the forum."""

from core.events import receiver
from forum.events import PostEdited, PostErased, PostPublished, ThreadImported
from forum.models import Post
from reputation.actions.imprinting import forget_imprint, imprint


@receiver(PostPublished, PostEdited)
def take_imprint(news: PostPublished | PostEdited) -> None:
    if Post.objects.filter(pk=news.post_id).exists():
        imprint(post_id=news.post_id)


@receiver(ThreadImported)
def take_imprints(news: ThreadImported) -> None:
    answers = Post.objects.filter(thread=news.thread_id, kind=Post.Kind.ANSWER)
    for post_id in answers.order_by("pk").values_list("pk", flat=True):
        imprint(post_id=post_id)


@receiver(PostErased)
def forget(news: PostErased) -> None:
    forget_imprint(post_id=news.post_id)
