"""Who may see which post: the one rule, as a condition for queries and for a single row."""

from django.db.models import Q

from accounts.models import Community
from accounts.permissions import Actor, Privilege, allowed, communities_with
from forum.models import Category, Post, Thread, ThreadEvent

Audience = ThreadEvent.Audience


def category_condition(actor: Actor, prefix: str = "") -> Q:
    """Categories (at `prefix`) that `actor` may enter."""
    if actor.is_operator:
        return Q()
    seen = Category.Visibility
    own = [key for key in actor.memberships if actor.belongs_to(key)]
    staff = communities_with(actor, Privilege.SEE_STAFF)
    public = Q(
        **{
            f"{prefix}visibility": seen.PUBLIC,
            f"{prefix}community__visibility": Community.Visibility.PUBLIC,
        }
    )
    inside = Q(
        **{
            f"{prefix}visibility__in": [seen.PUBLIC, seen.MEMBERS],
            f"{prefix}community__in": own,
        }
    )
    return public | inside | Q(**{f"{prefix}community__in": staff})


def thread_condition(actor: Actor, prefix: str = "") -> Q:
    """Threads (at `prefix`) that `actor` may read."""
    if actor.is_operator:
        return Q()
    live = Q(**{f"{prefix}visibility": Thread.Visibility.PUBLIC})
    deleted = Q(**{f"{prefix}community__in": communities_with(actor, Privilege.SEE_DELETED)})
    return category_condition(actor, f"{prefix}category__") & (live | deleted)


def post_condition(actor: Actor) -> Q:
    """Posts that `actor` may read: public ones, his own ones under review, staff's for staff,
    deleted ones for operators."""
    if actor.is_operator:
        return Q()
    seen = Post.Visibility
    condition = Q(visibility=seen.PUBLIC)
    if actor.member:
        condition |= Q(visibility__in=[seen.REVIEW, seen.HIDDEN], author=actor.member)
    staff = communities_with(actor, Privilege.SEE_STAFF)
    condition |= Q(
        visibility__in=[seen.STAFF, seen.REVIEW, seen.HIDDEN], thread__community__in=staff
    )
    operators = communities_with(actor, Privilege.SEE_DELETED)
    return condition | Q(visibility=seen.DELETED, thread__community__in=operators)


def audience_of(post: Post) -> str:
    """Who hears live about a post: everybody who may read it, and nobody else."""
    if post.visibility != Post.Visibility.PUBLIC:
        return Audience.STAFF
    return audience_of_thread(post.thread)


def audience_of_thread(thread: Thread) -> str:
    """Who hears live about a thread."""
    if thread.category.visibility == Category.Visibility.STAFF:
        return Audience.STAFF
    public = (
        thread.category.visibility == Category.Visibility.PUBLIC
        and thread.community.visibility == Community.Visibility.PUBLIC
    )
    return Audience.PUBLIC if public else Audience.MEMBER


def audience_for(actor: Actor, community: Community) -> str:
    """The widest audience `actor` belongs to in a community."""
    if allowed(actor, Privilege.SEE_STAFF, community):
        return Audience.STAFF
    return Audience.MEMBER if actor.belongs_to(community.pk) else Audience.PUBLIC


HEARS: dict[str, tuple[str, ...]] = {
    Audience.PUBLIC: (Audience.PUBLIC,),
    Audience.MEMBER: (Audience.PUBLIC, Audience.MEMBER),
    Audience.STAFF: (Audience.PUBLIC, Audience.MEMBER, Audience.STAFF),
}
"""Which audiences' events each audience hears."""
