"""A list of threads with its bar of filters, as all pages with lists show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Community
from accounts.permissions import Actor
from core import languages
from forum.models import Category, Product, Tag, Thread
from forum.queries import Page, pinned_for, product_for, products_in, threads_for
from forum.queries.narrowing import Narrowing
from frontend.pages.filter_form import FilterForm
from frontend.pages.forms import country_names
from frontend.pages.listing import Listing, Named, listing
from frontend.pages.named_choices import Name
from frontend.pages.texts import interface
from frontend.pages.visitor import actor_of, list_reader
from frontend.pages.wanted import FILTERS, MEMBERS_ONLY, Wanted, wanted_of

TABS: tuple[tuple[str, Promise, dict[str, str]], ...] = (
    ("latest", _("Latest"), {"show": "", "state": ""}),
    ("new", _("New"), {"show": "new", "state": ""}),
    ("following", _("Following"), {"show": "following", "state": ""}),
    ("unanswered", _("Unanswered"), {"show": "unanswered", "state": ""}),
    ("unsolved", _("Unsolved"), {"show": "unsolved", "state": ""}),
    ("solved", _("Solved"), {"show": "", "state": "solved"}),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list stands: everywhere, in a community, a category, at a tag or a product."""

    community: Community | None = None
    category: Category | None = None
    tag: Tag | None = None
    product: Product | None = None

    def narrowing(self) -> Narrowing:
        return {
            "community": self.community if not self.category else None,
            "category": self.category,
            "tag": self.tag,
            "product": self.product,
        }


@dataclass(frozen=True, slots=True)
class Link:
    """A way to the same list with something else chosen. `name` is in the interface's language,
    or a side of a text."""

    name: Any
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar above a list. `form` is there where the visitor wants to choose filters."""

    tabs: list[Link]
    chosen: list[Link]
    filter_url: str
    form: FilterForm | None


@dataclass(frozen=True, slots=True)
class ThreadList:
    """A list with everything around it. `lists` has rows, branches and names in one."""

    lists: Listing
    page: Page[Thread]
    bar: Bar
    wanted: Wanted

    def context(self) -> dict[str, Any]:
        """What `parts/thread_list.html` and `parts/thread_filters.html` need."""
        return {
            "rows": self.lists.rows,
            "threads": self.page,
            "bar": self.bar,
            "wanted": self.wanted,
            "list_url": self.wanted.address(),
        }


def thread_list(
    request: HttpRequest,
    place: Place,
    *,
    categories: Iterable[Category] = (),
    named: Iterable[Tag | Product] = (),
) -> ThreadList:
    """The list that the address asks for. Raises BadCursor, and NotFound for a product."""
    actor, wanted, cursor = actor_of(request), wanted_of(request), request.GET.get("cursor")
    product = _product(place, wanted)
    page = threads_for(
        actor, order=wanted.order or "latest", cursor=cursor, **_narrowing(place, wanted, product)
    )
    pinned = _pinned(actor, place) if wanted.is_plain and not cursor else []
    choices = _choosable(request, place)
    things = [*named, *([product] if product else []), *choices]
    lists = listing(
        _with_pinned(pinned, page.items),
        list_reader(request),
        categories=categories,
        community=place.community,
        named=things,
        actor=actor,
    )
    form = _form(request, wanted, lists.of(choices))
    chosen = _chosen(wanted, lists.of([product])[0] if product else None)
    bar = Bar(_tabs(actor, wanted), chosen, wanted.address() + _opens(wanted), form)
    return ThreadList(lists, page, bar, wanted)


def _product(place: Place, wanted: Wanted) -> Product | None:
    """The product chosen in the filters, in a place that is not a product's own."""
    if not wanted.product or place.community is None or place.product:
        return None
    return product_for(place.community, wanted.product)


def _narrowing(place: Place, wanted: Wanted, product: Product | None) -> Narrowing:
    found = place.narrowing()
    found.update(
        {
            "show": wanted.show,
            "state": wanted.state,
            "kind": wanted.kind,
            "language": wanted.language,
            "country": wanted.country,
        }
    )
    if product:
        found["product"] = product
    return found


def _pinned(actor: Actor, place: Place) -> list[Thread]:
    """What stands on top of the first page; not in lists of a tag or a product."""
    if place.tag or place.product:
        return []
    return pinned_for(actor, community=place.community, category=place.category)


def _with_pinned(pinned: list[Thread], items: list[Thread]) -> list[Thread]:
    """Pinned threads on top, each once."""
    above = {thread.pk for thread in pinned}
    return [*pinned, *(thread for thread in items if thread.pk not in above)]


def _choosable(request: HttpRequest, place: Place) -> list[Product]:
    """The products to choose from, where the form of filters is open."""
    wants = "filter" in request.GET and place.community and not place.product
    return products_in([place.community]) if wants and place.community else []


def _form(request: HttpRequest, wanted: Wanted, products: list[Named]) -> FilterForm | None:
    if "filter" not in request.GET:
        return None
    return FilterForm(wanted, products=[(item.row.slug, Name.of(item.name)) for item in products])


def _opens(wanted: Wanted) -> str:
    return "filter=1" if wanted.is_plain else "&filter=1"


def _tabs(actor: Actor, wanted: Wanted) -> list[Link]:
    return [
        Link(name, wanted.address(**changes), current=key == wanted.tab)
        for key, name, changes in TABS
        if actor.member is not None or key not in MEMBERS_ONLY
    ]


def _chosen(wanted: Wanted, product: Named | None) -> list[Link]:
    """The filters in force, each with the way to the list without it."""
    names: dict[str, Any] = {
        "kind": Thread.Kind(wanted.kind).label if wanted.kind else "",
        "language": _language_name(wanted.language),
        "country": country_names().get(wanted.country, wanted.country) if wanted.country else "",
        "product": product.name if product else "",
    }
    return [Link(names[key], wanted.address(**{key: ""})) for key in FILTERS if names[key]]


def _language_name(code: str) -> str:
    return languages.get(code).name_in(interface()) if code else ""
