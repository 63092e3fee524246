"""What a changed glossary means for texts that are translated already."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from django.db import transaction
from django.db.models import Q, QuerySet

from core import languages
from core.events import publish
from translation.actions.requests import request_again
from translation.events import GlossaryChanged
from translation.glossaries import glossary_of
from translation.models import GlossaryTerm, Text, Translation, TranslationJob
from translation.pipeline.glossary import Glossary
from translation.pipeline.stems import tokens
from translation.priority import Priority

TEXTS_AT_ONCE = 200
"""Looked at in one run; the others follow by another event, so that nothing else waits long."""
HINTED_TERMS_MAX = 20
HINT_MIN_CHARS = 2


@transaction.atomic
def retranslate_for_terms(*, news: GlossaryChanged) -> int:
    """Ask again, without hurry, for the translations that changed terms concern; how many jobs.

    One run looks at a stretch of the community's texts, newest first, and passes the rest on.
    """
    terms = list(GlossaryTerm.objects.filter(pk__in=news.term_ids, community=news.community_id))
    texts = list(_candidates(news, terms)[:TEXTS_AT_ONCE]) if terms else []
    if len(texts) == TEXTS_AT_ONCE:
        publish(
            GlossaryChanged(
                community_id=news.community_id, term_ids=news.term_ids, before=texts[-1].pk
            )
        )
    return sum(
        request_again(texts=ids, language=language, priority=Priority.RETRANSLATE)
        for language, ids in _concerned(texts, terms).items()
    )


def _candidates(news: GlossaryChanged, terms: Sequence[GlossaryTerm]) -> "QuerySet[Text]":
    """Texts in which the terms may stand; the database can only tell roughly."""
    rows = Text.objects.filter(community=news.community_id).order_by("-id")
    rows = rows.only("id", "language", "plain")
    if news.before is not None:
        rows = rows.filter(id__lt=news.before)
    if len(terms) > HINTED_TERMS_MAX:
        return rows
    hints = [_hint(term) for term in terms]
    near = Q(pk__in=())
    for hint in hints:
        near |= Q(plain__icontains=hint)
    return rows.filter(near) if all(hints) else rows


def _hint(term: GlossaryTerm) -> str:
    """What every inflected form of the first word begins with; nothing where a database might
    compare it differently (only ASCII has capitals everywhere)."""
    first = tokens(term.source, term.source_language)[0]
    hint = ""
    for character, of_stem in zip(first.text.casefold(), first.key, strict=False):
        if character != of_stem or not character.isascii():
            break
        hint += character
    return hint if len(hint) >= HINT_MIN_CHARS else ""


def _concerned(texts: Sequence[Text], terms: Sequence[GlossaryTerm]) -> dict[str, list[int]]:
    """By language: those of the texts (ids) whose translation into it the terms concern."""

    @cache
    def glossary(source: str, target: str) -> Glossary:
        return glossary_of(terms, source, target)

    found: dict[str, list[int]] = defaultdict(list)
    plain = {text.pk: text for text in texts}
    for pk, language in sorted(_translated(plain)):
        text = plain[pk]
        if languages.serves(text.language, language):
            continue
        if glossary(text.language, language).terms_in(text.plain):
            found[language].append(pk)
    return found


def _translated(ids: Iterable[int]) -> set[tuple[int, str]]:
    """Texts and the languages engines have translated them into, or are at it right now."""
    ids = list(ids)
    machine = Translation.objects.filter(text__in=ids).exclude(origin=Translation.Origin.HUMAN)
    working = TranslationJob.objects.filter(text__in=ids, state=TranslationJob.State.WORKING)
    return set(machine.values_list("text_id", "language")) | set(
        working.values_list("text_id", "language")
    )
