"""The list of hosts to which a community wants no links from newcomers."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import record
from accounts.models import Community
from accounts.permissions import Actor, Privilege, require
from core.errors import InvalidInput
from forum.hosts import plain_host
from forum.models import UnwantedHost

HOSTS_MAX = 5000


@transaction.atomic
def write_unwanted_hosts(*, actor: Actor, community: Community, hosts: Iterable[str]) -> list[str]:
    """Replace the list by `hosts`, one address or name each; what it holds then.

    Raises NotSignedIn, NotPermitted, and InvalidInput (`fields`: hosts) naming what is no host.
    """
    require(actor, Privilege.MANAGE_WORDS, community)
    wanted = _read(hosts)
    Community.objects.select_for_update(no_key=True).get(pk=community.pk)
    present = set(community.unwanted_hosts.values_list("host", flat=True))
    added, removed = sorted(wanted - present), sorted(present - wanted)
    UnwantedHost.objects.filter(community=community, host__in=removed).delete()
    UnwantedHost.objects.bulk_create(UnwantedHost(community=community, host=one) for one in added)
    if added or removed:
        record(
            community=community,
            actor=actor.member,
            verb="hosts.changed",
            subject=("community", community.pk),
            before={"removed": removed},
            after={"added": added},
        )
    return sorted(wanted)


def _read(hosts: Iterable[str]) -> set[str]:
    written = [line.strip() for line in hosts if line.strip()]
    wrong = next((line for line in written if not plain_host(line)), None)
    if wrong is not None:
        message = _("“%(host)s” is no name of a host.") % {"host": wrong[:80]}
        raise InvalidInput(fields={"hosts": message})
    if len(written) > HOSTS_MAX:
        raise InvalidInput(fields={"hosts": _("At most %(most)d.") % {"most": HOSTS_MAX}})
    return {plain_host(line) for line in written}
