"""Whether somebody may follow a thread, at the door and again whenever something happens.

An access is the audience somebody belongs to in one thread: `staff`, or the thread's own
(`public`, `member`). The rule itself stands in `forum.visibility`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest

from accounts.models import Member, Membership
from accounts.permissions import VISITOR, Actor, Privilege, allowed
from accounts.queries import actor_for, actor_for_token
from forum.models import Thread, ThreadEvent
from forum.queries.taking_part import may_write
from forum.visibility import audience_of_thread, thread_condition
from frontend.live.protocol import Close, Refused

Audience = ThreadEvent.Audience


@dataclass(frozen=True, slots=True, eq=False)
class Identity:
    """Somebody, and what shows that he is still who he was: a session or a token."""

    actor: Actor = VISITOR
    session_key: str | None = None
    token: str | None = None

    def again(self) -> Actor:
        """The actor as of now; a visitor where the session or the token has ended."""
        if self.token:
            return actor_for_token(self.token) or VISITOR
        return _actor_of_session(self.session_key) if self.session_key else VISITOR


def by_session(session_key: str) -> Identity:
    """Whoever is signed in by this session; a visitor where nobody is."""
    return Identity(actor=_actor_of_session(session_key), session_key=session_key)


def _actor_of_session(session_key: str) -> Actor:
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    return actor_for(get_user(request))


def by_token(token: str) -> Identity:
    """The member of an API token that may read. Raises Refused."""
    actor = actor_for_token(token)
    if actor is None:
        raise Refused(Close.NOT_SIGNED_IN)
    if actor.scopes is not None and "read" not in actor.scopes:
        raise Refused(Close.NOT_PERMITTED)
    return Identity(actor=actor, token=token)


@dataclass(frozen=True, slots=True)
class Access:
    """What somebody is in a thread he may read."""

    thread: Thread
    audience: str
    may_write: bool


def accesses(actor: Actor, thread_ids: Collection[int]) -> dict[int, Access]:
    """The actor's access to those of the threads that he may read (one query)."""
    rows = Thread.objects.filter(thread_condition(actor), pk__in=list(thread_ids))
    return {
        thread.pk: Access(
            thread,
            _audience(actor, thread),
            may_write=may_write(actor, thread),
        )
        for thread in rows.select_related("community", "category")
    }


def _audience(actor: Actor, thread: Thread) -> str:
    staff = allowed(actor, Privilege.SEE_STAFF, thread.community)
    return Audience.STAFF if staff else audience_of_thread(thread)


def audiences_now(
    thread_id: int, community_id: int, *, privileged: Collection[int], others: Collection[int]
) -> dict[int | None, str]:
    """The audience of each member, and under None that of whoever is not named; no entry for
    those who may not read the thread any more.

    `privileged` are members who see more than visitors; `others` matter only where visitors see
    nothing. The number of queries does not grow with the number of members.
    """
    found: dict[int | None, str] = {}
    visitor = accesses(VISITOR, [thread_id]).get(thread_id)
    if visitor:
        found[None] = visitor.audience
    ids = set(privileged) if visitor else {*privileged, *others}
    author = _author_of(thread_id) if ids else None
    by_standing: dict[object, str | None] = {}
    for member in Member.objects.filter(pk__in=ids).prefetch_related("memberships") if ids else ():
        actor = actor_for(member)
        standing = _standing(actor, community_id), member.pk == author
        if standing not in by_standing:
            access = accesses(actor, [thread_id]).get(thread_id)
            by_standing[standing] = access.audience if access else None
        audience = by_standing[standing]
        if audience:
            found[member.pk] = audience
    return found


def _author_of(thread_id: int) -> int | None:
    """Who sees the thread also where it is hidden."""
    rows = Thread.objects.filter(pk=thread_id).values_list("author", flat=True)
    return rows.first()


def _standing(actor: Actor, community_id: int) -> object:
    """Actors of the same standing in a community see the same of its threads."""
    row = actor.memberships.get(community_id)
    place = (row.role, row.present_state, row.effective_level) if row else None
    return actor.member is None, actor.is_operator, place


def stand_in(audience: str, community_id: int) -> Actor:
    """Nobody in particular who sees exactly what this audience sees."""
    roles = {Audience.MEMBER: Membership.Role.MEMBER, Audience.STAFF: Membership.Role.AGENT}
    role = roles.get(Audience(audience))
    if role is None:
        return VISITOR
    return Actor(memberships={community_id: Membership(community_id=community_id, role=role)})
