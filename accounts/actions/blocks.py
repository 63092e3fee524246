"""Members who want to read and hear nothing of others."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Block, Member
from accounts.permissions import Actor
from core.errors import InvalidInput, NotSignedIn

BLOCKS_MAX = 1000
"""How many members one may block; what every page of a thread has to look up."""


@transaction.atomic
def block_member(*, actor: Actor, blocked: Member) -> Block:
    """Fold up what `blocked` writes, and hear nothing of them. Twice is once.

    Raises NotSignedIn, and InvalidInput for oneself and for more than can be kept.
    """
    member = _member(actor)
    if blocked.pk == member.pk:
        raise InvalidInput(_("You cannot block yourself."))
    if Block.objects.filter(member=member).count() >= BLOCKS_MAX:
        raise InvalidInput(_("You cannot block more than %(most)d members."), most=BLOCKS_MAX)
    return Block.objects.get_or_create(member=member, blocked=blocked)[0]


@transaction.atomic
def unblock_member(*, actor: Actor, blocked: Member) -> None:
    """Take a block back; where there is none, nothing happens. Raises NotSignedIn."""
    Block.objects.filter(member=_member(actor), blocked=blocked).delete()


def _member(actor: Actor) -> Member:
    if actor.member is None:
        raise NotSignedIn
    return actor.member
