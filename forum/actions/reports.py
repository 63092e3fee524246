"""What readers say about posts of others."""

from django.db import transaction

from accounts.actions import join
from accounts.permissions import Actor, Privilege, allowed, require
from core import languages
from core.events import publish
from forum.actions.checks import check_member
from forum.actions.edits import correct_post_language, locked_post, put_right
from forum.actions.timeline import keep_language, note_thread
from forum.events import PostLanguageReported
from forum.models import Post
from translation.actions import correct_language, report_language


@transaction.atomic
def report_post_language(*, actor: Actor, post: Post, language: str) -> bool:
    """Say that a post is in another language than it claims; True where that corrected it.

    Authors and who may correct languages are believed at once, others where two say the same, and
    the author is asked; the title is corrected along where it claimed the same language. Raises
    NotSignedIn, NotFound, NotPermitted, InvalidLanguage and SameLanguage.
    """
    member = check_member(actor)
    post = locked_post(actor, post)
    community = post.thread.community
    if post.author_id == member.pk or allowed(actor, Privilege.CORRECT_LANGUAGE, community):
        correct_post_language(actor=actor, post=post, language=language)
        return True
    require(actor, Privilege.REPORT_LANGUAGE, community)
    join(member=member, community=community)
    believed = report_language(member=member, text=post.body, language=language)
    publish(
        PostLanguageReported(
            thread_id=post.thread_id, post_id=post.pk, language=languages.canonical(language)
        )
    )
    if believed:
        _believe(post, language)
    return believed


def _believe(post: Post, language: str) -> None:
    claimed, thread = post.body.language, post.thread
    put_right(post, language)
    # Title and body are recognised together, so one error makes both.
    if post.kind == Post.Kind.OPENING and thread.title.language == claimed:
        correct_language(text=thread.title, language=language)
        keep_language(thread)
        note_thread(thread)
