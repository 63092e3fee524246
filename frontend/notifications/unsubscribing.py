"""Signed words in mails by which somebody stops them, without signing in.

A word names a member and what to stop: one type, or all mail (empty). It does not expire: an old
mail must be able to stop new ones.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse

from accounts.models import Member
from core.errors import NotFound

SALT = "frontend.notifications.unsubscribing"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a word asks for."""

    member: Member
    type: str


def word_for(member: Member, type: str = "") -> str:
    """The word that stops mail of `type`, or all mail."""
    return signing.Signer(salt=SALT).sign_object([member.pk, type])


def wish_of(word: str) -> Wish:
    """What a word asks for. Raises NotFound for a word that we did not sign, and where the member
    is gone."""
    try:
        pk, type = signing.Signer(salt=SALT).unsign_object(word)  # noqa: A001 - the models' own name
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise NotFound from error
    member = Member.objects.filter(pk=pk).first()
    if member is None:
        raise NotFound
    return Wish(member, str(type))


def address_for(member: Member, type: str = "") -> str:
    """The address of the page that stops mail; a POST to it does so at once (RFC 8058)."""
    return settings.PUBLIC_URL + reverse("unsubscribe", args=[word_for(member, type)])
