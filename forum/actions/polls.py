"""Polls: opening one in a post, and ending it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Actor, Privilege, require
from core.errors import Message, NotFound, NotPermitted
from core.events import publish
from forum.actions.allowances import check_edit
from forum.actions.checks import (
    check_may_change,
    check_member,
    check_not_locked,
    check_takes_posts,
    check_thread,
)
from forum.actions.edits import locked_post
from forum.actions.first_posts import wait_after_change
from forum.actions.recording import record_of_post
from forum.actions.revisions import Version
from forum.actions.timeline import note_post
from forum.actions.word_lists import check_texts, treat_edit
from forum.errors import PollExists, PollRefused
from forum.events import PollEnded, PollOpened
from forum.models import Poll, PollOption, Post, ThreadEvent
from forum.queries.polls import has_ended
from translation.actions import write_text
from translation.models import Text

OPTIONS_MIN, OPTIONS_MAX = 2, 10
OPTION_MAX_CHARS = 200
OPEN_MAX = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class PollDraft:
    """A poll to be: its options in order, whether several may be chosen, when it ends."""

    options: Sequence[str]
    multiple: bool = False
    closes: datetime | None = None


@transaction.atomic
def open_poll(*, actor: Actor, post: Post, draft: PollDraft) -> Poll:
    """Add a poll to one's own post, whose text is the question; its options are in the language
    of the post. They are checked like an edit that adds them to it.

    Raises NotFound, NotSignedIn, NotPermitted, ThreadGone, ThreadIsClosed, ThreadIsLocked,
    PollExists, PollRefused (`fields`: options, closes), TooManyLinks and WordRefused.
    """
    member = check_member(actor)
    options = check_draft(draft)
    post = locked_post(actor, post)
    require(actor, Privilege.OPEN_POLL, post.thread.community)
    if post.author_id != member.pk:
        raise NotPermitted
    check_takes_posts(actor, check_thread(actor, post.thread))
    if Poll.objects.filter(post=post).exists():
        raise PollExists
    body = post.body.source
    check_edit(actor, post.thread.community, body="\n".join([body, *options]), before=body)
    poll = Poll.objects.create(post=post, multiple=draft.multiple, closes=draft.closes)
    texts = [_add_option(poll, position, option) for position, option in enumerate(options)]
    said = check_texts(actor, post, texts)
    publish(PollOpened(thread_id=post.thread_id, post_id=post.pk))
    note_post(post, ThreadEvent.Type.POST_UPDATED)
    treat_edit(actor, post, said)
    wait_after_change(actor=actor, post=post, before=Version.of(post), options=options)
    return poll


def _add_option(poll: Poll, position: int, source: str) -> Text:
    text = write_text(
        source=source,
        format=Text.Format.PLAIN,
        community=poll.post.thread.community,
        author=poll.post.author,
        # One word alone rarely tells its language; the question does.
        language=poll.post.body.language,
    )
    PollOption.objects.create(poll=poll, position=position, text=text)
    return text


def check_draft(draft: PollDraft) -> list[str]:
    """The options, each in one line, without empty ones. Raises PollRefused."""
    options = [" ".join(option.split()) for option in draft.options]
    options = [option for option in options if option]
    wrong: dict[str, Message] = {}
    if not OPTIONS_MIN <= len(options) <= OPTIONS_MAX:
        least, most = OPTIONS_MIN, OPTIONS_MAX
        wrong["options"] = _("A poll has %(least)d to %(most)d options.") % {
            "least": least,
            "most": most,
        }
    elif any(len(option) > OPTION_MAX_CHARS for option in options):
        wrong["options"] = _("An option has at most %(most)d characters.") % {
            "most": OPTION_MAX_CHARS
        }
    elif len({option.casefold() for option in options}) < len(options):
        wrong["options"] = _("Two options are the same.")
    if draft.closes is not None and draft.closes <= timezone.now():
        wrong["closes"] = _("This moment has passed already.")
    elif draft.closes is not None and draft.closes > timezone.now() + OPEN_MAX:
        wrong["closes"] = _("A poll ends within ten years.")
    if wrong:
        raise PollRefused(fields=wrong)
    return options


@transaction.atomic
def close_poll(*, actor: Actor, post: Post) -> Poll:
    """End a poll now: its author, or who may edit posts of others. Twice is once.

    Raises NotFound, NotSignedIn, NotPermitted, ThreadGone, ThreadIsLocked.
    """
    post = locked_post(actor, post)
    member = check_member(actor)
    check_may_change(actor, post, Privilege.EDIT_OWN, Privilege.EDIT_OTHERS)
    check_not_locked(actor, check_thread(actor, post.thread))
    poll = poll_of(post)
    if not has_ended(poll):
        poll.closes = timezone.now()
        poll.save(update_fields=["closes"])
        record_of_post(actor, post, "poll.closed")
        publish(PollEnded(thread_id=post.thread_id, post_id=post.pk, member_id=member.pk))
        note_post(post, ThreadEvent.Type.POST_UPDATED)
    return poll


def poll_of(post: Post) -> Poll:
    """The poll in a post. Raises NotFound."""
    poll = Poll.objects.filter(post=post).first()
    if poll is None:
        raise NotFound
    return poll
