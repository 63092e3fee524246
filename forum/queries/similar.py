"""Threads like the one somebody is about to open, across languages.

A simple query over words of titles, until search takes its place: only the newest titles are
looked at, so that its cost has a bound.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.expressions import Case, When

from accounts.models import Community
from accounts.permissions import Actor
from forum.models import Thread
from forum.queries.threads import threads_titled
from forum.similarity import scores, words_of
from forum.visibility import thread_condition
from translation.models import Text, Translation
from translation.routing import target_codes

SIMILAR = 8
LOOKED_AT = 2000
"""How many titles are compared, the newest."""
TYPED_MAX_CHARS = 500


def similar_threads(
    actor: Actor,
    *,
    title: str,
    body: str = "",
    language: str,
    community: Community | None = None,
    limit: int = SIMILAR,
) -> list[Thread]:
    """Threads whose title, as written or as read in `language` or in a language of the actor's,
    shares words with `title` (with `body`, where the title says nothing); solved ones first.

    Four queries at most.
    """
    words = words_of(title[:TYPED_MAX_CHARS]) or words_of(body[:TYPED_MAX_CHARS])
    if not words:
        return []
    titles = _newest_titles(actor, community)
    found = _found(titles, words, _languages(actor, language))
    rated = scores(words, found, LOOKED_AT)
    best = sorted(rated, key=lambda key: (-rated[key], -key))[:limit]
    return _in_order(actor, best)


def _newest_titles(actor: Actor, community: Community | None) -> list[int]:
    rows = Thread.objects.filter(
        thread_condition(actor), visibility=Thread.Visibility.PUBLIC, merged_into=None
    )
    if community:
        rows = rows.filter(community=community)
    return list(rows.order_by("-last_activity", "-id").values_list("title", flat=True)[:LOOKED_AT])


def _languages(actor: Actor, language: str) -> list[str]:
    spoken = actor.member.written_languages if actor.member else []
    return [code for wanted in dict.fromkeys([language, *spoken]) for code in target_codes(wanted)]


def _found(
    titles: Sequence[int], words: Sequence[str], languages: Sequence[str]
) -> dict[int, frozenset[str]]:
    """Which of the words each title has, in any of its languages."""
    originals = Text.objects.filter(pk__in=titles)
    translations = Translation.objects.filter(
        text__in=titles, language__in=languages, withheld=False
    )
    found: dict[int, frozenset[str]] = {}
    for rows, key in ((originals, "pk"), (translations, "text")):
        for pk, *has in _with_words(rows, words).values_list(key, *_columns(words)):
            shared = frozenset(word for word, there in zip(words, has, strict=True) if there)
            found[pk] = found.get(pk, frozenset()) | shared
    return found


def _columns(words: Sequence[str]) -> list[str]:
    return [f"has_{number}" for number in range(len(words))]


def _with_words(rows: "QuerySet[Any]", words: Sequence[str]) -> "QuerySet[Any]":
    anything, columns = Q(), {}
    for column, word in zip(_columns(words), words, strict=True):
        # SQLite knows small and capital letters of ASCII only.
        has = Q(plain__icontains=word) | Q(plain__icontains=word.capitalize())
        columns[column] = Case(When(has, then=Value(1)), default=Value(0))
        anything |= has
    return rows.filter(anything).annotate(**columns)


def _in_order(actor: Actor, titles: Sequence[int]) -> list[Thread]:
    place = {pk: number for number, pk in enumerate(titles)}
    rows = threads_titled(actor, titles)
    return sorted(rows, key=lambda row: (row.state != Thread.State.SOLVED, place[row.title_id]))
