"""What people wrote: sentences approved in a community, or shared with all by staff."""

from collections.abc import Iterable

from django.db import transaction

from accounts.models import Community
from translation.engines.base import Segment
from translation.memory.keys import human_key, source_key
from translation.memory.machine import in_parts
from translation.models import HumanSegment
from translation.pipeline import Outcome

Wanted = tuple[int | None, Segment]
"""A sentence as a community (its id) has it."""


def human_for(wanted: Iterable[Wanted], *, source: str, target: str) -> dict[Wanted, Outcome]:
    """What people made of the sentences, from `source` into `target`; a community's own
    translations stand above shared ones."""
    asked = set(wanted)
    keys = {
        human_key(owner, source, target, segment.text)
        for community, segment in asked
        for owner in (community, None)
    }
    rows = {row.key: row for part in in_parts(keys) for row in _rows(part)}
    if not rows:
        return {}
    found: dict[Wanted, Outcome] = {}
    for community, segment in asked:
        for owner in (community, None):
            row = rows.get(human_key(owner, source, target, segment.text))
            if row is not None:
                found[community, segment] = Outcome(row.target, quality=1.0, origin="human")
                break
    return found


def _rows(keys: list[str]) -> Iterable[HumanSegment]:
    return HumanSegment.objects.filter(key__in=keys)


@transaction.atomic
def remember_human(
    *,
    community: Community | None,
    source_language: str,
    target_language: str,
    source: str,
    target: str,
) -> HumanSegment:
    """Store what people made of a sentence, in place of what they made of it before.

    Both texts hold the same atom characters. Without a community it is shared with all.
    """
    owner = community.pk if community else None
    row, _created = HumanSegment.objects.update_or_create(
        key=human_key(owner, source_language, target_language, source),
        defaults={
            "source_key": source_key(source_language, source),
            "community": community,
            "source_language": source_language,
            "target_language": target_language,
            "source": source,
            "target": target,
        },
    )
    return row


@transaction.atomic
def forget_human(
    *, community: Community | None, source_language: str, target_language: str, source: str
) -> bool:
    """Remove what people made of a sentence; False where there was nothing."""
    owner = community.pk if community else None
    key = human_key(owner, source_language, target_language, source)
    return bool(HumanSegment.objects.filter(key=key).delete()[0])


def is_shared(*, source_language: str, target_language: str, source: str, target: str) -> bool:
    """True where all communities read `target` for a sentence, unless they have their own."""
    key = human_key(None, source_language, target_language, source)
    return HumanSegment.objects.filter(key=key, target=target).exists()
