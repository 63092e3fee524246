"""Credit for who finds threads that are about the same."""

from core.events import Told, receiver
from forum.events import MergeUndone, ThreadsMerged
from reputation.actions import credit, reverse
from reputation.queries.merges import OBJECT, merge_grants, merge_of
from reputation.rules import Topic


@receiver(ThreadsMerged, dated=True)
def hear_merge(news: ThreadsMerged, told: Told) -> None:
    merge = merge_of(news.merge_id)
    if merge is not None and (grants := merge_grants(news)):
        credit(community=merge.source.community, told=told, grants=grants)


@receiver(MergeUndone, dated=True)
def hear_merge_end(news: MergeUndone, told: Told) -> None:
    """What was no duplicate after all earned nothing."""
    merge = merge_of(news.merge_id)
    if merge is not None:
        reverse(
            community=merge.source.community,
            told=told,
            topic=Topic.MERGE,
            object_type=OBJECT,
            object_id=merge.pk,
            members={merge.proposed_by_id} if merge.proposed_by_id else (),
        )
