"""Badges for supporting work: what there are, and what each level takes.

They reward what keeps a forum friendly and readable across languages, never how much somebody
writes. A family has three levels; what is counted for it stands in `reputation.queries.merits`.
Whoever has got a badge keeps it, whatever happens to single posts later.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, ngettext_lazy, pgettext_lazy

BRONZE, SILVER, GOLD = LEVELS = (1, 2, 3)
METALS: Mapping[int, Promise] = {
    BRONZE: pgettext_lazy("level of a badge", "Bronze"),
    SILVER: pgettext_lazy("level of a badge", "Silver"),
    GOLD: pgettext_lazy("level of a badge", "Gold"),
}


@dataclass(frozen=True, slots=True)
class Family:
    """A badge: `takes` says in words what a level takes, `counts` how often for each level.

    `claims` is the code of the credit that is counted; without it the forum itself is asked.
    """

    code: str
    name: Promise
    takes: Promise
    counts: tuple[int, int, int]
    claims: str = ""

    def level_for(self, count: int) -> int:
        """The level that a count has reached, 0 for none."""
        return sum(count >= least for least in self.counts)

    def takes_for(self, level: int) -> str:
        """What a level (1 to 3) takes, in the current language."""
        return str(self.takes % {"count": self.counts[level - 1]})


_FAMILIES = (
    Family(
        "first_reply",
        _("First to reply"),
        ngettext_lazy(
            "Be the first to answer a question of somebody else",
            "Be the first to answer %(count)d questions of others",
            "count",
        ),
        (1, 10, 100),
    ),
    Family(
        "welcome",
        _("Warm welcome"),
        ngettext_lazy(
            "Answer the first question that a member ever asked here",
            "Answer the first questions that %(count)d members ever asked here",
            "count",
        ),
        (1, 10, 50),
    ),
    Family(
        "bridge_language",
        _("Bridge of languages"),
        ngettext_lazy(
            "Solve a question that was asked in another language",
            "Solve %(count)d questions that were asked in other languages",
            "count",
        ),
        (1, 10, 50),
        claims="bridge_language",
    ),
    Family(
        "bridge_country",
        _("Bridge of countries"),
        ngettext_lazy(
            "Solve a question of somebody in another country",
            "Solve %(count)d questions of people in other countries",
            "count",
        ),
        (1, 10, 50),
        claims="bridge_country",
    ),
    Family(
        "short_notice",
        _("Quick help"),
        ngettext_lazy(
            "Solve a question within an hour",
            "Solve %(count)d questions, each within an hour",
            "count",
        ),
        (1, 10, 50),
        claims="short_notice",
    ),
    Family(
        "translation",
        _("Translator"),
        ngettext_lazy(
            "Have a better translation of yours approved",
            "Have %(count)d better translations of yours approved",
            "count",
        ),
        (1, 25, 250),
        claims="translation_fix_ok",
    ),
    Family(
        "terms",
        _("Keeper of words"),
        ngettext_lazy(
            "Have a term of yours approved for the glossary",
            "Have %(count)d terms of yours approved for the glossary",
            "count",
        ),
        (1, 10, 50),
        claims="term_ok",
    ),
    Family(
        "review",
        _("Reviewer"),
        ngettext_lazy(
            "Decide on something that others propose or report",
            "Decide on %(count)d things that others propose or report",
            "count",
        ),
        (10, 100, 500),
    ),
    Family(
        "reports",
        _("Watchful eye"),
        ngettext_lazy(
            "Report something that is then found to be against the rules",
            "Report %(count)d things that are then found to be against the rules",
            "count",
        ),
        (5, 25, 100),
        claims="flag_ok",
    ),
    Family(
        "thanks",
        _("Says what helped"),
        ngettext_lazy(
            "Accept an answer to a question of yours",
            "Accept answers to %(count)d questions of yours",
            "count",
        ),
        (1, 10, 50),
        claims="accept_given",
    ),
)

FAMILIES: Mapping[str, Family] = {family.code: family for family in _FAMILIES}
EARNED = frozenset(code for code, family in FAMILIES.items() if family.claims)
"""Badges that are counted from the ledger."""
OF_ANSWERS = frozenset({"first_reply", "welcome"})
OF_DECISIONS = frozenset({"review"})


def badge_name(code: str) -> Promise | str:
    """What a badge is called; its code where it is not given any more."""
    family = FAMILIES.get(code)
    return family.name if family else code
