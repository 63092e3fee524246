"""What a report does by itself: it puts the post into the queue, may mask it and may hide it.

Callers hold the thread.
"""

from collections.abc import Sequence

from accounts.models import AuditEntry
from accounts.reasons import Reason
from forum.actions.hiding import hide
from forum.actions.masking import mask
from forum.actions.notices import notify_decision
from forum.actions.reviewing import open_review
from forum.models import Flag, Post, ReviewItem
from forum.queries.flag_weights import HIDING_PERSONAL_DATA, HIDING_WEIGHT, by_members, weigh
from translation.models import Translation

REASONS: dict[str, Reason] = {
    Flag.Reason.SPAM: Reason.SPAM,
    Flag.Reason.ABUSE: Reason.ABUSE,
    Flag.Reason.OFF_TOPIC: Reason.OFF_TOPIC,
    Flag.Reason.TRANSLATION: Reason.LANGUAGE,
    Flag.Reason.PERSONAL_DATA: Reason.PERSONAL_DATA,
    Flag.Reason.ILLEGAL: Reason.ILLEGAL,
    Flag.Reason.OTHER: Reason.OTHER,
}
"""What the reason of a report is called where it becomes that of a decision."""


def act_on(flag: Flag) -> None:
    """Do what a new report asks for. A wrong translation concerns correctors, not the author."""
    if flag.reason == Flag.Reason.TRANSLATION:
        _ask_correctors(flag)
        return
    post = flag.post
    flags = open_flags(post)
    of_members = by_members(flags, post.thread.community)
    weight = weigh(flags, of_members)
    _ask_moderators(post, weight)
    if flag.reason == Flag.Reason.PERSONAL_DATA:
        _told(mask(post, by=None, reason=Reason.PERSONAL_DATA))
    if weight >= HIDING_WEIGHT or _tell_personal_data(of_members):
        _told(hide(post, by=None, reason=main_reason(flags, of_members)))


def open_flags(post: Post) -> list[Flag]:
    """The reports of a post that wait for a decision, but for those of its translations."""
    rows = Flag.objects.filter(post=post, state=Flag.State.OPEN)
    return list(rows.exclude(reason=Flag.Reason.TRANSLATION).order_by("pk"))


def _ask_moderators(post: Post, weight: int) -> None:
    open_review(
        community=post.thread.community,
        kind=ReviewItem.Kind.FLAGGED,
        subject=("post", post.pk),
        language=post.body.language,
        post=post,
        member=post.author,
        weight=weight,
    )


def _ask_correctors(flag: Flag) -> None:
    """One matter for each translation, and one for the text where it is not translated."""
    text = flag.post.body
    row = Translation.objects.filter(text=text, language=flag.language).first()
    open_review(
        community=flag.post.thread.community,
        kind=ReviewItem.Kind.TRANSLATION_FIX,
        subject=("translation", row.pk) if row else ("text", text.pk),
        language=flag.language if row else text.language,
        post=flag.post,
        weight=flag.weight,
    )


def _tell_personal_data(of_members: Sequence[Flag]) -> bool:
    """Two who were erased since may have been one person."""
    personal = {
        flag.member_id
        for flag in of_members
        if flag.reason == Flag.Reason.PERSONAL_DATA and flag.member_id is not None
    }
    return len(personal) >= HIDING_PERSONAL_DATA


def main_reason(flags: Sequence[Flag], of_members: Sequence[Flag]) -> Reason:
    """What most of the weight says; `of_members` as for `weigh`: any number of visitors may be
    one person here, too."""
    given: dict[str, list[Flag]] = {}
    for flag in flags:
        given.setdefault(flag.reason, []).append(flag)
    weights = {
        reason: weigh(theirs, [flag for flag in theirs if flag in of_members])
        for reason, theirs in given.items()
    }
    return REASONS[max(weights, key=lambda reason: weights[reason])]


def _told(entry: AuditEntry | None) -> None:
    if entry is not None:
        notify_decision(entry=entry)
