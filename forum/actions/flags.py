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

from accounts.models import Member
from accounts.permissions import Actor, Privilege, require
from core import languages
from core.errors import InvalidInput, Message
from core.events import publish
from forum.actions.removal import delete_post
from forum.errors import FlagDecidedAlready, OwnPost
from forum.events import FlagDecided, FlagRaised
from forum.models import Flag, Post
from forum.queries import post_for
from forum.queries.flags import flag_for

NOTE_MAX_CHARS = 2000
STATEMENT_MAX_CHARS = 4000
REMOVING = frozenset(
    {Flag.Reason.SPAM, Flag.Reason.ABUSE, Flag.Reason.PERSONAL_DATA, Flag.Reason.ILLEGAL}
)
"""Reasons for which an upheld report removes the post; staff may bring it back."""


@transaction.atomic
def flag_post(
    *, actor: Actor, post: Post, reason: str, language: str, note: str = "", email: str = ""
) -> Flag:
    """Report a post. A member reports a post once; so does an address while nothing is decided.

    `language` is the one in which the answer is written; a visitor needs an `email`. Raises
    NotFound, NotSignedIn, NotPermitted, OwnPost, InvalidInput (`fields`: reason, note, email).
    """
    post = post_for(actor, post.pk)
    require(actor, Privilege.REPORT, post.thread.community)
    if actor.id is not None and post.author_id == actor.id:
        raise OwnPost(_("This is your own post. You can delete it."))
    email = _checked(reason, note := stored(note), email.strip(), actor.member)
    known = _known(post, actor.member, email)
    if known is not None:
        return known
    flag = Flag.objects.create(
        post=post,
        member=actor.member,
        email=email,
        language=languages.canonical(language),
        reason=reason,
        note=note,
    )
    publish(FlagRaised(flag_id=flag.pk, post_id=post.pk))
    return flag


def stored(words: str) -> str:
    """Without what no database takes: NUL, and halves of characters."""
    return words.replace("\0", "").encode("utf-8", "ignore").decode().strip()


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
    """What the same person reported before. Reports of one post take turns."""
    Post.objects.select_for_update(no_key=True, of=("self",)).filter(pk=post.pk).first()
    rows = Flag.objects.filter(post=post)
    if member is not None:
        return rows.filter(member=member).first()
    return rows.filter(member=None, email__iexact=email, state=Flag.State.OPEN).first()


@transaction.atomic
def decide_flag(*, actor: Actor, flag: Flag, upheld: bool, statement: str) -> Flag:
    """Decide on a report, once; `statement` are the reasons, told to who reported and, where
    it is upheld, to the author.

    An upheld report of spam, abuse, personal data or illegal content removes the post. Raises
    NotFound, NotSignedIn, NotPermitted, FlagDecidedAlready, InvalidInput, ThreadIsLocked.
    """
    require(actor, Privilege.DECIDE_REPORTS, flag.post.thread.community)
    statement = stored(statement)
    if not 1 <= len(statement) <= STATEMENT_MAX_CHARS:
        raise InvalidInput(fields={"statement": _("Please give the reasons for the decision.")})
    Flag.objects.select_for_update(of=("self",)).get(pk=flag.pk)
    flag = flag_for(actor, flag.pk)
    if flag.state != Flag.State.OPEN:
        raise FlagDecidedAlready
    flag.state = Flag.State.UPHELD if upheld else Flag.State.REJECTED
    flag.statement, flag.decided_by, flag.decided = statement, actor.member, timezone.now()
    flag.save(update_fields=["state", "statement", "decided_by", "decided"])
    if upheld and flag.reason in REMOVING:
        delete_post(actor=actor, post=flag.post)
    publish(FlagDecided(flag_id=flag.pk, post_id=flag.post_id, upheld=upheld))
    return flag
