"""Follows what engines can do: what was impossible is tried, what was poor is done again."""

from itertools import chain

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from core import languages
from core.batches import by_id
from translation.actions import request
from translation.models import Text, Translation, TranslationJob
from translation.priority import Priority
from translation.routing import best_route

State = TranslationJob.State
BATCH = 200


def follow_packages() -> int:
    """Wake jobs that have a route now and redo what a better route can do; how many jobs."""
    return _wake_unsupported() + _retranslate()


def _wake_unsupported() -> int:
    waiting = TranslationJob.objects.filter(state=State.UNSUPPORTED)
    pairs = waiting.values_list("source_language", "language").distinct().order_by()
    return sum(_wake(source, target) for source, target in pairs if best_route(source, target))


@transaction.atomic
def _wake(source: str, target: str) -> int:
    return TranslationJob.objects.filter(
        state=State.UNSUPPORTED, source_language=source, language=target
    ).update(state=State.PENDING, reason="", attempts=0, next_attempt=timezone.now())


def _retranslate() -> int:
    """Ask again for machine translations made when another route was the best one."""
    machine = Translation.objects.exclude(origin=Translation.Origin.HUMAN).order_by()
    made = machine.values_list("source_language", "language", "first_choice").distinct()
    asked = 0
    for source, target, first_choice in made:
        route = best_route(source, target)
        if route is None or route.fingerprint == first_choice:
            continue
        texts = Text.objects.filter(
            Q(translations__language=target, translations__first_choice=first_choice),
            language=source,
        ).exclude(jobs__language=target)[:BATCH]
        asked += request(texts=list(texts), languages=[target], priority=Priority.RETRANSLATE)
    return asked


def reconcile_html() -> int:
    """Render again the originals that an older renderer made; how many those were."""
    from translation.pipeline import RENDERER_VERSION, render_original

    old = Text.objects.exclude(renderer_version=RENDERER_VERSION)
    count = 0
    for text in chain.from_iterable(by_id(old, size=BATCH)):
        rendition = render_original(text.source, text.markup, text.language)
        count += Text.objects.filter(pk=text.pk, checksum=text.checksum).update(
            html=rendition.html, plain=rendition.text, renderer_version=RENDERER_VERSION
        )
    return count


def reconcile_translations() -> int:
    """Ask again for translations of an older version of their text that nobody awaits."""
    stale = Translation.objects.exclude(source_checksum=F("text__checksum"))
    count = 0
    for row in chain.from_iterable(by_id(stale.select_related("text"), size=BATCH)):
        if not languages.serves(row.text.language, row.language):
            count += request(
                texts=[row.text], languages=[row.language], priority=Priority.BACKGROUND
            )
    return count
