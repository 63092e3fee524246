"""Answering and commenting."""

from django.db import transaction

from accounts.actions import join
from accounts.permissions import Actor, Privilege, require
from core.errors import InvalidInput, NotFound
from core.events import publish
from forum.actions.allowances import check_writing
from forum.actions.checks import check_body, check_member, check_takes_posts, check_thread
from forum.actions.first_posts import wait_for_review
from forum.actions.legal import agree_by_taking_part
from forum.actions.quotes import keep_quotes, quotes_of
from forum.actions.timeline import count_posts, next_post_number, note_post
from forum.actions.upload_uses import note_uploads
from forum.actions.word_lists import check_words, treat_words
from forum.events import PostPublished
from forum.models import Post, Thread, ThreadEvent
from forum.queries import post_for
from forum.queries.taking_part import may_comment, takes_answers
from translation.actions import write_text
from translation.models import Text

_KINDS = (Post.Kind.ANSWER, Post.Kind.COMMENT)


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
    """Write a post into a thread; a whisper is for staff only. First posts may wait for review
    (`forum.actions.first_posts`).

    `kind` is by default an answer in another's question, a comment otherwise. Raises
    NotSignedIn, NotPermitted, NotFound, ThreadGone, ThreadIsClosed, ThreadIsLocked, ThreadMerged,
    TermsChanged, InvalidInput, InvalidLanguage, WordRefused, and what `check_writing` raises.
    """
    member = check_member(actor)
    body = check_body(body)
    thread = check_thread(actor, thread, follow=True)
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
    number = next_post_number(thread)
    check_writing(actor, thread, body=body)
    post = Post.objects.create(
        thread=thread,
        number=number,
        kind=kind,
        body=text,
        author=member,
        reply_to=reply_to,
        visibility=Post.Visibility.STAFF if whisper else Post.Visibility.PUBLIC,
    )
    keep_quotes(post=post, quotes=quotes)
    note_uploads(actor=actor, text=text)
    _put_before_readers(actor, post)
    return post


def _put_before_readers(actor: Actor, post: Post) -> None:
    """Count and tell of a post, unless its words or its author's newness make it wait."""
    said = check_words(actor, post)
    if not (treat_words(actor, post, said) or wait_for_review(actor=actor, post=post)):
        count_posts(post.thread, active=post.visibility != Post.Visibility.STAFF)
        publish(PostPublished(thread_id=post.thread_id, post_id=post.pk))
    note_post(post, ThreadEvent.Type.POST_CREATED)


def _check_kind(actor: Actor, thread: Thread, kind: str, *, whisper: bool) -> None:
    if kind not in _KINDS or (kind == Post.Kind.ANSWER and not takes_answers(thread)):
        raise InvalidInput(fields={"kind": f"{Post.Kind.ANSWER}, {Post.Kind.COMMENT}"})
    if whisper:
        require(actor, Privilege.WHISPER, thread.community)
    elif kind == Post.Kind.ANSWER:
        require(actor, Privilege.ANSWER, thread.community)
    elif not may_comment(actor, thread):
        require(actor, Privilege.COMMENT, thread.community)


def _check_reply(actor: Actor, thread: Thread, reply_to: Post | None) -> None:
    if reply_to is not None and post_for(actor, reply_to.pk).thread_id != thread.pk:
        raise NotFound


def default_kind(actor: Actor, thread: Thread) -> str:
    """An answer in another's question, a comment otherwise."""
    mine = thread.author_id == actor.id
    return Post.Kind.ANSWER if takes_answers(thread) and not mine else Post.Kind.COMMENT
