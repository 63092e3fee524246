"""Masking words that somebody chose in a post, by who keeps order."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEntry
from accounts.permissions import Actor, Privilege, require
from accounts.reasons import Reason, speaks_against
from core.errors import InvalidInput
from forum.actions.checks import check_member
from forum.actions.edits import locked_post
from forum.actions.masking import mask
from forum.models import Post


@transaction.atomic
def mask_words(
    *, actor: Actor, post: Post, words: Collection[str], reason: str = Reason.PERSONAL_DATA
) -> AuditEntry:
    """Let nobody read these words in a post any more: as it stands, as it stood before, and in
    every translation. An appeal puts them back.

    Raises NotFound, NotSignedIn, NotPermitted, InvalidInput where none of them stands there.
    """
    member = check_member(actor)
    post = locked_post(actor, post)
    require(actor, Privilege.MODERATE, post.thread.community)
    if not speaks_against(reason):
        raise InvalidInput(fields={"reason": _("Choose a reason from the list.")})
    pieces = sorted({word.strip() for word in words} - {""}, key=len, reverse=True)
    entry = mask(post, by=member, pieces=pieces, reason=reason) if pieces else None
    if entry is None:
        message = _("None of these words stands in the post. Please copy them as they are there.")
        raise InvalidInput(fields={"words": message})
    return entry
