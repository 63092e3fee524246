"""Texts and their translations, counted by pair of languages."""

from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import Avg, Count, F, Q, Sum

from accounts.models import Community
from translation.engines.base import Pair
from translation.models import Text, Translation

ByPair: TypeAlias = dict[Pair, "Translated"]


@dataclass(frozen=True, slots=True)
class Translated:
    """The translations of one pair: those readers see, those of an older version of their text,
    those too bad to show. `mean_quality` (0 to 1) is that of what is seen."""

    ready: int
    stale: int
    withheld: int
    uncertain: int
    mean_quality: float | None
    segments: int
    human_segments: int

    @property
    def shown(self) -> int:
        return self.ready + self.stale

    @property
    def uncertain_share(self) -> float | None:
        """Of what is shown, 0 to 1; None where nothing is."""
        return self.uncertain / self.shown if self.shown else None

    @property
    def human_share(self) -> float | None:
        """Of all sentences, 0 to 1; None where there are none."""
        return self.human_segments / self.segments if self.segments else None


def texts_by_language(community: Community) -> dict[str, int]:
    """How many texts were written in each language (one query)."""
    rows = Text.objects.filter(community=community).order_by().values_list("language")
    return dict(rows.annotate(count=Count("id")))


def translated_by_pair(community: Community) -> ByPair:
    """Every pair in which there are translations (one query)."""
    shown = Q(withheld=False)
    fresh = Q(source_checksum=F("text__checksum"))
    rows = Translation.objects.filter(text__community=community).order_by()
    found = rows.values_list("source_language", "language").annotate(
        fresh=Count("id", filter=shown & fresh),
        stale=Count("id", filter=shown & ~fresh),
        hidden=Count("id", filter=~shown),
        doubtful=Count("id", filter=shown & Q(uncertain=True)),
        mean=Avg("quality", filter=shown),
        sentences=Sum("segments"),
        by_people=Sum("human_segments"),
    )
    return {Pair(source, target): Translated(*counts) for source, target, *counts in found}
