"""What can be done with proposed translations: vote, decide, withdraw, undo, share."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Community
from accounts.permissions import Actor, Privilege, allowed
from translation.actions import (
    decide_correction,
    share_correction,
    undo_correction,
    vote_correction,
    withdraw_correction,
)
from translation.correcting import speaks_both
from translation.corrections import correction_for
from translation.models import Text

_DEED = re.compile(r"([a-z]+)-([0-9]{1,15})")
_VOTED = _("Thank you. Your voice counts.")
_DEEDS: dict[str, tuple[Callable[..., Any], Promise]] = {
    "agree": (partial(vote_correction, agrees=True), _VOTED),
    "disagree": (partial(vote_correction, agrees=False), _VOTED),
    "approve": (partial(decide_correction, approved=True), _("Readers see it in a moment.")),
    "reject": (partial(decide_correction, approved=False), _("The proposal was turned down.")),
    "withdraw": (withdraw_correction, _("Your proposal is withdrawn.")),
    "undo": (undo_correction, _("What stood there before comes back in a moment.")),
    "share": (share_correction, _("It counts in all communities now.")),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """One of `_DEEDS`, done to a correction."""

    name: str
    correction_id: int


def deed_of(data: Mapping[str, str]) -> Deed | None:
    """What the button `do` says; None where another one was pressed."""
    match = _DEED.fullmatch(data.get("do", ""))
    return Deed(match[1], int(match[2])) if match and match[1] in _DEEDS else None


def judge(actor: Actor, text: Text, deed: Deed) -> str:
    """Do it; what to tell of it. Raises NotFound and what the action raises."""
    action, told = _DEEDS[deed.name]
    action(actor=actor, correction=correction_for(text, deed.correction_id).correction)
    return str(told)


@dataclass(frozen=True, slots=True)
class Powers:
    """Which buttons to offer; the actions check again."""

    vote: bool
    decide: bool
    fix: bool
    share: bool


def powers_of(actor: Actor, text: Text, community: Community, language: str) -> Powers:
    """What `actor` may do with translations of a text by others."""
    member = actor.member
    return Powers(
        vote=member is not None and speaks_both(member, text, language),
        decide=allowed(actor, Privilege.APPROVE_TRANSLATION, community),
        fix=allowed(actor, Privilege.FIX_TRANSLATION, community),
        share=allowed(actor, Privilege.SHARE_TRANSLATIONS, community),
    )
