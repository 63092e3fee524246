"""What is forgotten of decisions when the member whom they concern leaves: what was said to him,
what he said to that, and what was answered. That it was decided stays in the audit log, without
his name."""

from django.db import transaction

from accounts.erasing import BATCH
from accounts.models import Member
from forum.actions.appeals import SUBJECT
from forum.actions.reviewing import close_review
from forum.models import DecisionNotice, ReviewItem
from translation.actions import erase_text


@transaction.atomic
def erase_decisions_of(member: Member) -> int:
    """Forget a batch of notices with their appeals; how many."""
    rows = DecisionNotice.objects.filter(member=member).order_by("pk")
    batch = list(rows.select_related("statement", "appeal__text", "appeal__answer")[:BATCH])
    for notice in batch:
        _forget(notice)
    return len(batch)


def _forget(notice: DecisionNotice) -> None:
    appeal = getattr(notice, "appeal", None)
    texts = [notice.statement]
    if appeal is not None:
        texts += [appeal.text, appeal.answer]
        close_review(kind=ReviewItem.Kind.APPEAL, subject=(SUBJECT, appeal.pk))
    notice.delete()
    for text in texts:
        if text is not None:
            erase_text(text=text)
