"""How translation is doing in a community."""

from dataclasses import asdict
from typing import Any

from ninja import Query, Router

from frontend.api import responses
from frontend.api.callers import ApiRequest, reads
from frontend.api.coverage_schemas import CoverageOut
from frontend.api.schemas import LangIn
from frontend.pages.coverage import coverage_for
from frontend.pages.reasons import in_words
from translation.coverage.report import Failure, LanguageRow, PairRow
from translation.coverage.savings import Savings
from translation.engines.base import Pair

router = Router(tags=["communities"])


@router.get(
    "/communities/{slug}/coverage",
    response=responses.reading(CoverageOut),
    auth=reads,
    summary="How translation is doing, for those who look after it",
)
def read_coverage(request: ApiRequest, slug: str, asked: Query[LangIn]) -> dict[str, Any]:
    community, found = coverage_for(request.auth, slug)
    return {
        "community": community.slug,
        "counted": found.counted,
        "texts": found.texts,
        "languages": [_language(row) for row in found.by_language],
        "pairs": [_pair_row(row) for row in found.pairs],
        "failures": [_failure(row) for row in found.failures],
        "savings": [_savings(row) for row in found.savings],
        "engines": [asdict(row) for row in found.engines],
    }


def _language(row: LanguageRow) -> dict[str, Any]:
    counts = asdict(row)
    return {"lang": counts.pop("language"), "readable": row.readable_share, **counts}


def _pair_row(row: PairRow) -> dict[str, Any]:
    done, way, voices = row.translated, row.way, row.voices
    return {
        **_pair(row.pair),
        "engine": way.label if way else None,
        "route": way.languages if way else [],
        "experimental": bool(way and way.experimental),
        "ready": done.ready,
        "stale": done.stale,
        "withheld": done.withheld,
        "quality": done.mean_quality,
        "uncertain": done.uncertain_share,
        "human": done.human_share,
        "waiting": row.waiting,
        "oldest_seconds": row.oldest_seconds,
        "median_seconds": row.median_seconds,
        "ratings": asdict(voices),
        "corrections": asdict(voices),
    }


def _failure(row: Failure) -> dict[str, Any]:
    return {
        **_pair(row.pair),
        "state": row.state,
        "reason": row.reason,
        "message": str(in_words(row.reason)),
        "count": row.count,
    }


def _savings(row: Savings) -> dict[str, Any]:
    counts = asdict(row) | _pair(row.pair)
    return {**counts, "saved": row.saved_share}


def _pair(pair: Pair) -> dict[str, str]:
    return {"source": pair.source, "target": pair.target}
