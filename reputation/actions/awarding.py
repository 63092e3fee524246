"""Giving badges: when something happened to a member, and to all who were missed."""

from collections.abc import Collection, Iterator

from django.db import transaction
from django.db.models import Max

from accounts.models import Member, Membership
from forum.actions.telling import News, tell
from forum.models import Notification
from reputation.badges import FAMILIES, LEVELS
from reputation.models import Award
from reputation.queries.merits import Place, merits_of, merits_of_all


@transaction.atomic
def award(*, place: Place, badges: Collection[str]) -> list[Award]:
    """Give a member those of `badges` (codes) that he has come to deserve in a community, and
    tell him; the new ones. Who has all levels is not counted again.

    Staff gets none in its own communities, as it earns nothing there; nor do those who are banned
    or gone.
    """
    if not _may_have(place):
        return []
    held = _held(place, badges)
    open_ = [code for code in badges if held.get(code, 0) < max(LEVELS)]
    counts = merits_of(place, open_)
    reached = {code: FAMILIES[code].level_for(counts.get(code, 0)) for code in open_}
    rises = (_rise(place, code, held.get(code, 0), reached[code]) for code in open_)
    return [row for rise in rises for row in rise]


def _may_have(place: Place) -> bool:
    rows = Membership.objects.filter(member=place.member, community=place.community)
    banned = Membership.State.BANNED
    return (
        rows.filter(role=Membership.Role.MEMBER, member__is_active=True, member__is_superuser=False)
        .exclude(state=banned)
        .exists()
    )


def _held(place: Place, badges: Collection[str]) -> dict[str, int]:
    """The highest level that the member has of each badge."""
    rows = Award.objects.filter(
        member=place.member, community=place.community, badge__in=list(badges)
    )
    return dict(rows.order_by().values_list("badge").annotate(level=Max("level")))


def _rise(place: Place, code: str, held: int, reached: int) -> list[Award]:
    """The levels above the one that is held."""
    rows = [
        Award(member_id=place.member, community_id=place.community, badge=code, level=level)
        for level in range(held + 1, reached + 1)
    ]
    # Two that count at the same time give a level once.
    Award.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        _tell(rows[-1])
    return rows


def _tell(award: Award) -> None:
    """The highest of several levels is told, once for good."""
    key = f"badge:{award.community_id}:{award.badge}:{award.level}"
    news = News(key=key, data={"badge": award.badge, "metal": award.level})
    member = Member.objects.get(pk=award.member_id)
    tell(news=news, members=[member], types={member.pk: Notification.Type.BADGE})


def mend_awards() -> int:
    """Give the badges that nobody was there to give; how many those were."""
    return sum(
        len(award(place=place, badges=[code])) for code in FAMILIES for place in _missed(code)
    )


def _missed(code: str) -> Iterator[Place]:
    """Members who deserve a higher level of a badge than they have."""
    rows = Award.objects.filter(badge=code).order_by()
    held = {
        Place(member, community): level
        for member, community, level in rows.values_list("member", "community").annotate(
            level=Max("level")
        )
    }
    for place, count in merits_of_all(code).items():
        if FAMILIES[code].level_for(count) > held.get(place, 0):
            yield place
