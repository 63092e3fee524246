"""Asking for translations: rows in the queue."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Community
from core import languages
from core.events import publish
from translation import queue
from translation.events import SentenceChanged
from translation.memory.uses import texts_with
from translation.models import Text, Translation, TranslationJob
from translation.priority import Priority, rank
from translation.routing import Route, best_route

State = TranslationJob.State


AHEAD_OF_DEMAND = Priority.FOLLOW_UP
"""From this class on nobody waits: such work is not queued while the queue is full."""
TEXTS_AT_ONCE = 200
"""With one corrected sentence; who corrects a greeting waits for no more of them."""


@transaction.atomic
def request(*, texts: Sequence[Text], languages: Iterable[str], priority: Priority | int) -> int:
    """Queue `texts` for readers of `languages`; how many jobs are new or were changed.

    What is already translated from the present version by the present route, or was made by a
    person, is left out; a job that exists is raised to `priority` if that is more urgent. A pair
    without a route becomes an `unsupported` job, looked at again when packages change. While the
    queue is full (`TRANSLATION_QUEUE_MAX`) work that nobody waits for is left for its readers to
    ask for.
    """
    if priority >= AHEAD_OF_DEMAND and queue.is_full():
        return 0
    wanted = _wanted(_as_stored(texts), languages)
    done = _up_to_date(wanted)
    rows = [
        _job(text, language, route, priority)
        for (text, language), route in wanted.items()
        if (text.pk, language) not in done
    ]
    return _upsert(rows)


@transaction.atomic
def request_again(
    *, texts: Iterable[int], language: str, priority: Priority | int = Priority.LIVE
) -> int:
    """Put texts (ids) together anew in `language` though they are up to date: a sentence or a
    term in them changed. How many jobs are new or were changed.

    Sentences that did not change come from the memory, so this costs next to nothing.
    """
    rows = [
        _job(text, language, best_route(text.language, language), priority)
        for text in Text.objects.filter(pk__in=list(texts))
        if not languages.serves(text.language, language)
    ]
    for row in rows:
        # People may have translated it where no engine can.
        row.state, row.reason = State.PENDING, ""
    return _upsert(rows, anew=True)


@transaction.atomic
def refresh_sentence(
    *,
    source_key: str,
    source_language: str,
    target_language: str,
    community: Community | None,
    text: Text | None = None,
) -> int:
    """Ask again for every text that contains a sentence and exists in, or awaits, a language.

    In all communities where `community` is None; `text` in any case, also where it was never
    translated before. How many texts are put together anew now: the newest; the others follow
    by an event.
    """
    news = SentenceChanged(
        source_key=source_key,
        source_language=source_language,
        target_language=target_language,
        community_id=community.pk if community else None,
    )
    # Texts that a worker has in hand may contain it, too; nobody knows before they are stored.
    in_hand = Q(jobs__language=target_language, jobs__state=State.WORKING)
    ids = {*_texts_of(news).filter(in_hand).values_list("pk", flat=True), *_stretch(news)}
    ids |= {text.pk} if text else set()
    return request_again(texts=ids, language=target_language)


@transaction.atomic
def refresh_older(*, news: SentenceChanged) -> int:
    """Ask again, without hurry, for older texts with a changed sentence; how many jobs."""
    ids, language = _stretch(news), news.target_language
    return request_again(texts=ids, language=language, priority=Priority.RETRANSLATE)


def _stretch(news: SentenceChanged) -> list[int]:
    """Ids of the next texts that hold the sentence, newest first; the rest is passed on."""
    target = news.target_language
    known = Q(translations__language=target) | Q(jobs__language=target)
    texts = _texts_of(news).filter(known, pk__in=texts_with(news.source_key))
    if news.before is not None:
        texts = texts.filter(pk__lt=news.before)
    newest = texts.order_by("-pk").distinct().values_list("pk", flat=True)
    ids = list(newest[:TEXTS_AT_ONCE])
    if len(ids) == TEXTS_AT_ONCE:
        publish(replace(news, before=ids[-1]))
    return ids


def _texts_of(news: SentenceChanged) -> "QuerySet[Text]":
    texts = Text.objects.filter(language=news.source_language)
    return texts if news.community_id is None else texts.filter(community=news.community_id)


@transaction.atomic
def refresh(*, text: Text, priority: Priority | int = Priority.LIVE) -> int:
    """Ask again for every language the text exists or is awaited in (after a change)."""
    wanted = set(text.translations.values_list("language", flat=True))
    wanted |= set(text.jobs.values_list("language", flat=True))
    # The old pair of a corrected source language may make no sense any more.
    text.jobs.exclude(checksum=text.checksum).delete()
    return request(texts=[text], languages=wanted, priority=priority)


def _as_stored(texts: Sequence[Text]) -> list[Text]:
    """The texts as they stand now: the caller may have read them before an edit."""
    return list(Text.objects.filter(pk__in={text.pk for text in texts}))


def _wanted(texts: Sequence[Text], wanted: Iterable[str]) -> dict[tuple[Text, str], Route | None]:
    """The route, if any, for each text and target; regional readers share one target."""
    found: dict[tuple[Text, str], Route | None] = {}
    codes = sorted(set(wanted))
    for text in texts:
        for code in codes:
            if text.language == languages.UNKNOWN or languages.serves(text.language, code):
                continue
            route = best_route(text.language, code)
            found[text, route.languages[-1] if route else code] = route
    return found


def _up_to_date(wanted: dict[tuple[Text, str], Route | None]) -> set[tuple[int, str]]:
    checksums = {text.pk: text.checksum for text, _language in wanted}
    prints = {
        (text.pk, language): route.fingerprint
        for (text, language), route in wanted.items()
        if route
    }
    rows = Translation.objects.filter(text_id__in=checksums)
    return {
        (row.text_id, row.language)
        for row in rows.only("text_id", "language", "source_checksum", "first_choice", "origin")
        if row.source_checksum == checksums[row.text_id]
        and (
            row.origin == Translation.Origin.HUMAN
            or row.first_choice == prints.get((row.text_id, row.language), row.first_choice)
        )
    }


def _job(
    text: Text, language: str, route: Route | None, priority: Priority | int
) -> TranslationJob:
    return TranslationJob(
        text=text,
        source_language=text.language,
        language=language,
        checksum=text.checksum,
        state=State.PENDING if route else State.UNSUPPORTED,
        reason="" if route else "no_route",
        priority=priority,
        rank=rank(priority, timezone.now()),
        pivot=route.languages[1] if route and len(route.hops) > 1 else "",
        next_attempt=timezone.now(),
    )


def _upsert(rows: list[TranslationJob], *, anew: bool = False) -> int:
    # Always in the same order, so that no two requests wait for each other's rows.
    rows.sort(key=lambda row: (row.text_id, row.language))
    known = {
        (job.text_id, job.language): job
        for job in TranslationJob.objects.filter(text_id__in={row.text_id for row in rows})
    }
    fresh = [row for row in rows if (row.text_id, row.language) not in known]
    TranslationJob.objects.bulk_create(fresh, ignore_conflicts=True)
    changed = sum(
        _raise(known[row.text_id, row.language], row, anew=anew)
        for row in rows
        if (row.text_id, row.language) in known
    )
    return len(fresh) + changed


def _raise(job: TranslationJob, wish: TranslationJob, *, anew: bool) -> int:
    """Bring an existing job up to a new wish: a newer text, a route found, more urgency."""
    same = Q(pk=job.pk)
    revived = job.state == State.UNSUPPORTED != wish.state
    if anew or revived or job.checksum != wish.checksum:
        # Whoever works on the old version loses the job: its late result is dropped.
        return TranslationJob.objects.filter(same).update(
            checksum=wish.checksum,
            source_language=wish.source_language,
            state=wish.state,
            reason=wish.reason,
            priority=min(job.priority, wish.priority),
            rank=min(job.rank, wish.rank),
            pivot=wish.pivot,
            attempts=0,
            next_attempt=wish.next_attempt,
            owner="",
            lease_until=None,
        )
    return TranslationJob.objects.filter(same, priority__gt=wish.priority).update(
        priority=wish.priority, rank=min(job.rank, wish.rank)
    )
