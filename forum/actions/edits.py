"""Changing what was written, without losing what stood there."""

from django.db import transaction
from django.utils import timezone

from accounts.permissions import Actor, Privilege
from core.events import publish
from forum.actions.checks import check_body, check_may_change, check_title
from forum.actions.timeline import lock_thread, note_post, note_thread
from forum.errors import EditConflict
from forum.events import PostEdited
from forum.models import Post, PostRevision, Thread, ThreadEvent
from forum.queries import post_for, thread_for
from translation.actions import correct_language, write_text


@transaction.atomic
def edit_post(
    *,
    actor: Actor,
    post: Post,
    revision: int,
    body: str | None = None,
    language: str | None = None,
) -> Post:
    """Replace the body, the language, or both; the earlier version is kept as a revision.

    `revision` is the one the editor saw: another present one raises EditConflict. An edit that
    changes nothing is none. Raises NotFound, NotSignedIn, NotPermitted, InvalidInput.
    """
    post = locked_post(actor, post)
    check_may_change(actor, post, Privilege.EDIT_OWN, Privilege.EDIT_OTHERS)
    if post.revision != revision:
        raise EditConflict(current_source=post.body.source, current_revision=post.revision)
    before, old_language = post.body.source, post.body.language
    source = check_body(body) if body is not None else before
    text = write_text(
        source=source,
        format=post.body.format,
        community=post.thread.community,
        author=post.author,
        language=language,
        text=post.body,
    )
    if (text.source, text.language) == (before, old_language):
        return post
    _keep_revision(actor, post, source=before, language=old_language)
    publish(PostEdited(thread_id=post.thread_id, post_id=post.pk, revision=post.revision))
    note_post(post, ThreadEvent.Type.POST_UPDATED)
    return post


def _keep_revision(
    actor: Actor, post: Post, *, source: str, language: str, title: str = ""
) -> None:
    """Keep what the present revision said and begin the next one."""
    PostRevision.objects.create(
        post=post,
        revision=post.revision,
        source=source,
        language=language,
        title=title,
        editor=actor.member,
    )
    post.revision += 1
    post.edited = timezone.now()
    post.save(update_fields=["revision", "edited"])


def locked_post(actor: Actor, post: Post) -> Post:
    """The post as it stands now, with its thread held until the transaction ends. Raises
    NotFound."""
    lock_thread(post.thread_id)
    return post_for(actor, post.pk)


@transaction.atomic
def correct_post_language(*, actor: Actor, post: Post, language: str) -> Post:
    """Say which language a post is in. Raises NotFound, NotPermitted, InvalidLanguage."""
    post = locked_post(actor, post)
    check_may_change(actor, post, Privilege.EDIT_OWN, Privilege.CORRECT_LANGUAGE)
    return put_right(post, language)


def put_right(post: Post, language: str) -> Post:
    """Let a locked post be in `language`, and tell who has it open. Raises InvalidLanguage."""
    correct_language(text=post.body, language=language)
    note_post(post, ThreadEvent.Type.POST_UPDATED)
    return post


@transaction.atomic
def edit_title(*, actor: Actor, thread: Thread, title: str) -> Thread:
    """Replace a thread's title: a new revision of its opening post, which keeps the earlier one.

    A title that stays the same is no edit. Raises NotFound, NotPermitted, InvalidInput.
    """
    lock_thread(thread.pk)
    thread = thread_for(actor, thread.pk)
    opening = _opening(thread)
    check_may_change(actor, opening, Privilege.EDIT_OWN, Privilege.EDIT_OTHERS)
    before, title = thread.title.source, check_title(title)
    if title == before:
        return thread
    write_text(
        source=title,
        format=thread.title.format,
        community=thread.community,
        author=thread.author,
        language=thread.title.language,
        text=thread.title,
    )
    body = opening.body
    _keep_revision(actor, opening, source=body.source, language=body.language, title=before)
    publish(PostEdited(thread_id=thread.pk, post_id=opening.pk, revision=opening.revision))
    note_thread(thread)
    return thread


@transaction.atomic
def correct_title_language(*, actor: Actor, thread: Thread, language: str) -> Thread:
    """Say which language a title is in. Raises NotFound, NotPermitted, InvalidLanguage."""
    thread = thread_for(actor, thread.pk)
    check_may_change(actor, _opening(thread), Privilege.EDIT_OWN, Privilege.CORRECT_LANGUAGE)
    correct_language(text=thread.title, language=language)
    note_thread(thread)
    return thread


def _opening(thread: Thread) -> Post:
    post = thread.posts.select_related("author", "body").get(kind=Post.Kind.OPENING)
    post.thread = thread
    return post
