"""Appeals in the review queue: what was decided, what is said against it, and what follows."""

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEntry, Membership
from accounts.permissions import Actor, Privilege
from core.errors import NotFound
from forum.actions.appeals import rule_on_appeal
from forum.models import Appeal, Post, ReviewItem
from forum.review_kinds import (
    Decision,
    Exhibit,
    Fact,
    Place,
    ReviewKind,
    Ruling,
    Words,
    thread_of_post,
)
from forum.verbs import decider, logged, reason


def exhibits(actor: Actor, items: Sequence[ReviewItem]) -> Mapping[int, Exhibit]:
    """The appeal and what was said with the decision; two queries."""
    rows = Appeal.objects.filter(pk__in=[item.subject_id for item in items])
    found = rows.select_related("text", "notice__statement", "notice__entry__community").in_bulk()
    deciders = {row.notice.entry.actor_id for row in found.values()}
    held = Membership.objects.filter(member__in=[pk for pk in deciders if pk is not None])
    roles = {(row.member_id, row.community_id): row.role for row in held}
    return {
        item.pk: _exhibit(found[item.subject_id], roles)
        for item in items
        if item.subject_id in found
    }


def _exhibit(appeal: Appeal, roles: Mapping[tuple[int, int], str]) -> Exhibit:
    entry, statement = appeal.notice.entry, appeal.notice.statement
    role = roles.get((entry.actor_id or 0, entry.community_id or 0))
    words = [Words(appeal.text, _("The appeal"))]
    if statement is not None:
        words.append(Words(statement, _("What was said about the decision")))
    facts = [Fact(_("The decision"), logged(entry.verb)), Fact(_("By"), decider(entry, role))]
    if entry.reason:
        facts.append(Fact(_("Reason"), reason(entry.reason)))
    slug = entry.community.slug if entry.community else ""
    return Exhibit(words=tuple(words), facts=tuple(facts), place=Place("appeal", (slug, appeal.pk)))


def _threads(item: ReviewItem) -> Collection[int]:
    """Those that upholding it changes: the thread of a post, threads that were merged or split,
    all in which posts were hidden at once."""
    entry = AuditEntry.objects.filter(notice__appeal=item.subject_id).first()
    if entry is None:
        return thread_of_post(item)
    own = {entry.subject_id} if entry.subject_type == "thread" else set()
    told = {facts["thread"] for facts in (entry.before, entry.after) if "thread" in facts}
    hidden = entry.after.get("posts", []) if entry.verb == "posts.hidden" else []
    threads = Post.objects.filter(pk__in=hidden).values_list("thread", flat=True)
    return {*thread_of_post(item), *own, *told, *threads}


def _rule(ruling: Ruling, *, upheld: bool) -> None:
    appeal = Appeal.objects.filter(pk=ruling.item.subject_id).first()
    if appeal is None:
        raise NotFound
    rule_on_appeal(actor=ruling.actor, appeal=appeal, upheld=upheld, answer=ruling.statement)


def uphold(ruling: Ruling) -> None:
    _rule(ruling, upheld=True)


def refuse(ruling: Ruling) -> None:
    _rule(ruling, upheld=False)


APPEALS = ReviewKind(
    kind=ReviewItem.Kind.APPEAL,
    privilege=Privilege.DECIDE_APPEALS,
    exhibits=exhibits,
    threads=_threads,
    decisions=(
        Decision("uphold", _("Uphold"), carry_out=uphold),
        Decision("refuse", _("Refuse"), carry_out=refuse),
    ),
    by_language=False,
)
