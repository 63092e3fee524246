"""Proposed merges in the review queue."""

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext_lazy as _, pgettext_lazy

from accounts.permissions import Actor, Privilege
from core.errors import NotFound
from forum.actions.merge_proposals import confirm_merge, refuse_merge
from forum.actions.merging import width
from forum.actions.unmerging import undo_merge
from forum.errors import NotUndoable
from forum.models import ReviewItem, ThreadMerge
from forum.review_kinds import Decision, Exhibit, Fact, Place, ReviewKind, Ruling, Undoing, Words


def exhibits(actor: Actor, items: Sequence[ReviewItem]) -> Mapping[int, Exhibit]:
    """The titles of both threads; one query."""
    rows = ThreadMerge.objects.select_related(
        "source__title", "source__category", "source__community"
    ).select_related("target__title", "target__category", "target__community", "proposed_by")
    found = rows.in_bulk([item.subject_id for item in items])
    return {item.pk: _exhibit(found[item.subject_id]) for item in items if item.subject_id in found}


def _exhibit(merge: ThreadMerge) -> Exhibit:
    words = (
        Words(merge.source.title, _("This thread")),
        Words(merge.target.title, _("would become part of")),
    )
    facts = [Fact(_("Posts"), merge.source.posts_count + 1)]
    if merge.proposed_by is not None:
        facts.append(Fact(_("Proposed by"), merge.proposed_by.name))
    if width(merge.target) < width(merge.source):
        facts.append(Fact(_("Mind"), _("Fewer people could read this there.")))
    return Exhibit(words=words, facts=tuple(facts), place=Place("thread_by_id", (merge.target_id,)))


def merge(ruling: Ruling) -> None:
    confirm_merge(actor=ruling.actor, merge=_merge(ruling.item))


def refuse(ruling: Ruling) -> None:
    refuse_merge(actor=ruling.actor, merge=_merge(ruling.item))


def unmerge(undoing: Undoing) -> None:
    """Undo the merge that stands. It is another row than the proposal where that was confirmed,
    taken back and confirmed again. Raises NotUndoable where somebody undid it already."""
    asked = _merge(undoing.item)
    pair = {"source": asked.source_id, "target": asked.target_id}
    merge = ThreadMerge.objects.filter(**pair, state=ThreadMerge.State.DONE).first()
    if merge is None:
        raise NotUndoable
    undo_merge(actor=undoing.actor, merge=merge)


def _threads(item: ReviewItem) -> Collection[int]:
    """Both, in one step: whoever holds one of two must not wait for the other."""
    rows = ThreadMerge.objects.filter(pk=item.subject_id)
    return {thread for pair in rows.values_list("source", "target") for thread in pair}


def _merge(item: ReviewItem) -> ThreadMerge:
    rows = ThreadMerge.objects.select_related("source__community", "target__community")
    found = rows.filter(pk=item.subject_id).first()
    if found is None:
        raise NotFound
    return found


MERGES = ReviewKind(
    kind=ReviewItem.Kind.MERGE,
    privilege=Privilege.MODERATE,
    exhibits=exhibits,
    threads=_threads,
    decisions=(
        Decision("merge", pgettext_lazy("decision", "Merge them"), carry_out=merge, undo=unmerge),
        Decision("refuse", pgettext_lazy("decision", "Leave them apart"), carry_out=refuse),
    ),
)
