"""What may be followed: one row by its number, where the actor may see it."""

from typing import TypeVar

from django.db.models import Q

from accounts.models import Community, Member
from accounts.permissions import Actor
from core.errors import NotFound
from forum.models import Category, Tag
from forum.visibility import category_condition

Row = TypeVar("Row")


def community_condition(actor: Actor, prefix: str) -> Q:
    """Rows whose community (at `prefix`) `actor` may enter."""
    if actor.is_operator:
        return Q()
    own = [key for key in actor.memberships if actor.belongs_to(key)]
    public = Q(**{f"{prefix}__visibility": Community.Visibility.PUBLIC})
    return public | Q(**{f"{prefix}__in": own})


def category_by_id(actor: Actor, category_id: int) -> Category:
    """Raises NotFound."""
    rows = Category.objects.filter(category_condition(actor), pk=category_id)
    return _there(rows.select_related("name", "community").first())


def tag_by_id(actor: Actor, tag_id: int) -> Tag:
    """Raises NotFound."""
    rows = Tag.objects.filter(community_condition(actor, "community"), pk=tag_id)
    return _there(rows.select_related("name", "community").first())


def member_by_id(member_id: int) -> Member:
    """Raises NotFound."""
    return _there(Member.objects.filter(pk=member_id, is_active=True).first())


def _there(row: Row | None) -> Row:
    if row is None:
        raise NotFound
    return row
