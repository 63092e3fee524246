"""Reported posts: what deciders see of them, and which decisions there are."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import pgettext_lazy

from accounts.permissions import Actor, Privilege
from accounts.reasons import Reason
from forum.actions.flag_consequences import main_reason
from forum.models import Flag, ReviewItem
from forum.review_kinds import Decision, Exhibit, ReviewKind
from forum.reviews import on_reports
from forum.reviews.reporters import voice_of


def exhibits(actor: Actor, items: Sequence[ReviewItem]) -> dict[int, Exhibit]:
    """Who reported the post, why, and what they wrote; one query. Decided items tell of the
    reports that were decided with them."""
    flags: dict[tuple[int | None, datetime | None], list[Flag]] = defaultdict(list)
    rows = Flag.objects.filter(post__in=[item.post_id for item in items])
    rows = rows.exclude(reason=Flag.Reason.TRANSLATION).select_related("member", "note")
    for flag in rows.order_by("pk"):
        flags[flag.post_id, flag.decided].append(flag)
    return {item.pk: _exhibit(flags[item.post_id, item.decided]) for item in items}


def _exhibit(flags: Sequence[Flag]) -> Exhibit:
    of_members = [flag for flag in flags if not flag.email]
    reason = main_reason(flags, of_members) if flags else ""
    return Exhibit(voices=tuple(map(voice_of, flags)), reason=reason)


def asked_by(member_id: int) -> Q:
    """Posts that a member reported, about which nothing is decided yet."""
    rows = Flag.objects.filter(post=OuterRef("post"), member=member_id, state=Flag.State.OPEN)
    return Q(Exists(rows.exclude(reason=Flag.Reason.TRANSLATION)))


REPORTED = ReviewKind(
    kind=ReviewItem.Kind.FLAGGED,
    privilege=Privilege.MODERATE,
    exhibits=exhibits,
    asked_by=asked_by,
    decisions=(
        Decision(
            "approve",
            pgettext_lazy("decision", "Keep the post"),
            carry_out=on_reports.keep,
            undo=on_reports.undo,
            reason=Reason.FINE,
        ),
        Decision(
            "edit",
            pgettext_lazy("decision", "Edit and keep"),
            carry_out=on_reports.edit_and_keep,
            reasoned=True,
            takes=frozenset({"body"}),
        ),
        Decision(
            "mask",
            pgettext_lazy("decision", "Mask personal data"),
            carry_out=on_reports.mask_and_keep,
            undo=on_reports.undo,
            reasoned=True,
            takes=frozenset({"pieces"}),
        ),
        Decision(
            "hide",
            pgettext_lazy("decision", "Hide the post"),
            carry_out=on_reports.hide_it,
            undo=on_reports.undo,
            reasoned=True,
            grave=True,
        ),
        Decision(
            "delete",
            pgettext_lazy("decision", "Delete the post"),
            carry_out=on_reports.delete_it,
            undo=on_reports.undo,
            reasoned=True,
            by_two=True,
            grave=True,
        ),
        Decision(
            "warn",
            pgettext_lazy("decision", "Hide the post and warn its author"),
            carry_out=on_reports.warn_author,
            undo=on_reports.undo,
            privilege=Privilege.SANCTION,
            reasoned=True,
            grave=True,
        ),
        Decision(
            "pause",
            pgettext_lazy("decision", "Hide the post and pause its author"),
            carry_out=on_reports.pause_author,
            undo=on_reports.undo,
            privilege=Privilege.SANCTION,
            reasoned=True,
            takes=frozenset({"hours"}),
            grave=True,
        ),
    ),
)
