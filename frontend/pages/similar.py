"""Threads like the one that is about to be opened, for the page and for its script."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.queries import community_for
from core import languages
from forum.queries import similar_threads
from frontend import limits
from frontend.pages.listing import ThreadRow, listing
from frontend.pages.visitor import actor_of, caller_of, list_reader


def similar_rows(request: HttpRequest, title: str, slug: str | None) -> list[ThreadRow]:
    """Rows for a title, in the community with this slug or in all. Raises NotFound."""
    actor = actor_of(request)
    found = similar_threads(
        actor,
        title=title.replace("\0", ""),
        language=languages.current(),
        community=community_for(actor, slug) if slug else None,
    )
    return listing(found, list_reader(request)).rows


@require_GET
def similar(request: HttpRequest) -> HttpResponse:
    """What the script shows below the title while somebody types it."""
    limits.spend(caller_of(request), limits.SIMILAR)
    slug = request.GET.get("community", "").replace("\0", "")
    rows = similar_rows(request, request.GET.get("title", ""), slug)
    return render(request, "parts/similar.html", {"similar": rows})
