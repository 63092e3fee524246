"""Erasing posts: no word is left in any language, and the thread stays readable.

Deleting (`forum.actions.removal`) hides a post and can be undone; erasing cannot. What others
quoted stays in their posts, as what they wrote; the quoted original kept beside it goes.
"""

from django.db import transaction

from accounts.permissions import Actor, Privilege, require
from core.events import publish
from forum.actions.edits import locked_post
from forum.actions.recording import record_of_post
from forum.actions.timeline import keep_language, note_post, note_thread
from forum.actions.uploads import drop_uploads
from forum.events import PostErased
from forum.models import (
    LinkPreview,
    LinkPreviewUse,
    Post,
    PostRevision,
    Quote,
    ThreadEvent,
    Upload,
    UploadUse,
)
from translation.actions import erase_text
from translation.actions.erasing import erase_words
from translation.models import Text


@transaction.atomic
def erase_post(*, actor: Actor, post: Post) -> Post:
    """Erase the words of a post for good: text, earlier versions, poll, files shown nowhere
    else, and of an opening post the title. Twice is once.

    Raises NotFound, NotSignedIn, NotPermitted.
    """
    post = locked_post(actor, post)
    require(actor, Privilege.ERASE_POSTS, post.thread.community)
    erased_before = bool(post.body.erased)
    forget_post(post, by=Text.Erased.BY_STAFF)
    if not erased_before:
        record_of_post(actor, post, "post.erased")
    return post


def forget_post(post: Post, *, by: str) -> None:
    """Leave nothing of a post but its place. Callers hold the thread."""
    opening = post.kind == Post.Kind.OPENING
    title = [post.thread.title] if opening else []
    for text in [*_texts_of(post), *title]:
        _drop_files_of(text)
        erase_words(text=text, by=by)
    for revision in post.revisions.select_related("body", "title_text"):
        _forget_revision(revision)
    Quote.objects.filter(post=post).delete()
    Quote.objects.filter(quoted=post).delete()
    publish(PostErased(thread_id=post.thread_id, post_id=post.pk))
    post.body.refresh_from_db()
    note_post(post, ThreadEvent.Type.POST_UPDATED)
    if opening:
        post.thread.title.refresh_from_db()
        post.thread.product_version = ""
        post.thread.save(update_fields=["product_version"])
        keep_language(post.thread)
        note_thread(post.thread)


def _texts_of(post: Post) -> list[Text]:
    options = Text.objects.filter(pk__in=post.poll.options.values("text")) if _polls(post) else []
    return [post.body, *options]


def _polls(post: Post) -> bool:
    return hasattr(post, "poll")


def _forget_revision(revision: PostRevision) -> None:
    texts = [text for text in (revision.body, revision.title_text) if text]
    revision.delete()
    for text in texts:
        _drop_files_of(text)
        erase_text(text=text)


def _drop_files_of(text: Text) -> None:
    """Files, and cards of links, that no other text shows."""
    uploads = [row for row in Upload.objects.filter(uses__text=text) if _only_in(row, text)]
    cards = LinkPreview.objects.filter(uses__text=text).select_related("image")
    mine = [row for row in cards if _only_in(row, text)]
    pictures = [row.image for row in mine if row.image]
    LinkPreview.objects.filter(pk__in=[row.pk for row in mine]).delete()
    drop_uploads([*uploads, *pictures])
    UploadUse.objects.filter(text=text).delete()
    LinkPreviewUse.objects.filter(text=text).delete()


def _only_in(shown: Upload | LinkPreview, text: Text) -> bool:
    return not shown.uses.exclude(text=text).exists()
