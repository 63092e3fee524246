"""What badges hear of the news: whose work it was is looked at again. Each calls one action."""

from typing import Any

from django.db.models import QuerySet

from core.events import receiver
from forum.events import PostPublished, ReviewDecided
from forum.models import Post, ReviewItem
from reputation.actions.awarding import award
from reputation.badges import EARNED, OF_ANSWERS, OF_DECISIONS
from reputation.events import CreditBooked
from reputation.queries.merits import Place
from translation.events import TermApproved, TranslationCorrected
from translation.models import Correction, GlossaryTerm


@receiver(CreditBooked)
def look_at_credit(news: CreditBooked) -> None:
    award(place=Place(news.member_id, news.community_id), badges=sorted(EARNED))


@receiver(PostPublished)
def look_at_answer(news: PostPublished) -> None:
    rows = Post.objects.filter(pk=news.post_id, kind=Post.Kind.ANSWER, author__isnull=False)
    for member, community in rows.values_list("author", "thread__community"):
        award(place=Place(member, community), badges=sorted(OF_ANSWERS))


@receiver(TranslationCorrected)
def look_at_correction(news: TranslationCorrected) -> None:
    rows = Correction.objects.filter(pk=news.correction_id, community__isnull=False)
    _look_at_decider(rows.values_list("decided_by", "community"))


@receiver(TermApproved)
def look_at_term(news: TermApproved) -> None:
    rows = GlossaryTerm.objects.filter(pk=news.term_id)
    _look_at_decider(rows.values_list("decided_by", "community"))


@receiver(ReviewDecided)
def look_at_review(news: ReviewDecided) -> None:
    rows = ReviewItem.objects.filter(pk=news.item_id)
    _look_at_decider(rows.values_list("decided_by", "community"))


def _look_at_decider(rows: "QuerySet[Any, tuple[int | None, int]]") -> None:
    for member, community in rows:
        if member is not None:
            award(place=Place(member, community), badges=sorted(OF_DECISIONS))
