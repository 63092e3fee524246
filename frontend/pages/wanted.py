"""What a visitor wants of a list, as its address says: which threads, and in which order.

Values that do not exist are taken for none, so that no address is wrong.
"""

from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

from babel import Locale
from django.http import HttpRequest

from core import languages
from forum.models import Thread
from forum.queries.narrowing import SHOWN

MEMBERS_ONLY = frozenset({"following", "new"})
ORDERS = frozenset({"latest", "newest"})
SLUG_MAX_CHARS = 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """Empty strings where nothing is said; `product` is a slug."""

    show: str = ""
    state: str = ""
    kind: str = ""
    language: str = ""
    country: str = ""
    product: str = ""
    order: str = ""

    @property
    def tab(self) -> str:
        """Which of the lists in the bar this is."""
        return self.show or self.state or "latest"

    @property
    def is_plain(self) -> bool:
        """True for all threads of a place by their activity."""
        return self == Wanted()

    @property
    def filters(self) -> dict[str, str]:
        """What was chosen in the form of filters, save the order."""
        chosen = asdict(self)
        return {name: chosen[name] for name in FILTERS if chosen[name]}

    def address(self, **changes: str) -> str:
        """The query of the same list with something changed: ``?kind=idea``."""
        said = {key: value for key, value in asdict(replace(self, **changes)).items() if value}
        return f"?{urlencode(said)}"


FILTERS = ("kind", "language", "country", "product")


def wanted_of(request: HttpRequest) -> Wanted:
    """What the address asks for; lists for members are for members only."""
    asked = {name: request.GET.get(name, "") for name in Wanted.__slots__}
    shown = asked["show"] in SHOWN and (
        request.user.is_authenticated or asked["show"] not in MEMBERS_ONLY
    )
    known = {
        "show": shown,
        "state": asked["state"] in Thread.State.values,
        "kind": asked["kind"] in Thread.Kind.values,
        "language": languages.is_offered(asked["language"]),
        "country": len(asked["country"]) == 2 and asked["country"] in Locale("en").territories,
        "product": "\0" not in asked["product"] and len(asked["product"]) <= SLUG_MAX_CHARS,
        "order": asked["order"] in ORDERS,
    }
    return Wanted(**{name: value for name, value in asked.items() if known[name]})
