"""Somebody reads this in this language: what makes translations happen.

Only a POST says so, sent by the page's script or by a button; reading alone records nothing.
No person is recorded, so these need no token against forgery.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.queries import communities_for, community_for
from core import languages
from forum.queries import thread_for
from frontend.demand import note_demand
from frontend.pages.visitor import actor_of, caller_of


@csrf_exempt
@require_POST
def read_thread(request: HttpRequest, thread_id: int) -> HttpResponse:
    found = thread_for(actor_of(request), thread_id)
    note_demand(
        caller_of(request),
        community=found.community,
        thread=found,
        language=languages.current(),
    )
    return _done(request, reverse("thread_by_id", args=[found.pk]))


@csrf_exempt
@require_POST
def read_community(request: HttpRequest, slug: str) -> HttpResponse:
    found = community_for(actor_of(request), slug)
    note_demand(caller_of(request), community=found, language=languages.current())
    return _done(request, reverse("community", args=[found.slug]))


@csrf_exempt
@require_POST
def read_home(request: HttpRequest) -> HttpResponse:
    for community in communities_for(actor_of(request)):
        note_demand(caller_of(request), community=community, language=languages.current())
    return _done(request, reverse("home"))


def _done(request: HttpRequest, path: str) -> HttpResponse:
    """Nothing for the script, the page again for the button."""
    by_script = "text/html" not in request.headers.get("Accept", "")
    return HttpResponse(status=204) if by_script else redirect(path)
