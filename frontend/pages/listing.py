"""Lists of threads and trees of categories, as their templates want them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse

from accounts.models import Community
from core.slugs import slug_of
from forum.models import Category, Thread
from translation.models import Text
from translation.queries import Reader, Rendered, Side, render

STATES = frozenset(Thread.State.values)


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A thread in a list."""

    thread: Thread
    title: Side
    category: Side
    url: str
    is_translated: bool


@dataclass(slots=True)
class Branch:
    """A category with those below it."""

    category: Category
    name: Side
    description: Side | None
    url: str
    children: list["Branch"] = field(default_factory=list)
    open: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """What one call of `render` gives for a page with lists."""

    rows: list[ThreadRow]
    branches: dict[int, Branch]

    @property
    def roots(self) -> list[Branch]:
        return [
            branch
            for branch in self.branches.values()
            if branch.category.parent_id not in self.branches
        ]

    def opened_at(self, category: Category) -> list[Branch]:
        """The roots, with the branch of `category` open."""
        for branch in self.roots:
            branch.open = branch.category.pk in {category.pk, category.parent_id}
        return self.roots


def listing(
    threads: Iterable[Thread],
    reader: Reader,
    *,
    categories: Iterable[Category] = (),
    community: Community | None = None,
) -> Listing:
    """Rows for `threads` and the tree of a community's `categories`; two queries at most."""
    threads, categories = list(threads), list(categories)
    found = render([*_texts(threads), *_names(categories)], reader)
    branches = {row.pk: _branch(row, community, found) for row in categories if community}
    for branch in branches.values():
        parent = branches.get(branch.category.parent_id or 0)
        if parent:
            parent.children.append(branch)
    return Listing([_row(thread, found) for thread in threads], branches)


def _texts(threads: Iterable[Thread]) -> Iterable[Text]:
    for thread in threads:
        yield thread.title
        yield thread.category.name


def _names(categories: Iterable[Category]) -> Iterable[Text]:
    for category in categories:
        yield category.name
        if category.description:
            yield category.description


def _row(thread: Thread, found: dict[int, Rendered]) -> ThreadRow:
    title = found[thread.title_id]
    address = (title.translated or title.original).text
    return ThreadRow(
        thread=thread,
        title=title.shown,
        category=found[thread.category.name_id].shown,
        url=reverse("thread", args=[thread.pk, slug_of(address)]),
        is_translated=title.is_translated,
    )


def _branch(category: Category, community: Community, found: dict[int, Rendered]) -> Branch:
    description = category.description_id and found[category.description_id].shown
    return Branch(
        category=category,
        name=found[category.name_id].shown,
        description=description or None,
        url=reverse("category", args=[community.slug, category.slug]),
    )
