"""That something is read in a language, so that it gets translated. No person is recorded.

Everybody may say so, thus it is limited: what is the first of its place, language and day counts,
and beyond the limit nothing is noted. Nobody is told; who reads something else goes on.
"""

from accounts.models import Community
from forum.actions import record_demand
from forum.models import Thread
from frontend import limits
from frontend.limits import Caller


def note_demand(
    caller: Caller, *, community: Community, language: str, thread: Thread | None = None
) -> None:
    """Note that `caller` reads this in `language`. Raises InvalidLanguage."""
    visits = caller.actor.id is None
    limit = limits.DEMANDS_OF_VISITORS if visits else limits.DEMANDS_OF_MEMBERS
    if limits.is_spent(caller, limit):
        return
    if record_demand(community=community, thread=thread, language=language):
        limits.count(caller, limit)
