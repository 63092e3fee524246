"""Which languages are read where."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from forum.models import ReadDemand


def languages_read(community_id: int, thread_id: int | None = None) -> list[str]:
    """Languages read in a community (or thread) lately, the most read first.

    In a community a language counts from `DEMAND_DAYS_READ_MIN` days on; in a thread at once.
    """
    since = timezone.now().date() - timedelta(days=settings.DEMAND_DAYS)
    rows = ReadDemand.objects.filter(community=community_id, day__gte=since)
    if thread_id is not None:
        rows = rows.filter(thread=thread_id)
    days: dict[str, int] = {}
    for language in rows.values_list("language", flat=True):
        days[language] = days.get(language, 0) + 1
    enough = settings.DEMAND_DAYS_READ_MIN if thread_id is None else 1
    read = [code for code in days if days[code] >= enough]
    return sorted(read, key=lambda code: (-days[code], code))
