"""Answering and commenting."""

from django.db import transaction

from accounts.actions import join
from accounts.permissions import Actor, Privilege, require
from core.errors import InvalidInput, NotFound
from core.events import publish
from forum.actions.checks import check_body, check_member, check_takes_posts, check_thread
from forum.actions.legal import agree_by_taking_part
from forum.actions.quotes import keep_quotes, quotes_of
from forum.actions.timeline import count_posts, next_post_number, note_post
from forum.actions.upload_uses import note_uploads
from forum.events import PostPublished
from forum.models import Post, Thread, ThreadEvent
from forum.queries import post_for
from translation.actions import write_text
from translation.models import Text

_PRIVILEGES = {Post.Kind.ANSWER: Privilege.ANSWER, Post.Kind.COMMENT: Privilege.COMMENT}


@transaction.atomic
def publish_post(
    *,
    actor: Actor,
    thread: Thread,
    body: str,
    kind: str | None = None,
    language: str | None = None,
    reply_to: Post | None = None,
    whisper: bool = False,
) -> Post:
    """Write a post into a thread; a whisper is for staff only.

    `kind` is by default an answer in another's question, a comment otherwise. Raises
    NotSignedIn, NotPermitted, NotFound, ThreadGone, ThreadIsClosed, ThreadIsLocked, TermsChanged,
    InvalidInput, InvalidLanguage.
    """
    member = check_member(actor)
    body = check_body(body)
    thread = check_thread(actor, thread)
    check_takes_posts(actor, thread)
    kind = kind or default_kind(actor, thread)
    _check_kind(actor, thread, kind, whisper=whisper)
    _check_reply(actor, thread, reply_to)
    agree_by_taking_part(actor=actor, community=thread.community)
    join(member=member, community=thread.community)
    text = write_text(
        source=body,
        format=Text.Format.MARKDOWN,
        community=thread.community,
        author=member,
        language=language,
    )
    quotes = quotes_of(actor=actor, text=text)
    post = Post.objects.create(
        thread=thread,
        number=next_post_number(thread),
        kind=kind,
        body=text,
        author=member,
        reply_to=reply_to,
        visibility=Post.Visibility.STAFF if whisper else Post.Visibility.PUBLIC,
    )
    keep_quotes(post=post, quotes=quotes)
    note_uploads(actor=actor, text=text)
    count_posts(thread, active=not whisper)
    publish(PostPublished(thread_id=thread.pk, post_id=post.pk))
    note_post(post, ThreadEvent.Type.POST_CREATED)
    return post


def _check_kind(actor: Actor, thread: Thread, kind: str, *, whisper: bool) -> None:
    if kind not in _PRIVILEGES or (kind == Post.Kind.ANSWER and not _takes_answers(thread)):
        raise InvalidInput(fields={"kind": f"{Post.Kind.ANSWER}, {Post.Kind.COMMENT}"})
    require(actor, Privilege.WHISPER if whisper else _PRIVILEGES[Post.Kind(kind)], thread.community)


def _check_reply(actor: Actor, thread: Thread, reply_to: Post | None) -> None:
    if reply_to is not None and post_for(actor, reply_to.pk).thread_id != thread.pk:
        raise NotFound


def default_kind(actor: Actor, thread: Thread) -> str:
    """An answer in another's question, a comment otherwise."""
    mine = thread.author_id == actor.id
    return Post.Kind.ANSWER if _takes_answers(thread) and not mine else Post.Kind.COMMENT


def _takes_answers(thread: Thread) -> bool:
    return thread.kind == Thread.Kind.QUESTION
