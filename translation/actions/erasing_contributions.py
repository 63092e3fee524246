"""Forgetting what a member did for the translations of others: better sentences, terms.

Where a correction counts, the sentence is translated anew, by what was approved before or by an
engine. Approved terms are the vocabulary of their community and stay, without who proposed them.
"""

from django.db import transaction
from django.db.models import Q

from accounts.erasing import BATCH
from accounts.models import Member
from core.events import publish
from translation import memory
from translation.actions.decisions import forget_approval, in_turn
from translation.actions.requests import TEXTS_AT_ONCE, request_again
from translation.events import CorrectionTurned
from translation.models import (
    Correction,
    GlossaryTerm,
    HumanSegment,
    MemorySegment,
    Translation,
)
from translation.priority import Priority


def erase_corrections_of(member: Member) -> int:
    """Forget a batch of the corrections a member proposed; how many."""
    rows = Correction.objects.filter(author=member).select_related("community", "text")
    batch = list(rows.order_by("pk")[:BATCH])
    for correction in batch:
        _forget(correction)
    return len(batch)


@transaction.atomic
def _forget(correction: Correction) -> None:
    in_turn(correction.community)
    row = Correction.objects.select_related("community", "text").filter(pk=correction.pk).first()
    if row is None:
        return
    counted = row.state == Correction.State.APPROVED
    forget_approval(row)
    _forget_words(row)
    publish(CorrectionTurned(id=row.pk))
    row.delete()
    if counted:
        _translate_again(row)


def _forget_words(row: Correction) -> None:
    """The sentence itself, and what was made of it on the way into a third language."""
    same = {"source_key": row.source_key, "target_language": row.target_language}
    here = Q(community=row.community) | Q(community=None)
    HumanSegment.objects.filter(here, **same, target=row.target).delete()
    Correction.objects.filter(**same, before=row.target).update(before="")
    onwards = memory.source_key(row.target_language, row.target)
    MemorySegment.objects.filter(source_key=onwards).delete()


def _translate_again(row: Correction) -> None:
    """Until then the original is shown: the translations that hold the sentence go at once."""
    ids = sorted(memory.texts_with(row.source_key))
    for start in range(0, len(ids), TEXTS_AT_ONCE):
        part = ids[start : start + TEXTS_AT_ONCE]
        human = Translation.objects.filter(text_id__in=part, human_segments__gt=0)
        wanted = set(human.values_list("text_id", "language"))
        for language in {language for _text, language in wanted}:
            mine = [pk for pk, of in wanted if of == language]
            request_again(texts=mine, language=language, priority=Priority.FOLLOW_UP)
        human.delete()


@transaction.atomic
def erase_terms_of(member: Member) -> int:
    """Forget a batch of a member's part in glossaries; how many terms."""
    ids = list(GlossaryTerm.objects.filter(proposed_by=member).values_list("pk", flat=True)[:BATCH])
    rows = GlossaryTerm.objects.filter(pk__in=ids)
    rows.exclude(state=GlossaryTerm.State.APPROVED).delete()
    rows.update(proposed_by=None, note="")
    return len(ids)
