"""Imports a community: reads everything, puts it in order, writes what is new or changed.

Run again it goes on where it stopped, and changes nothing where nothing changed in the source.
Nobody is notified, nobody earns anything, nothing is translated until somebody reads it.
"""

import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Community
from forum.actions.importing.job import Choices, Job
from forum.actions.importing.known import Known
from forum.actions.importing.links import settle_links
from forum.actions.importing.members import import_members
from forum.actions.importing.places import import_categories, import_products, import_tags
from forum.actions.importing.sentences import import_sentences, import_terms
from forum.actions.importing.threads import import_threads
from forum.actions.importing.uploads import import_uploads
from forum.models import ImportRun
from forum.transfer import discourse, exchange, stack_exchange
from forum.transfer.archives import Archive
from forum.transfer.problems import Problems
from forum.transfer.staging import Staging

READERS = {
    ImportRun.Format.LINGORA: exchange.read,
    ImportRun.Format.DISCOURSE: discourse.read,
    ImportRun.Format.STACK_EXCHANGE: stack_exchange.read,
}
STEPS = (
    import_members,
    import_categories,
    import_tags,
    import_products,
    import_uploads,
    import_threads,
    settle_links,
    import_sentences,
    import_terms,
)
READ_AT_ONCE = 20_000


def import_community(
    *,
    community: Community,
    path: Path,
    format: str,
    source: str,
    choices: Choices,
    report: Callable[[str], None],
) -> ImportRun:
    """Bring what `path` (a folder or ZIP file in `format`) holds into `community`.

    `source` names where it comes from: keys are the source's own, and a second import of the same
    source continues the first. Raises UnreadableArchive. Items that cannot be used are told to
    `report`, noted in the run, and left out.
    """
    with (
        Archive(path) as archive,
        tempfile.TemporaryDirectory(prefix="import-", dir=settings.DATA_DIR) as folder,
        closing(Staging(Path(folder))) as staging,
    ):
        job = Job(
            community=community,
            run=_begin(community, format, source),
            choices=choices,
            staging=staging,
            archive=archive,
            known=Known(community, source),
            problems=Problems(report),
            report=report,
        )
        try:
            return _work(job, format)
        except BaseException:
            _note(job, ImportRun.State.FAILED)
            raise


def _work(job: Job, format: str) -> ImportRun:
    _read(job, format)
    for step in STEPS:
        step(job)
        _note(job, ImportRun.State.RUNNING)
    return _note(job, ImportRun.State.DONE)


@transaction.atomic
def _begin(community: Community, format: str, source: str) -> ImportRun:
    """The run that was interrupted, or a new one."""
    rows = ImportRun.objects.filter(community=community, source=source, format=format)
    stopped = rows.exclude(state=ImportRun.State.DONE).order_by("-pk").first()
    if stopped is None:
        return ImportRun.objects.create(community=community, source=source, format=format)
    stopped.state = ImportRun.State.RUNNING
    stopped.save(update_fields=["state"])
    return stopped


def _read(job: Job, format: str) -> None:
    """Put everything into the staging area; keys that come twice count once."""
    reader = READERS[ImportRun.Format(format)]
    for number, (record, origin) in enumerate(reader(job.archive, job.problems), start=1):
        before = job.staging.add(record, origin)
        if before is not None:
            job.refuse(
                record.kind_name,
                origin,
                f"{record.kind_name} “{record.key}” was in {before} already",
                problem="duplicate",
            )
        if number % READ_AT_ONCE == 0:
            job.report(f"{number:,} records read")


def _note(job: Job, state: str) -> ImportRun:
    run = job.run
    run.state, run.problems = state, job.problems.first
    told = {f"problems.{kind}": many for kind, many in job.problems.counts.items()}
    run.counts = {**dict(job.counts), **told}
    if state == ImportRun.State.DONE:
        run.ended = timezone.now()
    run.save()
    return run
