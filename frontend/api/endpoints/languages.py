"""Which languages there are, and what is translated into what right now."""

from functools import lru_cache
from typing import Any

from ninja import Query, Router

from core import languages
from frontend.api import responses, serializers
from frontend.api.callers import ApiRequest, reads
from frontend.api.reading import reading_of
from frontend.api.schemas import LangIn, LanguageOut, ReadingIn
from translation.engines.base import Pair
from translation.routing import pairs_available, reachable_from

router = Router(tags=["languages"])


@router.get(
    "/languages",
    response=responses.reading(list[LanguageOut]),
    auth=reads,
    by_alias=True,
    summary="The languages offered",
)
def list_languages(request: ApiRequest, asked: Query[LangIn]) -> list[dict[str, Any]]:
    reader = reading_of(request, ReadingIn(lang=asked.lang, keep="", fields="")).reader
    offered = languages.offered()
    targets = _targets(pairs_available(), tuple(language.code for language in offered))
    return [
        serializers.language(
            language,
            reader.language,
            [code for code, reached in targets.items() if language.code in reached],
            targets[language.code],
        )
        for language in offered
    ]


@lru_cache(maxsize=1)
def _targets(pairs: frozenset[Pair], codes: tuple[str, ...]) -> dict[str, list[str]]:
    """What each language is translated into. Depends on `pairs`, and is found anew (a third of a
    second where every pair is available) only when an engine or a package comes or goes."""
    return {code: reachable_from(code) for code in codes}
