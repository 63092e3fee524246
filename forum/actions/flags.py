"""Reporting posts, and deciding on reports.

Anybody may report what he can read: members in one step, visitors with an address to which the
decision and its reasons are sent. Where a report is upheld, who wrote the post reads the reasons,
too. So the Digital Services Act (Regulation (EU) 2022/2065, articles 16 and 17) asks for it.
"""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import record
from accounts.models import Member
from accounts.permissions import Actor, Privilege, require
from accounts.reasons import Reason
from core import languages
from core.errors import InvalidInput, Message
from core.events import publish
from forum.actions.flag_consequences import REASONS, act_on, open_flags
from forum.actions.flag_settling import ABUSE, settle
from forum.actions.hiding import hide
from forum.actions.notices import notify_decision
from forum.actions.reviewing import close_review
from forum.actions.timeline import lock_thread
from forum.errors import FlagDecidedAlready, OwnPost
from forum.events import FlagRaised
from forum.models import Flag, Post, ReviewItem
from forum.queries import post_for
from forum.queries.flag_weights import weight_of
from forum.queries.flags import flag_for
from translation.actions import compose_text, store_texts
from translation.models import Text

NOTE_MAX_CHARS = 2000
STATEMENT_MAX_CHARS = 4000
HIDING = frozenset(
    {Flag.Reason.SPAM, Flag.Reason.ABUSE, Flag.Reason.PERSONAL_DATA, Flag.Reason.ILLEGAL}
)
"""Reasons for which an upheld report hides the post; staff may bring it back."""


@transaction.atomic
def flag_post(
    *, actor: Actor, post: Post, reason: str, language: str, note: str = "", email: str = ""
) -> Flag:
    """Report a post. A member reports a post once; so does an address while nothing is decided.
    It may mask or hide the post at once (`forum.actions.flag_consequences`).

    `language` is the one in which the answer is written; a visitor needs an `email`. Raises
    NotFound, NotSignedIn, NotPermitted, OwnPost, InvalidInput (`fields`: reason, note, email).
    """
    post = post_for(actor, post.pk)
    require(actor, Privilege.REPORT, post.thread.community)
    if actor.id is not None and post.author_id == actor.id:
        raise OwnPost(_("This is your own post. You can delete it."))
    email = _checked(reason, note := stored(note), email.strip(), actor.member)
    lock_thread(post.thread_id)
    known = _known(post, actor.member, email)
    if known is not None:
        return known
    post = post_for(actor, post.pk)
    flag = Flag.objects.create(
        post=post,
        member=actor.member,
        email=email,
        language=languages.canonical(language),
        reason=reason,
        note=_written(note, post, actor.member, language),
        weight=weight_of(actor, post.thread.community),
    )
    act_on(flag)
    publish(FlagRaised(flag_id=flag.pk, post_id=post.pk))
    return flag


def _written(words: str, post: Post, author: Member | None, language: str) -> Text | None:
    """What somebody writes about a report, to be read in every language; `language` is the one
    in which a visitor reads."""
    if not words:
        return None
    composed = compose_text(
        source=words,
        format=Text.Format.PLAIN,
        community=post.thread.community,
        author=author,
        author_languages=None if author else [languages.canonical(language)],
    )
    return store_texts([composed])[0]


def stored(words: str) -> str:
    """Without what no text holds: NUL and its like, and halves of characters."""
    shown = "".join(sign for sign in words if sign >= " " or sign in "\r\n\t")
    return shown.encode("utf-8", "ignore").decode().strip()


def _checked(reason: str, note: str, email: str, member: Member | None) -> str:
    """The address to answer to: none for members, who find the answer here."""
    wrong: dict[str, Message] = {}
    if reason not in Flag.Reason.values:
        wrong["reason"] = _("Choose a reason from the list.")
    if reason == Flag.Reason.OTHER and not note:
        wrong["note"] = _("Please say what is wrong.")
    if len(note) > NOTE_MAX_CHARS:
        wrong["note"] = _("At most %(most)d characters.") % {"most": NOTE_MAX_CHARS}
    if member is None and not _is_address(email):
        wrong["email"] = _("Please give an address to which we can send the decision.")
    if wrong:
        raise InvalidInput(fields=wrong)
    return "" if member else email


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= 254


def _known(post: Post, member: Member | None, email: str) -> Flag | None:
    """What the same person reported before. Reports of one thread take turns."""
    rows = Flag.objects.filter(post=post)
    if member is not None:
        return rows.filter(member=member).first()
    return rows.filter(member=None, email__iexact=email, state=Flag.State.OPEN).first()


@transaction.atomic
def decide_flag(*, actor: Actor, flag: Flag, upheld: bool, statement: str) -> Flag:
    """Decide on a report, once; `statement` are the reasons, told to who reported and, where
    it is upheld, to the author.

    An upheld report of spam, abuse, personal data or illegal content hides the post. In the queue
    (`forum.actions.rulings`) there are more decisions. Raises NotFound, NotSignedIn, NotPermitted,
    OwnPost (the actor wrote the post or the report), FlagDecidedAlready, InvalidInput.
    """
    require(actor, Privilege.DECIDE_REPORTS, flag.post.thread.community)
    statement = stored(statement)
    if not 1 <= len(statement) <= STATEMENT_MAX_CHARS:
        raise InvalidInput(fields={"statement": _("Please give the reasons for the decision.")})
    lock_thread(flag.post.thread_id)
    flag = flag_for(actor, flag.pk)
    if actor.id in (flag.post.author_id, flag.member_id):
        raise OwnPost
    if flag.state != Flag.State.OPEN:
        raise FlagDecidedAlready
    said = _written(statement, flag.post, actor.member, flag.language)
    hides = upheld and flag.reason in HIDING
    reason = REASONS[flag.reason]
    abuse = hides and reason in ABUSE
    settle([flag], upheld=upheld, by=actor.member, at=timezone.now(), statement=said, abuse=abuse)
    record(
        community=flag.post.thread.community,
        actor=actor.member,
        verb="flag.upheld" if upheld else "flag.rejected",
        subject=("flag", flag.pk),
        reason=reason if upheld else Reason.FINE,
    )
    if hides:
        _hide(flag.post, actor, reason, said)
    _leave_queue(flag.post)
    return flag


def _hide(post: Post, actor: Actor, reason: str, statement: Text | None) -> None:
    entry = hide(post, by=actor.member, reason=reason)
    if entry is not None:
        notify_decision(entry=entry, statement=statement)


def _leave_queue(post: Post) -> None:
    """Nothing is left to decide on where no report is open."""
    if not open_flags(post):
        close_review(kind=ReviewItem.Kind.FLAGGED, subject=("post", post.pk))
