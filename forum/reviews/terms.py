"""Proposed terms of the glossary in the review queue."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _, pgettext_lazy

from accounts.permissions import Actor, Privilege
from core.errors import NotFound
from forum.models import ReviewItem
from forum.review_kinds import Decision, Exhibit, Fact, Phrase, Place, ReviewKind, Ruling
from translation.actions import decide_term
from translation.models import GlossaryTerm


def exhibits(actor: Actor, items: Sequence[ReviewItem]) -> Mapping[int, Exhibit]:
    """The term, its translation, and what its author says of it; one query."""
    rows = GlossaryTerm.objects.select_related("community", "proposed_by")
    found = rows.in_bulk([item.subject_id for item in items])
    return {item.pk: _exhibit(found[item.subject_id]) for item in items if item.subject_id in found}


def _exhibit(term: GlossaryTerm) -> Exhibit:
    phrases = [Phrase(term.source, term.source_language, _("Term"))]
    facts = []
    if term.target:
        phrases.append(Phrase(term.target, term.target_language, _("Translation")))
    else:
        facts.append(Fact(_("Translation"), _("It is never translated.")))
    if term.note:
        phrases.append(Phrase(term.note, "", _("Note")))
    place = Place("term", (term.community.slug, term.pk))
    return Exhibit(phrases=tuple(phrases), facts=tuple(facts), place=place)


def approve(ruling: Ruling) -> None:
    decide_term(actor=ruling.actor, term=_term(ruling.item), approve=True)


def reject(ruling: Ruling) -> None:
    decide_term(actor=ruling.actor, term=_term(ruling.item), approve=False)


def _term(item: ReviewItem) -> GlossaryTerm:
    found = GlossaryTerm.objects.select_related("community").filter(pk=item.subject_id).first()
    if found is None:
        raise NotFound
    return found


TERMS = ReviewKind(
    kind=ReviewItem.Kind.TERM,
    privilege=Privilege.MANAGE_GLOSSARY,
    exhibits=exhibits,
    decisions=(
        Decision("approve", pgettext_lazy("decision", "Take the term over"), carry_out=approve),
        Decision("reject", pgettext_lazy("decision", "Do not take it over"), carry_out=reject),
    ),
)
