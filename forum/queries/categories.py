"""Categories that an actor may enter."""

from collections import defaultdict
from collections.abc import Iterable

from accounts.models import Community
from accounts.permissions import Actor
from core.errors import NotFound
from forum.models import Category
from forum.visibility import category_condition


def categories_of(actor: Actor, community: Community) -> list[Category]:
    """The categories of a community that `actor` may enter, in order."""
    rows = Category.objects.filter(category_condition(actor), community=community)
    return list(rows.select_related("name", "description"))


def categories_in(actor: Actor, communities: Iterable[Community]) -> list[Category]:
    """The same for several communities, in one query."""
    rows = Category.objects.filter(category_condition(actor), community__in=list(communities))
    return list(rows.select_related("name", "description"))


def category_for(actor: Actor, community: Community, slug: str) -> Category:
    """Raises NotFound."""
    rows = Category.objects.filter(category_condition(actor), community=community, slug=slug)
    category = rows.select_related("name", "description", "community").first()
    if category is None:
        raise NotFound
    return category


def branch_of(category: Category) -> list[int]:
    """Ids of a category and of all below it, at any depth, in one query."""
    below: dict[int | None, list[int]] = defaultdict(list)
    rows = Category.objects.filter(community=category.community_id)
    for key, parent in rows.order_by("pk").values_list("pk", "parent"):
        below[parent].append(key)
    found = [category.pk]
    for key in found:  # grows while it is walked
        found.extend(below[key])
    return found
