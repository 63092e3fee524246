"""What members are told of their levels and appointments, in the language of the interface."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from babel.dates import format_date
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.levels import NAMES
from frontend.pages.texts import interface

REACHED = _("You have reached a new level in %(place)s: %(title)s")
ENDS = _("Your level “%(title)s” in %(place)s ends on %(day)s, unless you earn it again")
APPOINTED: Mapping[str, Promise] = {
    "appointed": _("You are appointed as a super-user in %(place)s. Do you accept?"),
    "renewed": _("You stay a super-user in %(place)s up to %(day)s"),
    "ends_soon": _("Your time as a super-user in %(place)s ends on %(day)s"),
    "ended": _("Your time as a super-user in %(place)s is over. Thank you for it"),
}


def level_template(data: Mapping[str, Any]) -> str:
    """The sentence with its gaps: place, title, day."""
    told = APPOINTED.get(str(data.get("appointment", "")))
    if told is not None:
        return str(told)
    return str(ENDS if data.get("ends") else REACHED)


def level_values(data: Mapping[str, Any]) -> dict[str, str]:
    """What fills the gaps."""
    level, ends = data.get("level"), data.get("ends")
    return {
        "place": str(data.get("place", "")),
        "title": str(NAMES[level]) if isinstance(level, int) and level < len(NAMES) else "",
        "day": _day(str(ends)) if ends else "",
    }


def level_path(data: Mapping[str, Any]) -> str:
    """The appointment's page while there is something to accept; else one's own credit."""
    slug = str(data.get("community", ""))
    if slug and data.get("appointment") not in {None, "ended"}:
        return reverse("super_user", args=[slug])
    return f"{reverse('ledger')}?community={slug}" if slug else reverse("ledger")


def _day(moment: str) -> str:
    return format_date(datetime.fromisoformat(moment), "long", locale=interface().replace("-", "_"))
