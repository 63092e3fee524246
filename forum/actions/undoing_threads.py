"""What an upheld appeal takes back of what was done with whole threads (`forum.decisions`)."""

from accounts.models import AuditEntry
from accounts.permissions import Actor
from core.errors import NotFound
from forum.actions.merging import merge_threads
from forum.actions.moving import move_thread
from forum.actions.unmerging import can_be_undone, undo_merge
from forum.decisions import undoes
from forum.models import Category, Thread, ThreadMerge
from forum.queries import thread_for


@undoes("thread.merged")
def part_again(actor: Actor, entry: AuditEntry) -> None:
    merge = ThreadMerge.objects.filter(entry=entry).first()
    if merge is not None and can_be_undone(merge):
        undo_merge(actor=actor, merge=merge)


@undoes("thread.moved")
def move_back(actor: Actor, entry: AuditEntry) -> None:
    thread = _thread(actor, entry.subject_id)
    category = Category.objects.filter(pk=entry.before["category"]).first()
    if thread is not None and category is not None:
        move_thread(actor=actor, thread=thread, category=category, other_readers=True)


@undoes("thread.split")
def join_again(actor: Actor, entry: AuditEntry) -> None:
    source = _thread(actor, entry.after["thread"])
    target = _thread(actor, entry.before["thread"])
    if source is not None and target is not None:
        merge_threads(actor=actor, source=source, target=target, fewer_readers=True)


def _thread(actor: Actor, thread_id: int) -> Thread | None:
    try:
        return thread_for(actor, thread_id)
    except NotFound:
        return None
