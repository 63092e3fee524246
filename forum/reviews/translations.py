"""Translations in the review queue: what members propose, and what readers call wrong.

A report of a translation is no report of its author: it ends with those who correct.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from accounts.permissions import Actor, Privilege
from accounts.reasons import Reason
from core.errors import NotFound
from forum.actions.flag_settling import reopen, settle
from forum.models import Flag, Post, ReviewItem
from forum.review_kinds import (
    Decision,
    Exhibit,
    Phrase,
    Place,
    ReviewKind,
    Ruling,
    Undoing,
    Voice,
)
from forum.reviews.reporters import voice_of
from translation.actions import decide_correction, undo_correction
from translation.models import Correction
from translation.spelling import spelled

_PROPOSAL = frozenset({"correction"})
_REPORT = frozenset({"translation", "text"})


def exhibits(actor: Actor, items: Sequence[ReviewItem]) -> Mapping[int, Exhibit]:
    """A proposed sentence beside the original and what stands there; of a report, who says what;
    two queries."""
    wanted = [item.subject_id for item in items if item.subject_type in _PROPOSAL]
    corrections = Correction.objects.select_related("author").in_bulk(wanted)
    voices = _voices([item for item in items if item.subject_type in _REPORT])
    shown = {}
    for item in items:
        if item.subject_type in _REPORT:
            shown[item.pk] = Exhibit(voices=tuple(voices[item.pk]), place=_place(item))
        elif item.subject_id in corrections:
            shown[item.pk] = _proposal(item, corrections[item.subject_id])
    return shown


def _proposal(item: ReviewItem, row: Correction) -> Exhibit:
    sides = (
        (row.source, row.source_language, _("Original")),
        (row.before, row.target_language, _("Now")),
        (row.target, row.target_language, _("Proposed")),
    )
    phrases = [
        Phrase(spelled(words, row.atoms), language, label)
        for words, language, label in sides
        if words
    ]
    return Exhibit(phrases=tuple(phrases), place=_place(item))


def _place(item: ReviewItem) -> Place | None:
    if item.post_id is None:
        return None
    return Place("correct_translation", (item.post_id,), item.language)


def _voices(items: Sequence[ReviewItem]) -> dict[int, list[Voice]]:
    voices = defaultdict(list)
    of_post = {(item.post_id, item.decided): item.pk for item in items}
    for flag in _reports([item.post_id for item in items]):
        if (flag.post_id, flag.decided) in of_post:
            voices[of_post[flag.post_id, flag.decided]].append(voice_of(flag))
    return voices


def _reports(posts: Sequence[int | None]) -> list[Flag]:
    rows = Flag.objects.filter(post__in=posts, reason=Flag.Reason.TRANSLATION)
    return list(rows.select_related("member", "note").order_by("pk"))


def _decide(ruling: Ruling, *, approved: bool) -> None:
    decide_correction(actor=ruling.actor, correction=_correction(ruling.item), approved=approved)


def approve(ruling: Ruling) -> None:
    _decide(ruling, approved=True)


def reject(ruling: Ruling) -> None:
    _decide(ruling, approved=False)


def take_back(undoing: Undoing) -> None:
    undo_correction(actor=undoing.actor, correction=_correction(undoing.item))


def _correction(item: ReviewItem) -> Correction:
    rows = Correction.objects.select_related("text__author", "text__community", "community")
    found = rows.filter(pk=item.subject_id).first()
    if found is None:
        raise NotFound
    return found


def agree(ruling: Ruling) -> None:
    """The translation was wrong and is corrected now, or its text has got its right language."""
    _answer(ruling, upheld=True)


def disagree(ruling: Ruling) -> None:
    _answer(ruling, upheld=False)


def _answer(ruling: Ruling, *, upheld: bool) -> None:
    item = ruling.item
    flags = [flag for flag in _reports([item.post_id]) if flag.state == Flag.State.OPEN]
    settle(
        [flag for flag in flags if _concerns(flag, item)],
        upheld=upheld,
        by=ruling.actor.member,
        at=ruling.at,
        statement=ruling.statement,
    )


def _concerns(flag: Flag, item: ReviewItem) -> bool:
    """True where the report is about this translation; one of a text that is not translated
    concerns the text itself."""
    return item.subject_type == "text" or flag.language == item.language


def open_again(undoing: Undoing) -> None:
    item = undoing.item
    reopen([flag for flag in _reports([item.post_id]) if flag.decided == item.decided])


def post_of_text(text_id: int) -> Post | None:
    """The post that a text is the body of; of a title, the opening one."""
    rows = Post.objects.select_related("thread__community")
    return (
        rows.filter(body=text_id).first()
        or rows.filter(thread__title=text_id, kind=Post.Kind.OPENING).first()
    )


def asked_by(member_id: int) -> Q:
    """Translations and texts that a member called wrong, as in `_concerns`."""
    rows = Flag.objects.filter(post=OuterRef("post"), member=member_id, state=Flag.State.OPEN)
    wrong = rows.filter(reason=Flag.Reason.TRANSLATION)
    of_text = Q(Exists(wrong), subject_type="text")
    return of_text | Q(
        Exists(wrong.filter(language=OuterRef("language"))), subject_type="translation"
    )


TRANSLATIONS = ReviewKind(
    kind=ReviewItem.Kind.TRANSLATION_FIX,
    privilege=Privilege.REVIEW,
    exhibits=exhibits,
    asked_by=asked_by,
    decisions=(
        Decision(
            "approve",
            pgettext_lazy("decision", "Use this translation"),
            carry_out=approve,
            undo=take_back,
            privilege=Privilege.APPROVE_TRANSLATION,
            subjects=_PROPOSAL,
        ),
        Decision(
            "reject",
            pgettext_lazy("decision", "Leave it as it is"),
            carry_out=reject,
            privilege=Privilege.APPROVE_TRANSLATION,
            subjects=_PROPOSAL,
        ),
        Decision(
            "fixed",
            pgettext_lazy("decision", "It was wrong, and is corrected now"),
            carry_out=agree,
            undo=open_again,
            reason=Reason.LANGUAGE,
            subjects=_REPORT,
        ),
        Decision(
            "fine",
            pgettext_lazy("decision", "Nothing is wrong with it"),
            carry_out=disagree,
            undo=open_again,
            reason=Reason.FINE,
            subjects=_REPORT,
        ),
    ),
)
