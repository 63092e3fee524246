"""Changing what was written, without losing what stood there."""

from django.db import transaction

from accounts.permissions import Actor, Privilege
from core.errors import NotFound
from core.events import publish
from forum.actions.allowances import check_edit
from forum.actions.checks import check_body, check_may_change, check_not_locked, check_title
from forum.actions.first_posts import wait_after_change
from forum.actions.legal import agree_by_taking_part
from forum.actions.quotes import record_quotes
from forum.actions.recording import record_of_post, record_of_thread
from forum.actions.revisions import Version, begin_revision
from forum.actions.timeline import keep_language, lock_thread, note_post, note_thread
from forum.actions.upload_uses import note_uploads
from forum.actions.word_lists import check_words, treat_edit
from forum.errors import EditConflict
from forum.events import PostEdited
from forum.models import Post, Thread, ThreadEvent
from forum.queries import post_for, thread_for
from translation.actions import correct_language, write_text
from translation.models import Text


@transaction.atomic
def edit_post(
    *,
    actor: Actor,
    post: Post,
    revision: int,
    body: str | None = None,
    language: str | None = None,
    title: str | None = None,
    merging: bool = False,
) -> Post:
    """Replace the body, its language, for an opening post the title of the thread, or several of
    them; the earlier version is kept unless the editor wrote it just now (`revisions.GRACE`).

    `revision` is the one the editor saw: another present one raises EditConflict. `merging` says
    that he was told of such a conflict: what stands there is somebody else's and is kept. An edit
    that changes nothing is none. What its author makes spam of a first post waits for review
    (`forum.actions.first_posts`). Raises NotFound, NotSignedIn, NotPermitted, ThreadIsLocked,
    TermsChanged, TextErased, WordRefused, InvalidInput.
    """
    post = locked_post(actor, post)
    check_may_change(actor, post, Privilege.EDIT_OWN, Privilege.EDIT_OTHERS)
    check_not_locked(actor, post.thread)
    agree_by_taking_part(actor=actor, community=post.thread.community)
    if post.revision != revision:
        raise _conflict(post)
    before = Version.of(post)
    if body is not None:
        check_edit(actor, post.thread.community, body=body, before=before.body.source)
    body_changed = _write_body(post, before.body, body, language)
    title_changed = title is not None and _write_title(post, title)
    if not body_changed and not title_changed:
        return post
    said = check_words(actor, post)
    begin_revision(actor, post, before, keep=merging)
    _tell(actor, post, revision, body_changed=body_changed, title_changed=title_changed)
    treat_edit(actor, post, said)
    wait_after_change(actor=actor, post=post, before=before)
    return post


def _tell(
    actor: Actor, post: Post, revision: int, *, body_changed: bool, title_changed: bool
) -> None:
    """Everybody concerned, of what an edit changed; `revision` is the one before."""
    record_of_post(
        actor,
        post,
        "post.edited",
        before={"revision": revision},
        after={"revision": post.revision, "body": body_changed, "title": title_changed},
    )
    publish(PostEdited(thread_id=post.thread_id, post_id=post.pk, revision=post.revision))
    if body_changed:
        record_quotes(actor=actor, post=post)
        note_uploads(actor=actor, text=post.body)
        note_post(post, ThreadEvent.Type.POST_UPDATED)
    if title_changed:
        note_thread(post.thread)


def _conflict(post: Post) -> EditConflict:
    opening = post.kind == Post.Kind.OPENING
    return EditConflict(
        current_source=post.body.source,
        current_revision=post.revision,
        current_title=post.thread.title.source if opening else "",
    )


def _write_body(post: Post, before: Text, body: str | None, language: str | None) -> bool:
    """True where the post says something else now, or in another language."""
    text = write_text(
        source=check_body(body) if body is not None else before.source,
        format=before.format,
        community=post.thread.community,
        author=post.author,
        language=language,
        text=post.body,
    )
    return (text.source, text.language) != (before.source, before.language)


def _write_title(post: Post, title: str) -> bool:
    """True where the thread has another title now."""
    thread, title = post.thread, check_title(title)
    if post.kind != Post.Kind.OPENING or title == thread.title.source:
        return False
    write_text(
        source=title,
        format=thread.title.format,
        community=thread.community,
        author=thread.author,
        language=thread.title.language,
        text=thread.title,
    )
    return True


@transaction.atomic
def restore_revision(*, actor: Actor, post: Post, revision: int, present: int) -> Post:
    """Let a post say again what it said in `revision`: an edit like any other, of the revision
    `present`. Raises what `edit_post` raises, and NotFound where that version was not kept."""
    row = post_for(actor, post.pk).revisions.filter(revision=revision).first()
    if row is None or not row.source:
        raise NotFound
    return edit_post(
        actor=actor,
        post=post,
        revision=present,
        body=row.source,
        language=row.language,
        title=row.title or None,
    )


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
    before = post.body.language
    post = put_right(post, language)
    record_of_post(
        actor,
        post,
        "post.language_corrected",
        before={"language": before},
        after={"language": post.body.language},
    )
    return post


def put_right(post: Post, language: str) -> Post:
    """Let a locked post be in `language`, and tell who has it open. Raises InvalidLanguage."""
    correct_language(text=post.body, language=language)
    note_post(post, ThreadEvent.Type.POST_UPDATED)
    return post


@transaction.atomic
def edit_title(*, actor: Actor, thread: Thread, title: str) -> Thread:
    """Replace a thread's title: a new revision of its opening post, whatever the present one.

    A title that stays the same is no edit. Raises NotFound, NotPermitted, ThreadIsLocked,
    InvalidInput.
    """
    lock_thread(thread.pk)
    opening = _opening(thread_for(actor, thread.pk))
    post = edit_post(actor=actor, post=opening, revision=opening.revision, title=title)
    return post.thread


@transaction.atomic
def correct_title_language(*, actor: Actor, thread: Thread, language: str) -> Thread:
    """Say which language a title is in. Raises NotFound, NotPermitted, InvalidLanguage."""
    thread = thread_for(actor, thread.pk)
    check_may_change(actor, _opening(thread), Privilege.EDIT_OWN, Privilege.CORRECT_LANGUAGE)
    before = thread.title.language
    correct_language(text=thread.title, language=language)
    keep_language(thread)
    note_thread(thread)
    record_of_thread(
        actor,
        thread,
        "title.language_corrected",
        before={"language": before},
        after={"language": thread.title.language},
    )
    return thread


def _opening(thread: Thread) -> Post:
    post = thread.posts.select_related("author", "body").get(kind=Post.Kind.OPENING)
    post.thread = thread
    return post
