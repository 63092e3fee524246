"""What a confirmed proposal to merge two threads grants."""

from forum.events import ThreadsMerged
from forum.models import ThreadMerge
from reputation.grants import Grant

OBJECT = "merge"


def merge_grants(news: ThreadsMerged) -> list[Grant]:
    """For who proposed it, where somebody else decided."""
    proposer = news.proposed_by
    if proposer is None or proposer == news.decided_by:
        return []
    return [
        Grant(
            code="dup_ok",
            member_id=proposer,
            object_type=OBJECT,
            object_id=news.merge_id,
            thread_id=news.source_id,
            giver=news.decided_by or 0,
        )
    ]


def merge_of(merge_id: int) -> ThreadMerge | None:
    """A merge with its community; None where its threads are no more."""
    return ThreadMerge.objects.select_related("source__community").filter(pk=merge_id).first()
