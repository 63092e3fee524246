"""Threads of a list and trees of categories, as their templates want them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse

from accounts.models import Community
from accounts.permissions import VISITOR, Actor
from core.slugs import slug_of
from forum.models import Category, Product, Tag, Thread
from forum.queries import Unread, tags_of_threads, unread_in
from translation.models import Text
from translation.queries import Reader, Rendered, Side, render


@dataclass(frozen=True, slots=True)
class Named:
    """A tag or a product: its name as it is read, and the list of its threads."""

    row: Tag | Product
    name: Side
    url: str


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A thread in a list."""

    thread: Thread
    title: Side
    category: Side
    url: str
    is_translated: bool
    tags: list[Named]
    product: Named | None
    unread: Unread | None


@dataclass(slots=True)
class Branch:
    """A category with those below it. `open` where the page is in it or below it."""

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
    named: dict[int, Named]

    @property
    def roots(self) -> list[Branch]:
        return [
            branch
            for branch in self.branches.values()
            if branch.category.parent_id not in self.branches
        ]

    def above(self, category: Category) -> list[Branch]:
        """The categories above one, the outermost first."""
        found: list[Branch] = []
        branch = self.branches.get(category.parent_id or 0)
        while branch:
            found.insert(0, branch)
            branch = self.branches.get(branch.category.parent_id or 0)
        return found

    def opened_at(self, category: Category) -> list[Branch]:
        """The roots, with all branches open that lead to `category`, itself included."""
        for branch in [*self.above(category), self.branches[category.pk]]:
            branch.open = True
        return self.roots

    def of(self, rows: Iterable[Tag | Product]) -> list[Named]:
        """Those of the tags or products that `listing` was given, as they are read."""
        return [self.named[row.name_id] for row in rows]


def listing(
    threads: Iterable[Thread],
    reader: Reader,
    *,
    categories: Iterable[Category] = (),
    community: Community | None = None,
    named: Iterable[Tag | Product] = (),
    actor: Actor = VISITOR,
) -> Listing:
    """Rows for `threads` as `actor` finds them, the tree of a community's `categories`, and names
    of its tags and products; three queries, and three more for a member."""
    threads, categories = list(threads), list(categories)
    tags = tags_of_threads(threads)
    things = _things(threads, tags, named)
    texts = [*_texts(threads), *_names(categories), *(thing.name for thing, _slug in things)]
    found = render(texts, reader)
    known = {
        thing.name_id: link_to(thing, slug, found[thing.name_id].shown) for thing, slug in things
    }
    unread = unread_in(actor, threads)
    rows = [_row(thread, found, known, tags, unread) for thread in threads]
    return Listing(rows, _branches(categories, community, found), known)


def _things(
    threads: Iterable[Thread], tags: dict[int, list[Tag]], more: Iterable[Tag | Product]
) -> list[tuple[Tag | Product, str]]:
    """All tags and products on the page, with the slugs of their communities."""
    found: list[tuple[Tag | Product, str]] = [(row, row.community.slug) for row in more]
    for thread in threads:
        found += [(tag, thread.community.slug) for tag in tags.get(thread.pk, ())]
        if thread.product:
            found.append((thread.product, thread.community.slug))
    return found


def link_to(row: Tag | Product, community_slug: str, name: Side) -> Named:
    """A tag or a product with the address of its list."""
    page = "tag" if isinstance(row, Tag) else "product"
    return Named(row, name, reverse(page, args=[community_slug, row.slug]))


def _texts(threads: Iterable[Thread]) -> Iterable[Text]:
    for thread in threads:
        yield thread.title
        yield thread.category.name


def _names(categories: Iterable[Category]) -> Iterable[Text]:
    for category in categories:
        yield category.name
        if category.description:
            yield category.description


def _row(
    thread: Thread,
    found: dict[int, Rendered],
    named: dict[int, Named],
    tags: dict[int, list[Tag]],
    unread: dict[int, Unread],
) -> ThreadRow:
    title = found[thread.title_id]
    address = (title.translated or title.original).text
    return ThreadRow(
        thread=thread,
        title=title.shown,
        category=found[thread.category.name_id].shown,
        url=reverse("thread", args=[thread.pk, slug_of(address)]),
        is_translated=title.is_translated,
        tags=[named[tag.name_id] for tag in tags.get(thread.pk, ())],
        product=named[thread.product.name_id] if thread.product else None,
        unread=unread.get(thread.pk),
    )


def _branches(
    categories: Iterable[Category], community: Community | None, found: dict[int, Rendered]
) -> dict[int, Branch]:
    branches = {row.pk: _branch(row, community, found) for row in categories if community}
    for branch in branches.values():
        parent = branches.get(branch.category.parent_id or 0)
        if parent:
            parent.children.append(branch)
    return branches


def _branch(category: Category, community: Community, found: dict[int, Rendered]) -> Branch:
    description = category.description_id and found[category.description_id].shown
    return Branch(
        category=category,
        name=found[category.name_id].shown,
        description=description or None,
        url=reverse("category", args=[community.slug, category.slug]),
    )
