"""Whether members sign in from the same network: a signal for who reviews, never proof. Families,
schools and companies share one, too.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import Member, SignInPlace
from core.addresses import network_of

KEPT = timedelta(days=30)


def note_place(member: Member, address: str) -> None:
    """Remember that a member signed in from `address` today. Nothing is kept where there is no
    address (a Unix socket)."""
    network = network_of(address)
    if network:
        SignInPlace.objects.update_or_create(
            member=member, digest=_digest(network), defaults={"day": timezone.now().date()}
        )


def _digest(network: str) -> str:
    return salted_hmac(
        "accounts.sign_in_places", network.encode("utf-8", "replace"), algorithm="sha256"
    ).hexdigest()


def shared_places(members: Collection[int]) -> list[frozenset[int]]:
    """Which of `members` signed in from the same networks lately, network by network; one query."""
    rows = SignInPlace.objects.filter(member__in=members, day__gte=(timezone.now() - KEPT).date())
    found: dict[str, set[int]] = defaultdict(set)
    for member, digest in rows.values_list("member", "digest"):
        found[digest].add(member)
    return [frozenset(group) for group in found.values() if len(group) > 1]


def sharing(members: Collection[int], places: Iterable[frozenset[int]]) -> int:
    """How many of `members` share a network with another of them."""
    among = (group.intersection(members) for group in places)
    return len(frozenset().union(*(group for group in among if len(group) > 1)))


def sweep_places() -> int:
    """Forget sign-ins of more than a month ago; how many rows those were."""
    return SignInPlace.objects.filter(day__lt=(timezone.now() - KEPT).date()).delete()[0]
