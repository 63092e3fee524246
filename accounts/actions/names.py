"""Taking another user name."""

from datetime import datetime, timedelta
from unicodedata import normalize

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import FormerName, Member
from accounts.names import name_key
from accounts.permissions import Actor
from accounts.standing import is_taken
from core.errors import InvalidInput, NotSignedIn

RENAME_AGAIN_AFTER = timedelta(days=30)
NAME_MIN_CHARS = 3


@transaction.atomic
def rename(*, actor: Actor, username: str) -> Member:
    """Give the actor's member another user name; the present one stays theirs for ever.

    Old addresses and mentions go on leading to the member, and nobody else may take the name.
    Once in 30 days; another spelling of the same name is none the less a change. Raises
    NotSignedIn, and InvalidInput for names that cannot be, are taken, or come too soon.
    """
    if actor.member is None:
        raise NotSignedIn
    member = Member.objects.select_for_update().get(pk=actor.member.pk)
    username = checked_name(username, member)
    if username == member.username:
        return member
    _check_not_too_soon(member)
    # Back to a name of one's own: it is the present one again, and a former one no more.
    FormerName.objects.filter(member=member, key=name_key(username)).delete()
    _leave_behind(member)
    member.username = username
    _store(member)
    actor.member.username = username
    return member


def may_rename_from(member: Member) -> datetime | None:
    """When the member may rename again; None where it may be now."""
    last = FormerName.objects.filter(member=member).order_by("-changed").first()
    again = last.changed + RENAME_AGAIN_AFTER if last else None
    return again if again and again > timezone.now() else None


def checked_name(username: str, member: Member | None = None) -> str:
    """The name as it is stored (NFKC), free for `member`. Raises InvalidInput."""
    username = normalize("NFKC", username).strip()
    field = Member._meta.get_field("username")
    try:
        if len(username) < NAME_MIN_CHARS:
            raise ValidationError(
                _("A user name has at least %(least)d characters.") % {"least": NAME_MIN_CHARS}
            )
        field.clean(username, None)
    except ValidationError as error:
        raise InvalidInput(fields={"username": " ".join(error.messages)}) from error
    if is_taken(username, by_other_than=member):
        raise InvalidInput(fields={"username": _("Somebody has this name already.")})
    return username


def _check_not_too_soon(member: Member) -> None:
    if may_rename_from(member):
        days = RENAME_AGAIN_AFTER.days
        message = _("A user name can be changed once in %(days)d days.") % {"days": days}
        raise InvalidInput(fields={"username": message})


def _leave_behind(member: Member) -> None:
    """Keep the present name, and when it was given up. Of two spellings the later one stays."""
    FormerName.objects.update_or_create(
        key=member.username_key,
        defaults={"username": member.username, "member": member, "changed": timezone.now()},
    )


def _store(member: Member) -> None:
    try:
        with transaction.atomic():
            member.save(update_fields=["username", "username_key"])
    except IntegrityError as error:  # somebody took it in this very moment
        message = _("Somebody has this name already.")
        raise InvalidInput(fields={"username": message}) from error
