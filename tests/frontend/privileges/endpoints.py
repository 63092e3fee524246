"""What can be asked, and what it takes.

A row of the matrix is an address with a method, as a place fills it in, and its need; every address
there is has a row, or its reason in `elsewhere`. Embeds are not built yet: whoever builds them
brings addresses, which fail a test until they have rows.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from accounts.permissions import Privilege
from frontend.api.v1 import api
from frontend.live.routing import websockets
from tests.frontend.privileges.callers import CLOSED_PLACE, OPEN_PLACE, Caller
from tests.frontend.privileges.scene import Place

OF_ALLAUTH, OF_ANYMAIL, OF_API = "accounts/", "api/v1/mail/", "api/"
Data = Callable[[Place], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody must have: `privilege`, or `own` where it is about what is his own; neither is
    open to everybody, or to all who are `signed_in`. `only_own` is nobody else's at all.

    `language` is what an item of the review queue is judged in: super-users decide in theirs.
    `programs_moderate` where tokens need the scope `moderate`, whatever the privilege. Who has the
    privilege `unless` has a better way, and is refused. `anywhere` is for pages about all
    communities together; `also` names callers who have such a thing of their own. `by_nobody` is
    answered to all as to visitors.
    """

    privilege: Privilege | None = None
    own: Privilege | None = None
    signed_in: bool = False
    only_own: bool = False
    language: str = ""
    programs_moderate: bool = False
    unless: Privilege | None = None
    anywhere: bool = False
    also: frozenset[str] = frozenset()
    by_nobody: bool = False

    def met_by(self, caller: Caller, place: str) -> bool:
        """Whether the table lets somebody in."""
        if self.by_nobody:
            caller = Caller(caller.name)
        if self.signed_in and not caller.signed_in:
            return False
        if self.programs_moderate and "moderate" not in (caller.scopes or {"moderate"}):
            return False
        if self.unless and caller.entitled(self.unless, place):
            return False
        if caller.owns == place and (self.own or self.only_own):
            return self.own is None or caller.entitled(self.own, place)
        if self.only_own:
            return caller.name in self.also and place == OPEN_PLACE
        if self.privilege is None:
            return True
        places = (OPEN_PLACE, CLOSED_PLACE) if self.anywhere else (place,)
        entitled = any(caller.entitled(self.privilege, each) for each in places)
        return entitled and self._in_language(caller, place)

    def _in_language(self, caller: Caller, place: str) -> bool:
        standing = caller.standings.get(place)
        if not self.language or standing is None or standing.is_staff:
            return True
        return self.language in standing.languages


OPEN, SIGNED_IN = Need(), Need(signed_in=True)
READ = Need(Privilege.READ)
OWN = Need(signed_in=True, only_own=True)


def needs(privilege: Privilege, own: Privilege | None = None) -> Need:
    """Of members (those privileges that visitors have are for them without signing in)."""
    return Need(privilege, own)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One row. `path` and `data` are filled in by a place; `name` is the address' own, `case` says
    which of the things it does. `still` is the reason why nothing changes where it is allowed;
    `unoffered` what is no choice for who may not, who is told so (409, 422)."""

    name: str
    method: str
    path: str
    need: Need
    data: Data | None = None
    case: str = ""
    still: str = ""
    unoffered: str = ""
    of_place: bool = True

    @property
    def is_call(self) -> bool:
        return self.name.startswith("api:")

    def is_met_by(self, caller: Caller, place: str) -> bool:
        """Whether the table lets somebody in; programs are nobody to pages."""
        known = caller if self.is_call or not caller.token else Caller(caller.name)
        return self.need.met_by(known, place)

    @property
    def id(self) -> str:
        called = self.name if self.is_call else f"{self.method}:{self.name}"
        return f"{called} ({self.case})" if self.case else called

    @property
    def changes(self) -> bool:
        return self.method != "GET" and not self.still

    @property
    def in_place(self) -> bool:
        """Whether it is about things of a place, so that there is one of it in each."""
        return "{" in self.path or (self.data is not None and self.of_place)


def get(name: str, path: str, need: Need, **more: Any) -> Endpoint:
    """A page that is looked at."""
    return Endpoint(name, "GET", path, need, **more)


def post(name: str, path: str, need: Need, data: Data | None = None, **more: Any) -> Endpoint:
    """A form that is sent."""
    return Endpoint(name, "POST", path, need, data or (lambda _place: {}), **more)


def both(
    name: str, path: str, need: Need, data: Data | None = None, **more: Any
) -> tuple[Endpoint, Endpoint]:
    """A page with a form, for the same people."""
    return get(name, path, need), post(name, path, need, data, **more)


def call(
    method: str, path: str, need: Need, data: Data | None = None, *, of: str, **more: Any
) -> Endpoint:
    """An operation of the API; `of` is its path as the documents write it."""
    return Endpoint(f"api:{method}:{of}", method, f"/api/v1{path}", need, data, **more)


@cache
def endpoints() -> frozenset[str]:
    """The names of all there are: pages, calls (`api:GET:/threads`) and sockets."""
    return frozenset({*_addresses(), *_calls(), *_sockets()})


def _addresses() -> Iterator[str]:
    for route, name in _walk(get_resolver().url_patterns):
        if OF_ALLAUTH in route:
            yield OF_ALLAUTH
        elif OF_ANYMAIL in route:
            yield OF_ANYMAIL
        elif not route.startswith(OF_API):
            yield name or route


def _walk(patterns: list[URLPattern | URLResolver], above: str = "") -> Iterator[tuple[str, str]]:
    for each in patterns:
        route = f"{above}{each.pattern}"
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, route)
        else:
            yield route, each.name or ""


def _calls() -> Iterator[str]:
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method in methods:
            yield f"api:{method.upper()}:{path.removeprefix('/api/v1')}"


def _sockets() -> Iterator[str]:
    return (str(route.pattern) for route in websockets.routes if str(route.pattern))
