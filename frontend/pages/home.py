"""Where visitors arrive: the home page, a community, a category."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.permissions import Privilege, allowed
from accounts.queries import communities_for, community_for
from forum.queries import categories_of, category_for, threads_for
from frontend.pages.listing import STATES, listing
from frontend.pages.visitor import actor_of, list_reader


def wanted_state(request: HttpRequest) -> str | None:
    """The state a list is narrowed to, if it is one that exists."""
    state = request.GET.get("state")
    return state if state in STATES else None


def home(request: HttpRequest) -> HttpResponse:
    actor, state = actor_of(request), wanted_state(request)
    threads = threads_for(actor, state=state, cursor=request.GET.get("cursor"))
    rows = listing(threads.items, list_reader(request)).rows
    context = {
        "communities": communities_for(actor),
        "threads": threads,
        "rows": rows,
        "state": state,
        "read_url": reverse("read_home"),
    }
    return render(request, "pages/home.html", context)


def community(request: HttpRequest, slug: str) -> HttpResponse:
    actor, state = actor_of(request), wanted_state(request)
    found = community_for(actor, slug)
    threads = threads_for(actor, community=found, state=state, cursor=request.GET.get("cursor"))
    lists = listing(
        threads.items,
        list_reader(request),
        categories=categories_of(actor, found),
        community=found,
    )
    context = {
        "community": found,
        "threads": threads,
        "rows": lists.rows,
        "branches": lists.roots,
        "state": state,
        "ask_url": reverse("ask_in", args=[found.slug]),
        "read_url": reverse("read_community", args=[found.slug]),
        "may_see_coverage": allowed(actor, Privilege.SEE_COVERAGE, found),
    }
    return render(request, "pages/community.html", context)


def category(request: HttpRequest, slug: str, category_slug: str) -> HttpResponse:
    actor, state = actor_of(request), wanted_state(request)
    within = community_for(actor, slug)
    found = category_for(actor, within, category_slug)
    threads = threads_for(actor, category=found, state=state, cursor=request.GET.get("cursor"))
    reader = list_reader(request)
    every = categories_of(actor, within)
    lists = listing(threads.items, reader, categories=every, community=within)
    here = lists.branches[found.pk]
    context = {
        "community": within,
        "category": found,
        "parent": lists.branches.get(found.parent_id or 0),
        "name": here.name,
        "description": here.description,
        "threads": threads,
        "rows": lists.rows,
        "branches": lists.opened_at(found),
        "state": state,
        "ask_url": reverse("ask_in", args=[within.slug]) + f"?category={found.pk}",
        "read_url": reverse("read_community", args=[within.slug]),
    }
    return render(request, "pages/category.html", context)
