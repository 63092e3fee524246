"""One's own ledger: every line with its reason. Nobody else's is shown to anybody."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Community
from accounts.permissions import Actor, Privilege, allowed
from core import languages
from core.errors import NotFound, NotSignedIn
from frontend.ledger_lines import ledger_lines
from frontend.pages.chart import chart_of
from frontend.pages.level_progress import Way, way_of
from frontend.pages.visitor import actor_of, list_reader
from reputation.queries.statement import (
    Account,
    accounts_of,
    lines_of,
    own_months,
    waiting_of,
)


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """The lines of one community (`?community=`, else where most was earned); with
    `?show=waiting` those that are not decided yet."""
    actor = actor_of(request)
    if actor.member is None:
        raise NotSignedIn
    accounts = accounts_of(actor)
    account = _chosen(accounts, request.GET.get("community", ""))
    waiting_only = request.GET.get("show") == "waiting"
    context: dict[str, object] = {
        "accounts": accounts,
        "account": account,
        "waiting_only": waiting_only,
    }
    if account:
        community = account.community
        cursor = request.GET.get("cursor")
        page = lines_of(actor, community, waiting=waiting_only, cursor=cursor)
        months = own_months(actor, community)
        context |= {
            "page_of_lines": page,
            "lines": ledger_lines(actor, page.items, list_reader(request)),
            "waiting": waiting_of(actor, community),
            "way": _way(actor, community),
            "months": months[::-1],
            "chart": chart_of(months, languages.direction(languages.current())),
        }
    return render(request, "pages/ledger.html", context)


def _way(actor: Actor, community: Community) -> Way | None:
    """To the next level; None where the member may not read any more."""
    if actor.member is None or not allowed(actor, Privilege.READ, community):
        return None
    return way_of(actor, actor.member, community)


def _chosen(accounts: Sequence[Account], slug: str) -> Account | None:
    """The account that is asked for, else the first. Raises NotFound."""
    if not slug:
        return accounts[0] if accounts else None
    found = next((each for each in accounts if each.community.slug == slug), None)
    if found is None:
        raise NotFound
    return found
