"""Whom somebody may mention while writing: people of the thread first, then others by name."""

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from accounts.models import Community, Member, Membership
from accounts.permissions import Actor
from core.errors import NotSignedIn
from forum.models import Thread
from forum.queries.posts import visible_to
from forum.queries.threads import thread_for

PREFIX_MAX_CHARS = 40
MENTIONABLE_MAX = 8


def mentionable(
    actor: Actor, prefix: str, *, thread_id: int | None = None, limit: int = MENTIONABLE_MAX
) -> list[Member]:
    """Active members whose user name or shown name begins with `prefix`, the actor left out.

    First those who wrote in the thread, the latest first; then, for a prefix, members of its
    community (without a thread: of any the actor may enter). Two queries, and one for the thread.
    Raises NotSignedIn, and NotFound for a thread the actor may not read.
    """
    if actor.member is None:
        raise NotSignedIn
    prefix = prefix[:PREFIX_MAX_CHARS].replace("\0", "")
    thread = thread_for(actor, thread_id) if thread_id is not None else None
    named = _named(prefix).exclude(pk=actor.member.pk)
    found = _in_thread(actor, named, thread, limit) if thread else []
    if prefix and len(found) < limit:
        others = named.filter(_in_reach(actor, thread)).exclude(pk__in=[row.pk for row in found])
        found += others.order_by("username")[: limit - len(found)]
    return found


def _named(prefix: str) -> "QuerySet[Member]":
    rows = Member.objects.filter(is_active=True)
    if not prefix:
        return rows
    return rows.filter(Q(username__istartswith=prefix) | Q(display_name__istartswith=prefix))


def _in_thread(actor: Actor, named: "QuerySet[Member]", thread: Thread, limit: int) -> list[Member]:
    posts = visible_to(actor).filter(thread=thread, author__isnull=False)
    latest = posts.values("author").annotate(last=Max("number")).order_by("-last")
    order = {row["author"]: -row["last"] for row in latest[:200]}
    rows = sorted(named.filter(pk__in=order), key=lambda row: order[row.pk])
    return rows[:limit]


def _in_reach(actor: Actor, thread: Thread | None) -> Exists:
    """Members who take part where the actor may know of them."""
    rows = Membership.objects.filter(member=OuterRef("pk")).exclude(state=Membership.State.BANNED)
    if thread is not None:
        return Exists(rows.filter(community=thread.community))
    own = [key for key in actor.memberships if actor.belongs_to(key)]
    public = Q(community__visibility=Community.Visibility.PUBLIC)
    return Exists(rows.filter(public | Q(community__in=own)))
