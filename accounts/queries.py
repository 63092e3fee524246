"""Who is who: actors, members, communities by name."""

from collections.abc import Collection, Iterable
from hashlib import sha256

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import reverse

from accounts.linked import linked_accounts
from accounts.models import ApiToken, Community, FormerName, Member, Membership
from accounts.permissions import VISITOR, Actor
from core.errors import NotFound
from core.prepared import prepared

MENTIONS_MAX = 2000
"""How many members are looked up at once; databases limit the length of a question."""


def actor_for(
    user: Member | AnonymousUser | None,
    *,
    scopes: frozenset[str] | None = None,
    exempt: bool = False,
) -> Actor:
    """The actor behind a signed-in user or a visitor (one query for a member whose memberships
    were not fetched before)."""
    if not isinstance(user, Member) or not user.is_active:
        return VISITOR
    # Django's lazy `request.user` takes a detour at every look.
    member: Member = getattr(user, "_wrapped", user)
    memberships = {row.community_id: row for row in _memberships_of(member)}
    return Actor(member=member, memberships=memberships, scopes=scopes, exempt=exempt)


def _memberships_of(member: Member) -> Iterable[Membership]:
    fetched = "memberships" in getattr(member, "_prefetched_objects_cache", ())
    return member.memberships.all() if fetched else _memberships(member=member.pk)


@prepared
def _memberships(*, member: int) -> "QuerySet[Membership]":
    return Membership.objects.filter(member=member)


def token_digest(raw: str) -> str:
    """What is stored of a token (it is random and long, so a plain SHA-256 is enough)."""
    return sha256(raw.encode()).hexdigest()


def actor_for_token(raw: str) -> Actor | None:
    """The actor an API token stands for; None where the token is unknown or its member is not
    active."""
    token = ApiToken.objects.select_related("member").filter(digest=token_digest(raw)).first()
    if token is None or not token.member.is_active:
        return None
    return actor_for(token.member, scopes=frozenset(token.scopes), exempt=token.exempt)


def names_of(members: Collection[int]) -> dict[int, str]:
    """What members are called, by their numbers; those who are no more are left out. One query,
    none where nobody is asked for."""
    rows = Member.objects.filter(pk__in=members) if members else ()
    return {row.pk: row.name for row in rows}


def linked_members(community: Community, member: Member) -> list[Member]:
    """All accounts that are still used and count as one with this in a community, itself included;
    none where it counts for itself. Two queries."""
    group = linked_accounts(community.pk, [member.pk])[member.pk]
    if len(group) == 1:
        return []
    return list(Member.objects.filter(pk__in=group, is_active=True).order_by("pk"))


def member_by_name(username: str) -> Member:
    """Raises NotFound."""
    member = Member.objects.filter(username=username, is_active=True).first()
    if member is None:
        raise NotFound
    return member


def communities_for(actor: Actor) -> list[Community]:
    """The communities an actor may enter, by name."""
    return [
        community
        for community in Community.objects.all()
        if community.visibility == Community.Visibility.PUBLIC or actor.belongs_to(community.pk)
    ]


def community_for(actor: Actor, slug: str) -> Community:
    """Raises NotFound, also where the community is not for this actor."""
    community = Community.objects.filter(slug=slug).first()
    if community is None or (
        community.visibility != Community.Visibility.PUBLIC and not actor.belongs_to(community.pk)
    ):
        raise NotFound
    return community


def member_references(names: Iterable[str]) -> dict[str, str]:
    """Addresses of the members mentioned by name, a former one included; names of nobody are
    left out."""
    wanted = sorted(set(names))[:MENTIONS_MAX]
    found = Member.objects.filter(is_active=True)
    present = {name: name for name in _names(found.filter(username__in=wanted))}
    if len(present) < len(wanted):
        former = FormerName.objects.filter(username__in=wanted, member__is_active=True)
        present = dict(former.values_list("username", "member__username")) | present
    return {name: reverse("member", kwargs={"username": now}) for name, now in present.items()}


def _names(members: "QuerySet[Member]") -> Iterable[str]:
    return members.values_list("username", flat=True)


def verified_address(member: Member) -> str | None:
    """The e-mail address that is known to be the member's own, the primary one where there are
    several; None where none was confirmed."""
    rows = EmailAddress.objects.filter(user=member, verified=True).order_by("-primary", "pk")
    return rows.values_list("email", flat=True).first()


def members_with_address(address: str) -> list[Member]:
    """The active members whose confirmed address this is."""
    rows = EmailAddress.objects.filter(email__iexact=address, verified=True, user__is_active=True)
    return [row.user for row in rows.select_related("user")]
