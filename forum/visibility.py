"""Who may see which post: the one rule, as a condition for queries and for a single row."""

from dataclasses import dataclass

from django.db.models import Q

from accounts.models import Community
from accounts.permissions import Actor, Privilege, allowed, communities_with
from forum.models import Category, Post, Thread, ThreadEvent

Audience = ThreadEvent.Audience


@dataclass(frozen=True, slots=True)
class Sight:
    """All of an actor that decides what he sees. Most members of a community have the same, but
    for `member` (an id, None for visitors), so that queries can be prepared for it.

    `all` is for who runs the installation; the others are ids of communities: where he belongs,
    where he sees what is for staff, where he sees what was hidden, where what was deleted.
    """

    all: bool
    own: tuple[int, ...]
    staff: tuple[int, ...]
    hidden: tuple[int, ...]
    deleted: tuple[int, ...]
    member: int | None


def sight_of(viewer: "Actor | Sight") -> Sight:
    if isinstance(viewer, Sight):
        return viewer
    return Sight(
        all=viewer.is_operator,
        own=tuple(sorted(key for key in viewer.memberships if viewer.belongs_to(key))),
        staff=tuple(sorted(communities_with(viewer, Privilege.SEE_STAFF))),
        hidden=tuple(sorted(communities_with(viewer, Privilege.MODERATE))),
        deleted=tuple(sorted(communities_with(viewer, Privilege.SEE_DELETED))),
        member=viewer.id,
    )


def category_condition(viewer: Actor | Sight, prefix: str = "") -> Q:
    """Categories (at `prefix`) that `viewer` may enter."""
    sight = sight_of(viewer)
    if sight.all:
        return Q()
    seen = Category.Visibility
    public = Q(
        **{
            f"{prefix}visibility": seen.PUBLIC,
            f"{prefix}community__visibility": Community.Visibility.PUBLIC,
        }
    )
    inside = Q(
        **{
            f"{prefix}visibility__in": [seen.PUBLIC, seen.MEMBERS],
            f"{prefix}community__in": sight.own,
        }
    )
    return public | inside | Q(**{f"{prefix}community__in": sight.staff})


def thread_condition(viewer: Actor | Sight, prefix: str = "") -> Q:
    """Threads (at `prefix`) that `viewer` may read: hidden ones are for their authors and for
    those who moderate."""
    sight = sight_of(viewer)
    if sight.all:
        return Q()
    live = Q(**{f"{prefix}visibility": Thread.Visibility.PUBLIC})
    deleted = Q(**{f"{prefix}community__in": sight.deleted})
    whose = Q(**{f"{prefix}community__in": sight.hidden})
    if sight.member is not None:
        whose |= Q(**{f"{prefix}author": sight.member})
    hidden = Q(**{f"{prefix}visibility": Thread.Visibility.HIDDEN}) & whose
    return category_condition(sight, f"{prefix}category__") & (live | hidden | deleted)


def post_condition(viewer: Actor | Sight) -> Q:
    """Posts that `viewer` may read: public ones, his own ones that are hidden or under review,
    such of others for those who moderate, staff's for staff, deleted ones for operators."""
    sight = sight_of(viewer)
    if sight.all:
        return Q()
    seen = Post.Visibility
    condition = Q(visibility=seen.PUBLIC)
    if sight.member is not None:
        condition |= Q(visibility__in=[seen.REVIEW, seen.HIDDEN], author=sight.member)
    condition |= Q(visibility=seen.STAFF, thread__community__in=sight.staff)
    condition |= Q(visibility__in=[seen.REVIEW, seen.HIDDEN], thread__community__in=sight.hidden)
    return condition | Q(visibility=seen.DELETED, thread__community__in=sight.deleted)


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
