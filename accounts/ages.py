"""How old a community is, where that decides what holds in it."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import Community

GROWN_AFTER = timedelta(days=90)
MATURE_AFTER = timedelta(days=365)


def is_mature(community: Community, *, at: datetime | None = None) -> bool:
    """True for a community that has found its ways. Sample communities never have."""
    return not community.is_sample and (at or timezone.now()) - community.created >= MATURE_AFTER
