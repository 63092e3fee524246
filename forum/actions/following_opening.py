"""A thread is seen as long as its opening post is."""

from forum.actions.tags import count_tags_of
from forum.models import Post, Thread

_SEEN: dict[str, str] = {
    Post.Visibility.PUBLIC: Thread.Visibility.PUBLIC,
    Post.Visibility.STAFF: Thread.Visibility.PUBLIC,
    Post.Visibility.REVIEW: Thread.Visibility.HIDDEN,
    Post.Visibility.HIDDEN: Thread.Visibility.HIDDEN,
    Post.Visibility.DELETED: Thread.Visibility.DELETED,
}


def follow_opening(post: Post) -> None:
    """Bring the thread that `post` opens after it, and count its tags where it has just appeared
    or disappeared. What was merged into another thread stays so. Callers hold the thread."""
    thread = post.thread
    if post.kind != Post.Kind.OPENING or thread.visibility == Thread.Visibility.MERGED:
        return
    before, thread.visibility = thread.visibility, _SEEN[post.visibility]
    thread.save(update_fields=["visibility"])
    if Thread.Visibility.PUBLIC in {before, thread.visibility} and before != thread.visibility:
        count_tags_of(thread)
