"""Carries out queued translations: claim, translate, store.

No database transaction is open while an engine works. A result is stored only while the job is
still this process's and the text still has the version the job was made for.
"""

import logging
from collections.abc import Sequence

from django.db import DatabaseError

from translation import queue
from translation.errors import EngineError, EngineOutOfMemory
from translation.models import TranslationJob
from translation.queue import give_up
from translation.routing import Route, routes, target_codes
from translation.storing import store
from translation.translating import Interrupted, Translated, Work, translate_texts

logger = logging.getLogger(__name__)


def work_off() -> int:
    """Carry out the next batch; how many jobs that were.

    Raises DatabaseError (a full disk, for example); the jobs are then free again when their
    lease has run out.
    """
    jobs = queue.claim_batch()
    try:
        _run_together(jobs)
    finally:
        queue.release(jobs)
    return len(jobs)


def _run_together(jobs: Sequence[TranslationJob]) -> None:
    """All jobs in one call; where that fails, one by one: a bad text holds up no other."""
    try:
        if jobs:
            _run(jobs)
    except DatabaseError:
        raise
    except Interrupted:
        queue.give_back(jobs)
    except Exception as error:  # noqa: BLE001 - it shows again on the job that causes it
        logger.info("batch of %d jobs failed, trying each alone: %r", len(jobs), error)
        for job in jobs:
            _run_alone(job)


def _run_alone(job: TranslationJob) -> None:
    try:
        _run([job])
    except DatabaseError:
        raise
    except Interrupted:
        queue.give_back([job])
    except EngineOutOfMemory as error:
        give_up(job, error.code)
    except Exception:  # a defect of ours must not stop the queue; the state says that it failed
        logger.exception("job %s failed", job.pk)
        give_up(job, "internal_error")


def _run(jobs: Sequence[TranslationJob]) -> None:
    """Translate jobs of one pair by the first route that works."""
    source, target = jobs[0].source_language, jobs[0].language
    ways = [way for code in target_codes(target) for way in routes(source, code)]
    failure = "no_route"
    for way in ways:
        try:
            results = _translate(jobs, way)
        except EngineOutOfMemory:
            raise
        except EngineError as error:
            failure = error.code
            logger.warning("%s failed: %s", way.label, error)
            continue
        for result in results:
            result.first_choice = ways[0].fingerprint
        store(list(zip(jobs, results, strict=True)))
        return
    _by_people_alone(jobs, failure)


def _translate(jobs: Sequence[TranslationJob], route: Route) -> list[Translated]:
    """Interruptible unless a reader waits for these very jobs."""
    first = jobs[0]
    urgent = queue.is_reader(first)
    work = Work() if urgent else Work(interrupt=queue.readers_wait)
    results = translate_texts([job.text for job in jobs], route, first.language, work)
    queue.pace.note(
        first.source_language,
        first.language,
        chars=work.chars // len(route.hops),
        seconds=work.seconds,
    )
    return results


def _by_people_alone(jobs: Sequence[TranslationJob], failure: str) -> None:
    """Without an engine, what people wrote is all there is; the rest has failed."""
    results = translate_texts([job.text for job in jobs], None, jobs[0].language)
    done = [(job, result) for job, result in zip(jobs, results, strict=True) if result.human]
    store(done)
    helped = {job.pk for job, _result in done}
    for job in jobs:
        if job.pk not in helped:
            give_up(job, failure)
