"""Posts that members want to find again."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Actor
from core.errors import InvalidInput
from forum.actions.checks import check_member
from forum.models import Bookmark, Post
from forum.queries import post_for

NOTE_MAX_CHARS = 200


@transaction.atomic
def set_bookmark(*, actor: Actor, post: Post, note: str | None = None) -> Bookmark:
    """Keep a post, with a note for oneself; None leaves the note as it is. Twice is once.

    Raises NotSignedIn, NotFound, InvalidInput.
    """
    member, post = check_member(actor), post_for(actor, post.pk)
    told = {} if note is None else {"note": _checked(note)}
    bookmark, _is_new = Bookmark.objects.update_or_create(member=member, post=post, defaults=told)
    return bookmark


@transaction.atomic
def remove_bookmark(*, actor: Actor, post_id: int) -> None:
    """Keep a post no longer, also one that may be seen no more. Twice is once. Raises
    NotSignedIn."""
    Bookmark.objects.filter(member=check_member(actor), post=post_id).delete()


def _checked(note: str) -> str:
    """A note in one line. Raises InvalidInput."""
    line = " ".join("".join(mark if mark >= " " else " " for mark in note).split())
    if any("\ud800" <= mark <= "\udfff" for mark in line):
        raise InvalidInput(fields={"note": _("The note holds characters that cannot be stored.")})
    if len(line) > NOTE_MAX_CHARS:
        raise InvalidInput(
            fields={"note": _("A note has at most %(most)d characters.") % {"most": NOTE_MAX_CHARS}}
        )
    return line
