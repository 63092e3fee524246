"""Holding a suspicion with everything that deciding on it writes."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.errors import Conflict, NotFound
from reputation.actions.balances import hold_balances
from reputation.models import Balance, Claim, Suspicion


@dataclass(frozen=True, slots=True)
class Case:
    """A suspicion as it stands now, with the balances, by member, of all whose credit it is
    about. They are held until the transaction ends."""

    suspicion: Suspicion
    balances: Mapping[int, Balance]

    @property
    def claims(self) -> list[Claim]:
        """What it is about, as it stands now."""
        return list(self.suspicion.claims.select_related("live"))


def hold_case(suspicion_id: int) -> Case:
    """Hold a suspicion and the balances: these first, as whoever suspects does, so that no two
    wait for each other.

    Raises NotFound, and Conflict where credit of somebody else has joined it meanwhile: that is
    not what the decider looked at.
    """
    rows = Suspicion.objects.select_related("community").filter(pk=suspicion_id)
    seen = rows.first()
    if seen is None:
        raise NotFound
    balances = hold_balances(community=seen.community, members=_receivers(seen))
    suspicion = rows.select_for_update(of=("self",), no_key=True).first()
    if suspicion is None:
        raise NotFound
    if not _receivers(suspicion) <= balances.keys():
        raise Conflict
    return Case(suspicion, balances)


def _receivers(suspicion: Suspicion) -> set[int]:
    return set(suspicion.claims.values_list("member", flat=True))
