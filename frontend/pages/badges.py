"""What badges there are, what each takes, and who has it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frontend.pages.visitor import actor_of
from reputation.badges import LEVELS, Family
from reputation.queries.holders import badge_for, badges_for, lately


@dataclass(frozen=True, slots=True)
class Step:
    """A level of a badge in words."""

    level: int
    takes: str


@require_safe
def badges(request: HttpRequest) -> HttpResponse:
    held = badges_for(actor_of(request))
    rows = [(each, _steps(each.family)) for each in held]
    return render(request, "pages/badges.html", {"rows": rows})


@require_safe
def badge(request: HttpRequest, code: str) -> HttpResponse:
    family = badge_for(code)
    context = {
        "family": family,
        "steps": _steps(family),
        "awards": lately(actor_of(request), family),
    }
    return render(request, "pages/badge.html", context)


def _steps(family: Family) -> list[Step]:
    return [Step(level, family.takes_for(level)) for level in LEVELS]
