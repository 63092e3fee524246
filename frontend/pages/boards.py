"""Who helps this month: everywhere, or in a community."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.models import Community
from accounts.queries import communities_for, community_for
from core import languages
from core.errors import InvalidInput
from frontend.pages.filter_form import ANY
from frontend.pages.forms import country_names
from frontend.pages.visitor import actor_of
from reputation.queries.boards import (
    Asked,
    Board,
    Place,
    boards_for,
    month_before,
    month_named,
    this_month,
)

TITLES: dict[Board, Promise] = {
    Board.CREDIT: _("Most credit"),
    Board.NEWCOMERS: _("Newcomers who help"),
    Board.BRIDGES: _("Bridges between languages and countries"),
}
MEANINGS: dict[Board, Promise] = {
    Board.CREDIT: _("Points for all that helped others."),
    Board.NEWCOMERS: _("Points for answers of those who came in the last months."),
    Board.BRIDGES: _("Accepted answers across a language or a border."),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A board on the page."""

    board: Board
    title: Promise
    meaning: Promise
    places: list[Place]


@dataclass(frozen=True, slots=True)
class Tab:
    """A month to choose."""

    name: Promise | str
    query: str
    current: bool


class BoardForm(forms.Form):
    """Whose boards are wanted; sent by GET and never wrong."""

    period = forms.CharField(widget=forms.HiddenInput)
    language = forms.ChoiceField(
        label=_("Written in"), required=False, widget=forms.Select(attrs={"class": "input"})
    )
    country = forms.ChoiceField(
        label=_("Country"), required=False, widget=forms.Select(attrs={"class": "input"})
    )

    def __init__(self, asked: Asked) -> None:
        chosen = {"period": f"{asked.first:%Y-%m}", "language": asked.language}
        super().__init__(initial=chosen | {"country": asked.country}, auto_id="board_%s")
        written = [(item.code, item.native_name) for item in languages.offered()]
        countries = sorted(country_names().items(), key=lambda row: row[1])
        self.fields["language"].choices = [ANY, *written]  # type: ignore[attr-defined]
        self.fields["country"].choices = [ANY, *countries]  # type: ignore[attr-defined]


@require_safe
def boards(request: HttpRequest, slug: str = "") -> HttpResponse:
    actor = actor_of(request)
    community = community_for(actor, slug) if slug else None
    asked = _asked(request, community)
    found = boards_for(actor, asked)
    context: dict[str, Any] = {
        "community": community,
        "communities": [] if community else communities_for(actor),
        "asked": asked,
        "form": BoardForm(asked),
        "tabs": _tabs(asked),
        "boards": [Shown(board, TITLES[board], MEANINGS[board], found[board]) for board in Board],
    }
    return render(request, "pages/boards.html", context)


def _asked(request: HttpRequest, community: Community | None) -> Asked:
    """What the address asks for; what cannot be is left out."""
    language, country = request.GET.get("language", ""), request.GET.get("country", "")
    offered = {item.code for item in languages.offered()}
    return Asked(
        first=_month(request.GET.get("period", "")),
        community=community,
        language=language if language in offered else "",
        country=country if country in country_names() else "",
    )


def _month(name: str) -> date:
    try:
        return month_named(name)
    except InvalidInput:
        return this_month()


def _tabs(asked: Asked) -> list[Tab]:
    now = this_month()
    return [
        _tab(_("This month"), now, asked),
        _tab(_("Last month"), month_before(now), asked),
    ]


def _tab(name: Promise, first: date, asked: Asked) -> Tab:
    kept = {"language": asked.language, "country": asked.country, "period": f"{first:%Y-%m}"}
    query = urlencode({key: value for key, value in kept.items() if value})
    return Tab(name, query, first == asked.first)
