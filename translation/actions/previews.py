"""How a text would be read in another language, for the writer who waits for it."""

from datetime import timedelta
from typing import Any, cast

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Community
from core import languages, leases
from core.claims import claim
from core.errors import InvalidInput
from translation import memory, queue
from translation.detection import detect, prose
from translation.engines.base import Segment
from translation.errors import EngineError, PairUnsupported
from translation.glossaries import glossary_for
from translation.masking import mask
from translation.models import PreviewJob
from translation.pipeline import (
    Assembly,
    Format,
    Outcome,
    Plan,
    make_plan,
    readable,
    render_original,
)
from translation.routing import Route, best_route
from translation.translating import Work, translate_segments

TEXT_MAX_CHARS = 20_000
KEPT_FOR = timedelta(hours=1)
ATTEMPTS_MAX = 3


def request_preview(
    *,
    text: str,
    format: Format,
    target: str,
    source: str | None = None,
    back: bool = False,
    requester: str = "",
    community: Community | None = None,
) -> PreviewJob:
    """Queue a preview; a worker answers within seconds.

    With a community its glossary and what its people translated count, as they will when the
    text is published there. Raises InvalidInput for empty or too long texts, InvalidLanguage,
    PairUnsupported.
    """
    if not text.strip() or len(text) > TEXT_MAX_CHARS:
        raise InvalidInput(fields={"text": f"1–{TEXT_MAX_CHARS}"})
    masked, _sealed = mask(text)
    source = languages.canonical(source) if source else detect(prose(masked, format)).language
    target = languages.canonical(target)
    if not languages.serves(source, target) and best_route(source, target) is None:
        raise PairUnsupported(source=source, target=target)
    return PreviewJob.objects.create(
        source=masked,
        format=format,
        source_language=source,
        language=target,
        back=back,
        requester=requester,
        community=community,
    )


def work_off_preview() -> int:
    """Answer the oldest waiting preview; 1, or 0 where there is none."""
    waiting = PreviewJob.objects.filter(done__isnull=True)
    jobs = claim(waiting, order=("id",), limit=1, attempts=F("attempts") + 1)
    for job in jobs:
        result, failure = _answer(job)
        PreviewJob.objects.filter(pk=job.pk, owner=leases.owner()).update(
            result=result, failure=failure, done=timezone.now(), owner="", lease_until=None
        )
    return len(jobs)


def free_dead_previews() -> int:
    """Give back the previews of workers that died on this host; how many those are."""
    held = PreviewJob.objects.filter(done__isnull=True).exclude(owner="")
    dead = leases.dead_owners(held.values_list("owner", flat=True).distinct())
    return held.filter(owner__in=dead).update(owner="", lease_until=None) if dead else 0


def _answer(job: PreviewJob) -> tuple[dict[str, Any] | None, str]:
    tries = PreviewJob.objects.values_list("attempts", flat=True).get(pk=job.pk)
    if tries > ATTEMPTS_MAX:
        return None, queue.DIED
    try:
        return preview(
            text=job.source,
            format=cast(Format, job.format),
            source=job.source_language,
            target=job.language,
            back=job.back,
            community_id=job.community_id,
        ), ""
    except EngineError as error:
        return None, error.code


def preview(
    *,
    text: str,
    format: Format,
    source: str,
    target: str,
    back: bool = False,
    community_id: int | None = None,
) -> dict[str, Any]:
    """The preview as the API answers it. Raises EngineError, PairUnsupported among them."""
    if languages.serves(source, target):
        rendition = render_original(text, format, source)
        return _answer_of(source, target, [], rendition.html, rendition.text, 1.0, [])
    route = best_route(source, target)
    if route is None:
        raise PairUnsupported(source=source, target=target)
    glossary = glossary_for(community_id, source, target)
    plan = make_plan(text, format, source, target, glossary)
    outcomes = _translated(plan, route, community_id)
    made = plan.assemble([outcomes[segment] for segment in plan.segments])
    rows = [_row(segment, outcomes[segment]) for segment in plan.segments]
    answer = _answer_of(source, target, route.languages, made.html, made.text, made.quality, rows)
    answer["uncertain"] = made.uncertain or route.experimental
    if back:
        answer["back"] = _back(made, source, target)
    return answer


def _translated(
    plan: Plan, route: Route, community_id: int | None = None
) -> dict[Segment, Outcome]:
    """A draft is nobody's business yet, so the memory learns nothing from it."""
    segments = list(dict.fromkeys(plan.segments))
    human = memory.human_for(
        [(community_id, segment) for segment in segments],
        source=plan.source_language,
        target=plan.target_language,
    )
    by_people = {segment: outcome for (_owner, segment), outcome in human.items()}
    left = [segment for segment in segments if segment not in by_people]
    journeys = translate_segments(left, route, Work(remember=False))
    return by_people | {segment: journey.outcome for segment, journey in journeys.items()}


def _answer_of(
    source: str,
    target: str,
    route: list[str],
    html: str,
    text: str,
    quality: float,
    segments: list[dict[str, Any]],
) -> dict[str, Any]:
    return {
        "source": source,
        "target": target,
        "route": route,
        "html": html,
        "text": text,
        "quality": round(quality, 3),
        "segments": segments,
    }


def _row(segment: Segment, outcome: Outcome) -> dict[str, Any]:
    return {
        "source": readable(segment.text, segment),
        "target": readable(outcome.text, segment) if outcome.text else None,
        "origin": outcome.origin,
        "quality": round(outcome.quality, 3),
    }


def _back(made: Assembly, source: str, target: str) -> str | None:
    """The translation translated back as plain text; None where there is no way back."""
    route: Route | None = best_route(target, source)
    if route is None or not made.text.strip():
        return None
    plan = make_plan(made.text, "plain", target, source)
    outcomes = _translated(plan, route)
    return plan.assemble([outcomes[segment] for segment in plan.segments]).text


@transaction.atomic
def sweep() -> int:
    """Forget previews of more than an hour ago."""
    return PreviewJob.objects.filter(created__lt=timezone.now() - KEPT_FOR).delete()[0]
