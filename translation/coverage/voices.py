"""What people say about translations: understandable or not, and how it should read."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.models import Community
from translation.engines.base import Pair
from translation.models import Correction, TranslationRating

State = Correction.State


@dataclass(slots=True)
class Voices:
    """Answers to “understandable?” and corrections, by what became of them."""

    understandable: int = 0
    not_understandable: int = 0
    open: int = 0
    approved: int = 0
    rejected: int = 0


def voices_by_pair(community: Community) -> dict[Pair, Voices]:
    """Every pair about which somebody said something (two queries)."""
    found: dict[Pair, Voices] = defaultdict(Voices)
    for source, target, yes, no in _ratings(community):
        voices = found[Pair(source, target)]
        voices.understandable, voices.not_understandable = yes, no
    for source, target, *counts in _corrections(community):
        voices = found[Pair(source, target)]
        voices.open, voices.approved, voices.rejected = counts
    return found


def _ratings(community: Community) -> list[tuple[str, str, int, int]]:
    rows = TranslationRating.objects.filter(text__community=community).order_by()
    return list(
        rows.values_list("text__language", "language").annotate(
            yes=Count("id", filter=Q(understandable=True)),
            no=Count("id", filter=Q(understandable=False)),
        )
    )


def _corrections(community: Community) -> list[tuple[str, str, int, int, int]]:
    """What a later correction replaced was approved once."""
    approved = Q(state__in=[State.APPROVED, State.REPLACED])
    rows = Correction.objects.filter(community=community).order_by()
    return list(
        rows.values_list("source_language", "target_language").annotate(
            open=Count("id", filter=Q(state=State.PROPOSED)),
            good=Count("id", filter=approved),
            bad=Count("id", filter=Q(state=State.REJECTED)),
        )
    )
