"""Which languages are translated into which, and how well."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core import languages
from core.languages import Language
from translation.routing import Route, best_route, pairs_available


@dataclass(frozen=True, slots=True)
class Target:
    """A language that readers may have a text in."""

    language: Language
    route: Route

    @property
    def experimental(self) -> bool:
        return self.route.experimental

    @property
    def is_direct(self) -> bool:
        return len(self.route.hops) == 1

    @property
    def via(self) -> str:
        """The language in between, where there is one."""
        return self.route.languages[1]

    @property
    def label(self) -> str:
        return self.route.label


@dataclass(frozen=True, slots=True)
class Row:
    """A language texts are written in."""

    language: Language
    targets: list[Target]


def language_list(request: HttpRequest) -> HttpResponse:
    rows = [Row(source, _targets(source)) for source in languages.offered()]
    context = {"rows": rows, "any_pair": bool(pairs_available())}
    return render(request, "pages/languages.html", context)


def _targets(source: Language) -> list[Target]:
    routes = ((target, best_route(source.code, target.code)) for target in languages.offered())
    return [Target(target, route) for target, route in routes if route]
