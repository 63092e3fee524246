"""The queue follows what happens elsewhere: proposals come and are settled, posts are gone."""

from accounts.permissions import VISITOR
from core.events import receiver
from forum.actions.review_languages import exhibit_of, translate_for_deciders
from forum.actions.reviewing import close_review, open_review
from forum.events import FlagRaised, PostErased
from forum.models import ReviewItem
from forum.queries.reviewing import open_about
from forum.reviews.translations import post_of_text
from translation.events import CorrectionTurned, TermTurned
from translation.models import Correction, GlossaryTerm

Kind = ReviewItem.Kind


@receiver(CorrectionTurned)
def follow_correction(news: CorrectionTurned) -> None:
    """A proposal waits for who corrects in its language; those it stands in for wait no more."""
    row = Correction.objects.select_related("community", "author").filter(pk=news.id).first()
    waits = row is not None and row.state == Correction.State.PROPOSED
    if row is None or row.community is None or not waits:
        close_review(kind=Kind.TRANSLATION_FIX, subject=("correction", news.id))
        return
    open_review(
        community=row.community,
        kind=Kind.TRANSLATION_FIX,
        subject=("correction", row.pk),
        language=row.target_language,
        post=post_of_text(row.text_id),
        member=row.author,
    )


@receiver(TermTurned)
def follow_term(news: TermTurned) -> None:
    rows = GlossaryTerm.objects.select_related("community", "proposed_by")
    term = rows.filter(pk=news.id).first()
    if term is None or term.state != GlossaryTerm.State.PROPOSED:
        close_review(kind=Kind.TERM, subject=("term", news.id))
        return
    open_review(
        community=term.community,
        kind=Kind.TERM,
        subject=("term", term.pk),
        language=term.target_language or term.source_language,
        member=term.proposed_by,
    )


@receiver(FlagRaised)
def translate_report(news: FlagRaised) -> None:
    """Whoever moderates here reads the post and what was said of it in his own language."""
    rows = ReviewItem.objects.filter(post=news.post_id, state=ReviewItem.State.OPEN)
    rows = rows.select_related("community", "post__body", "post__thread__title")
    for item in rows.filter(kind__in=(Kind.FLAGGED, Kind.TRANSLATION_FIX)):
        translate_for_deciders(item, exhibit_of(VISITOR, item))


@receiver(PostErased)
def forget_post(news: PostErased) -> None:
    """Of a post without words there is nothing left to decide."""
    for kind, subject_type, subject_id in open_about(news.post_id):
        close_review(kind=kind, subject=(subject_type, subject_id))
