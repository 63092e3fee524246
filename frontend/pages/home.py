"""Where visitors arrive: the home page, a community, and its lists."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.models import Community
from accounts.permissions import Privilege, allowed
from accounts.queries import communities_for, community_for
from forum.queries import (
    categories_of,
    category_for,
    product_for,
    products_in,
    tag_for,
    tags_of,
)
from forum.queries.reviewing import reviews_anywhere
from frontend.pages.following import follow_menu
from frontend.pages.listing import listing
from frontend.pages.lists import Place, thread_list
from frontend.pages.visitor import actor_of, list_reader

POPULAR_TAGS = 12


def home(request: HttpRequest) -> HttpResponse:
    context = {
        "communities": communities_for(actor_of(request)),
        "read_url": reverse("read_home"),
        **thread_list(request, Place()).context(),
    }
    return render(request, "pages/home.html", context)


def community(request: HttpRequest, slug: str) -> HttpResponse:
    actor = actor_of(request)
    found = community_for(actor, slug)
    tags, products = tags_of(found, most=POPULAR_TAGS), products_in([found])
    shown = thread_list(
        request,
        Place(community=found),
        categories=categories_of(actor, found),
        named=[*tags, *products],
    )
    context = {
        **_around(found),
        **shown.context(),
        "branches": shown.lists.roots,
        "tags": shown.lists.of(tags),
        "products": shown.lists.of(products),
        "may_review": reviews_anywhere(actor, found),
        "may_see_audit": allowed(actor, Privilege.SEE_AUDIT, found),
        "may_manage_words": allowed(actor, Privilege.MANAGE_WORDS, found),
        "may_appoint": allowed(actor, Privilege.APPOINT, found),
        "may_see_coverage": allowed(actor, Privilege.SEE_COVERAGE, found),
    }
    return render(request, "pages/community.html", context)


def category(request: HttpRequest, slug: str, category_slug: str) -> HttpResponse:
    actor = actor_of(request)
    within = community_for(actor, slug)
    found = category_for(actor, within, category_slug)
    shown = thread_list(
        request,
        Place(community=within, category=found),
        categories=categories_of(actor, within),
    )
    here = shown.lists.branches[found.pk]
    context = {
        **_around(within),
        **shown.context(),
        "category": found,
        "follow": follow_menu(actor, found),
        "above": shown.lists.above(found),
        "name": here.name,
        "description": here.description,
        "children": here.children,
        "branches": shown.lists.opened_at(found),
        "ask_url": reverse("ask_in", args=[within.slug]) + f"?category={found.pk}",
    }
    return render(request, "pages/category.html", context)


def tag(request: HttpRequest, slug: str, tag_slug: str) -> HttpResponse:
    actor = actor_of(request)
    within = community_for(actor, slug)
    found = tag_for(within, tag_slug)
    every = tags_of(within, most=POPULAR_TAGS)
    shown = thread_list(request, Place(community=within, tag=found), named=[found, *every])
    context = {
        **_around(within),
        **shown.context(),
        "tag": found,
        "follow": follow_menu(actor, found),
        "name": shown.lists.of([found])[0].name,
        "tags": shown.lists.of(every),
        "ask_url": reverse("ask_in", args=[within.slug]) + f"?tags={found.slug}",
    }
    return render(request, "pages/tag.html", context)


def product(request: HttpRequest, slug: str, product_slug: str) -> HttpResponse:
    actor = actor_of(request)
    within = community_for(actor, slug)
    found = product_for(within, product_slug)
    every = products_in([within])
    shown = thread_list(request, Place(community=within, product=found), named=[found, *every])
    context = {
        **_around(within),
        **shown.context(),
        "product": found,
        "name": shown.lists.of([found])[0].name,
        "products": shown.lists.of(every),
        "ask_url": reverse("ask_in", args=[within.slug]) + f"?product={found.pk}",
    }
    return render(request, "pages/product.html", context)


def tags(request: HttpRequest, slug: str) -> HttpResponse:
    """All tags of a community, the most used first."""
    within = community_for(actor_of(request), slug)
    every = tags_of(within)
    named = listing((), list_reader(request), named=every).of(every)
    return render(request, "pages/tags.html", {**_around(within), "tags": named})


def _around(community: Community) -> dict[str, object]:
    """What all pages of a community know."""
    return {
        "community": community,
        "ask_url": reverse("ask_in", args=[community.slug]),
        "read_url": reverse("read_community", args=[community.slug]),
    }
