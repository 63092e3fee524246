"""Categories and products to choose from, with names in the reader's language."""

from collections.abc import Iterable, Mapping

from forum.models import Category, Product
from frontend.pages.named_choices import Name
from translation.queries import Rendered

Choice = tuple[str, str]
Group = tuple[str, list[Choice]]


def category_choices(
    categories: Mapping[str, Category], found: Mapping[int, Rendered]
) -> list[Group]:
    """Categories without others below them, by community and by the categories above."""
    above = {row.parent_id for row in categories.values()}
    groups: dict[str, list[Choice]] = {}
    for key, row in categories.items():
        if row.pk not in above:
            label = " · ".join([row.community.name, *_names_above(row, categories, found)])
            groups.setdefault(label, []).append((key, Name.of(found[row.name_id].shown)))
    return list(groups.items())


def _names_above(
    row: Category, categories: Mapping[str, Category], found: Mapping[int, Rendered]
) -> list[str]:
    names: list[str] = []
    parent = categories.get(str(row.parent_id))
    while parent:
        names.insert(0, found[parent.name_id].shown.text)
        parent = categories.get(str(parent.parent_id))
    return names


def product_choices(
    products: Iterable[Product], found: Mapping[int, Rendered]
) -> list[Choice] | list[Group]:
    """Products by community; of one community alone without its name."""
    groups: dict[str, list[Choice]] = {}
    for row in products:
        choice = (str(row.pk), Name.of(found[row.name_id].shown))
        groups.setdefault(row.community.name, []).append(choice)
    return next(iter(groups.values())) if len(groups) == 1 else list(groups.items())
