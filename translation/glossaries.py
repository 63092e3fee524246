"""From the approved terms of a community to the glossary of one pair of languages.

Glossaries are kept in the memory of each process. Every question looks at the newest change
first, so that an approved term counts in the next batch of every worker.
"""

import time
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import TypeAlias

from django.db.models import Count, Max, QuerySet

from core import languages
from translation.models import GlossaryTerm
from translation.pipeline.glossary import NO_GLOSSARY, Entry, Glossary

GLOSSARIES_KEPT = 64
"""Each takes up to some megabytes, where a community has thousands of terms."""
KEPT_SECONDS = 300
"""Read anew after that in any case: the clocks of several machines may differ."""

Version: TypeAlias = tuple[int, datetime | None, int]


def glossary_for(community_id: int | None, source_language: str, target_language: str) -> Glossary:
    """The terms that count in texts of a community, from one language into another.

    Terms of a language serve its regions and the other way round; those of exactly this pair
    come first. One query; where the terms have changed since, another one. Texts of no community
    have no glossary.
    """
    if community_id is None:
        return NO_GLOSSARY
    version = _version(community_id)
    if not version[0]:
        return NO_GLOSSARY
    return _built(community_id, version, source_language, target_language)


def _version(community_id: int) -> Version:
    """Changes whenever an approved term of the community comes, changes or goes."""
    found = _approved(community_id).aggregate(count=Count("id"), changed=Max("changed"))
    return found["count"], found["changed"], int(time.monotonic() // KEPT_SECONDS)


@lru_cache(maxsize=GLOSSARIES_KEPT)
def _built(community_id: int, version: Version, source: str, target: str) -> Glossary:
    return glossary_of(_approved(community_id), source, target)


def glossary_of(
    terms: Iterable[GlossaryTerm], source_language: str, target_language: str
) -> Glossary:
    """Those of `terms` that count between two languages, the ones of exactly this pair first."""
    rows = [row for row in terms if _counts(row, source_language, target_language)]
    rows.sort(
        key=lambda row: (
            row.source_language != source_language,
            row.target_language != target_language,
        )
    )
    entries = (Entry(row.source, row.target or None, row.case_sensitive) for row in rows)
    return Glossary(entries, source_language=source_language, target_language=target_language)


def _approved(community_id: int) -> "QuerySet[GlossaryTerm]":
    rows = GlossaryTerm.objects.filter(community=community_id, state=GlossaryTerm.State.APPROVED)
    return rows.order_by("id")


def _counts(row: GlossaryTerm, source: str, target: str) -> bool:
    everywhere = not row.target_language
    return languages.serves(row.source_language, source) and (
        everywhere or languages.serves(row.target_language, target)
    )
