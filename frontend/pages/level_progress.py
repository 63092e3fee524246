"""The way to the next level in words: what it takes, what is met, how far one has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from babel.numbers import format_decimal, format_percent
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from accounts.models import Community, Member, Membership
from accounts.permissions import Actor
from frontend.pages.texts import interface
from reputation.levels import Condition, Evidence, Measure, Step
from reputation.queries.levels import progress_of

WORDS: Mapping[Measure, Promise] = {
    Measure.POINTS: gettext_lazy("%(needed)s points"),
    Measure.ACCEPTED: gettext_lazy("accepted answers in 180 days: %(needed)s"),
    Measure.BRIDGED: gettext_lazy(
        "accepted answers across languages or countries in 180 days: %(needed)s"
    ),
    Measure.FIXES: gettext_lazy("approved corrections of translations in 180 days: %(needed)s"),
    Measure.POST_RATIO: gettext_lazy("votes on your posts that are good: %(needed)s"),
    Measure.EDIT_RATIO: gettext_lazy("your corrections that are approved: %(needed)s"),
    Measure.FLAG_RATIO: gettext_lazy("your reports that are upheld: %(needed)s"),
    Measure.ACTIVE_DAYS: gettext_lazy("active days of the last 90: %(needed)s"),
    Measure.APPOINTED: gettext_lazy("appointed by those who run the community"),
}
RATIOS = frozenset({Measure.POST_RATIO, Measure.EDIT_RATIO, Measure.FLAG_RATIO})


@dataclass(frozen=True, slots=True)
class Part:
    """One condition: met by any of its `ways`, which are in words."""

    ways: list[str]
    is_met: bool


@dataclass(frozen=True, slots=True)
class Way:
    """`next` is the next level, None on the highest; `ends` when the present one ends that is not
    earned any more."""

    next: int | None
    ends: datetime | None
    parts: list[Part]


def way_of(actor: Actor, member: Member, community: Community) -> Way | None:
    """A member's way in a community; None for staff, who need no level. Raises NotFound where it
    is nobody's business."""
    place = actor.memberships.get(community.pk)
    if place is not None and place.role != Membership.Role.MEMBER:
        return None
    found = progress_of(actor, member, community)
    parts = [Part(_ways(one, found.evidence), is_met) for one, is_met in found.conditions]
    return Way(found.next, found.ends, parts)


def _ways(condition: Condition, known: Evidence) -> list[str]:
    return [", ".join(_words(step, known) for step in way) for way in condition.ways]


def _words(step: Step, known: Evidence) -> str:
    """What a step takes; where things are counted, with how many there are."""
    needed = str(WORDS[step.measure]) % {"needed": _number(step, step.needed)}
    if step.measure in RATIOS or step.measure == Measure.APPOINTED:
        return needed
    there = _number(step, step.have(known))
    return _("%(what)s (%(now)s so far)") % {"what": needed, "now": there}


def _number(step: Step, value: float) -> str:
    locale = interface().replace("-", "_")
    if step.measure in RATIOS:
        return format_percent(value, locale=locale)
    return format_decimal(value, locale=locale)
