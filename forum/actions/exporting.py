"""Giving members everything that is theirs, in one file made by a worker.

The file lies in the storage of the installation under a name that nobody guesses, is handed to
its member only, and is deleted after `KEPT_FOR`, and with the member.
"""

import logging
from datetime import timedelta
from tempfile import TemporaryFile

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.erasing import BATCH
from accounts.models import Member
from accounts.permissions import Actor
from core import leases
from core.claims import claim, renew
from core.errors import RateLimited
from forum.actions.checks import check_member
from forum.archiving import write_archive
from forum.models import MemberExport
from forum.uploads.storing import remove

logger = logging.getLogger(__name__)

State = MemberExport.State
KEPT_FOR = timedelta(days=7)
A_DAY = timedelta(days=1)
EXPORTS_A_DAY = 3
ATTEMPTS_MAX = 3
FOLDER = "exports"


class ExportedOften(RateLimited):
    code = "exported_often"
    message = _("You asked for %(most)d files today already. Please wait until tomorrow.")


@transaction.atomic
def request_export(*, actor: Actor, language: str) -> MemberExport:
    """Let a worker put everything of the member's into a file; the one that waits already, if
    there is one. Raises NotSignedIn and ExportedOften."""
    member = check_member(actor)
    waiting = MemberExport.objects.filter(member=member, state=State.WAITING)
    if found := waiting.first():
        return found
    today = MemberExport.objects.filter(member=member, requested__gt=timezone.now() - A_DAY)
    if today.count() >= EXPORTS_A_DAY:
        raise ExportedOften(most=EXPORTS_A_DAY)
    try:
        with transaction.atomic():
            return MemberExport.objects.create(member=member, language=language)
    except IntegrityError:  # asked for twice in this very moment
        return waiting.get()


def work_off_export() -> int:
    """Make the oldest file that is waited for; 1, or 0 where none is."""
    waiting = MemberExport.objects.filter(state=State.WAITING)
    rows = claim(waiting, order=("requested",), limit=1, attempts=F("attempts") + 1)
    for row in rows:
        _make(row)
    return len(rows)


def _make(row: MemberExport) -> None:
    export = MemberExport.objects.select_related("member").get(pk=row.pk)
    try:
        path, size = _stored(export)
    except Exception:  # whatever fails is told to the member, who may ask again
        logger.exception("export %s failed", export.pk)
        _give_up(export)
        return
    if not _finish(export, path, size):
        remove([path])


def _stored(export: MemberExport) -> tuple[str, int]:
    """Where the file lies, and its size in bytes."""
    with TemporaryFile() as file:
        write_archive(file, export.member, export.language)
        size = file.tell()
        file.seek(0)
        return default_storage.save(f"{FOLDER}/{export.pk}.zip", File(file)), size


def _give_up(export: MemberExport) -> None:
    state = State.FAILED if export.attempts >= ATTEMPTS_MAX else State.WAITING
    again = timezone.now() + leases.LEASE if state == State.WAITING else None
    MemberExport.objects.filter(pk=export.pk).update(
        state=state, lease_until=again, expires=timezone.now() + KEPT_FOR
    )


@transaction.atomic
def _finish(export: MemberExport, path: str, size: int) -> bool:
    """False where nobody waits for it any more: the member is gone, or another worker was
    faster."""
    mine = MemberExport.objects.filter(pk=export.pk, state=State.WAITING, owner=leases.owner())
    now = timezone.now()
    found = mine.update(
        state=State.READY,
        file=path,
        size=size,
        finished=now,
        expires=now + KEPT_FOR,
        owner="",
        lease_until=None,
    )
    return bool(found)


def renew_exports() -> None:
    """The sign of life for the file this process makes."""
    renew(MemberExport.objects.filter(state=State.WAITING))


def free_dead_exports() -> int:
    """Free what workers held that died on this host; how many files."""
    held = MemberExport.objects.filter(state=State.WAITING).exclude(owner="")
    dead = leases.dead_owners(held.values_list("owner", flat=True).distinct())
    return held.filter(owner__in=dead).update(owner="", lease_until=None) if dead else 0


def sweep_exports() -> int:
    """Delete files of which the time is over, and what a crash left; how many."""
    return _drop(MemberExport.objects.filter(expires__lt=timezone.now())) + _sweep_strays()


def _sweep_strays() -> int:
    """Files in the folder that no row names since a day."""
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    known = set(MemberExport.objects.exclude(file="").values_list("file", flat=True))
    paths = [path for name in names if (path := f"{FOLDER}/{name}") not in known]
    old = [path for path in paths if _is_old(path)]
    remove(old)
    return len(old)


def _is_old(path: str) -> bool:
    return default_storage.get_modified_time(path) < timezone.now() - A_DAY


def erase_exports_of(member: Member) -> int:
    """Delete the files made for a member who leaves; how many."""
    return _drop(MemberExport.objects.filter(member=member))


def _drop(rows: "QuerySet[MemberExport]") -> int:
    """Files first: a row that is left finds them again, a file without a row is only swept."""
    batch = list(rows.order_by("requested")[:BATCH])
    remove(str(row.file.name) for row in batch if row.file)
    MemberExport.objects.filter(pk__in=[row.pk for row in batch]).delete()
    return len(batch)
