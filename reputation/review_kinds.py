"""How suspicions stand in the review queue: what deciders see, and what their decisions do."""

from collections.abc import Mapping, Sequence

from django.db.models import Count, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from accounts.models import LinkedAccount
from accounts.permissions import Actor, Privilege
from accounts.sign_in_places import shared_places, sharing
from forum.models import ReviewItem
from forum.review_kinds import Decision, Exhibit, Fact, ReviewKind, Ruling, Undoing, register
from reputation.actions.judging import judge, let_judge_again
from reputation.models import Suspicion

_PRIVILEGES = {
    ReviewItem.Kind.HELD_VOTES: Privilege.MODERATE,
    ReviewItem.Kind.SUSPICION: Privilege.SANCTION,
}


def register_kinds() -> None:
    """Called once, when the app is ready."""
    for kind, privilege in _PRIVILEGES.items():
        register(
            ReviewKind(
                kind=kind,
                privilege=privilege,
                exhibits=exhibits,
                decisions=(
                    Decision("honest", _("Honest: let it count"), carry_out=_acquit),
                    Decision(
                        "dishonest",
                        _("Not honest: refuse the credit"),
                        carry_out=_condemn,
                        undo=_let_judge_again,
                        grave=True,
                    ),
                ),
                by_language=False,
                concerning=_concerning,
            )
        )


def _concerning(member_id: int) -> "QuerySet[Suspicion, int]":
    """The suspicions that a member is part of, by whichever of his accounts."""
    groups = LinkedAccount.objects.filter(
        member=member_id, community=OuterRef(OuterRef("community"))
    )
    same = LinkedAccount.objects.filter(
        community=OuterRef("community"), group__in=groups.values("group")
    )
    among = Q(members=member_id) | Q(members__in=same.values("member"))
    return Suspicion.objects.filter(among).values_list("pk", flat=True)


def exhibits(actor: Actor, items: Sequence[ReviewItem]) -> Mapping[int, Exhibit]:
    """What looked dishonest, among whom, and how much credit it is about; three queries."""
    rows = Suspicion.objects.filter(pk__in={item.subject_id for item in items})
    counted = rows.annotate(votes=Count("claims"), points=Sum("claims__applied"))
    found = {row.pk: row for row in counted.prefetch_related("members")}
    numbers = {member.pk for row in found.values() for member in row.members.all()}
    places = shared_places(numbers)
    return {
        item.pk: Exhibit(facts=_facts(found[item.subject_id], places))
        for item in items
        if item.subject_id in found
    }


def _facts(suspicion: Suspicion, places: Sequence[frozenset[int]]) -> tuple[Fact, ...]:
    members = sorted(suspicion.members.all(), key=lambda member: member.pk)
    return (
        Fact(_("What was noticed"), Suspicion.Kind(suspicion.kind).label),
        Fact(_("Members"), ", ".join(member.name for member in members)),
        Fact(_("Lines of credit"), suspicion.votes),  # type: ignore[attr-defined]  # annotated
        Fact(_("Points"), suspicion.points or 0),  # type: ignore[attr-defined]  # annotated
        Fact(
            _("Of these sharing a network (a hint, no proof)"),
            sharing([member.pk for member in members], places),
        ),
    )


def _acquit(ruling: Ruling) -> object:
    return _judge(ruling, honest=True)


def _condemn(ruling: Ruling) -> object:
    return _judge(ruling, honest=False)


def _judge(ruling: Ruling, *, honest: bool) -> object:
    return judge(
        actor=ruling.actor,
        suspicion_id=ruling.item.subject_id,
        honest=honest,
        note=ruling.note,
        statement=ruling.statement,
    )


def _let_judge_again(undoing: Undoing) -> object:
    return let_judge_again(actor=undoing.actor, suspicion_id=undoing.item.subject_id)
