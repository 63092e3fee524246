"""What the worker does for translations: the queue, previews, and recurring care."""

from datetime import timedelta

from accounts.erasing import eraser
from accounts.models import Member
from core.lanes import lane, renewal
from core.periodic import periodic
from core.reconciling import reconciler
from translation import execution, maintenance, memory, queue
from translation.actions import sweep_rejected_terms
from translation.actions.erasing import erase_previews_of, erase_texts_of
from translation.actions.erasing_contributions import erase_corrections_of, erase_terms_of
from translation.actions.previews import free_dead_previews, sweep, work_off_preview


@lane("translations")
def translate() -> int:
    return execution.work_off()


@lane("previews")
def preview() -> int:
    """A lane of its own: neither writers nor readers wait for the others' whole queue."""
    return work_off_preview()


@renewal
def renew() -> None:
    queue.renew_leases()


@periodic(name="translation.free_dead_workers", every=timedelta(seconds=15))
def free_dead_workers() -> int:
    return queue.free_dead() + free_dead_previews()


@periodic(name="translation.packages_changed", every=timedelta(seconds=10))
def packages_changed() -> int:
    return maintenance.follow_packages()


@periodic(name="translation.evict_memory", every=timedelta(days=1))
def evict_memory() -> int:
    return memory.evict()


@periodic(name="translation.drop_orphans", every=timedelta(days=1))
def drop_orphans() -> int:
    """Sentences that were previewed, or erased meanwhile, are nobody's after a day."""
    return memory.drop_orphans(older_than=timedelta(days=1))


@eraser(name="translation.contributions", texts=True)
def erase_contributions(member: Member) -> int:
    return erase_corrections_of(member) + erase_terms_of(member)


@eraser(name="translation.texts", texts=True)
def erase_texts(member: Member) -> int:
    """Whatever else is a text of the member's, also of kinds that nobody thought of."""
    return erase_texts_of(member)


@eraser(name="translation.previews")
def erase_previews(member: Member) -> int:
    return erase_previews_of(member) + memory.drop_orphans()


@periodic(name="translation.sweep_previews", every=timedelta(minutes=10))
def sweep_previews() -> int:
    return sweep()


@periodic(name="translation.sweep_terms", every=timedelta(days=1))
def sweep_terms() -> int:
    return sweep_rejected_terms()


@reconciler("html")
def mend_html() -> int:
    return maintenance.reconcile_html()


@reconciler("translations")
def mend_translations() -> int:
    return maintenance.reconcile_translations()
