"""Opening a thread: the title first, then what is like it, then the rest."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.models import Community
from accounts.permissions import Actor, Privilege, allowed, require
from accounts.queries import communities_for, community_for
from core import languages
from core.errors import InvalidInput, LingoraError, NotFound, NotPermitted, NotSignedIn, RateLimited
from forum.actions import Details, open_thread
from forum.models import Category, Post, Product, Thread
from forum.queries import categories_in, products_in
from frontend import limits
from frontend.pages import drafting
from frontend.pages.ask_choices import category_choices, product_choices
from frontend.pages.ask_form import AskForm
from frontend.pages.forms import take_errors
from frontend.pages.poll_form import PollForm, are_sound, open_wanted
from frontend.pages.previewing import preview_context
from frontend.pages.similar import similar_rows
from frontend.pages.submitting import form_again, once, sent
from frontend.pages.visitor import actor_of, caller_of, list_reader
from frontend.pages.waiting import tell_where_it_waits
from translation.queries import render as render_texts

DRAFT = "ask"
"""What the draft of a thread is kept under: one, wherever it was begun."""
FROM_ADDRESS = ("title", "category", "kind", "product", "tags", "body")
"""Fields that a link may fill in."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where a member may ask: categories that hold threads and products of their communities, by
    id and in order; and what he may open there. `refusal` says why he may not ask in the one
    community that was named."""

    categories: dict[str, Category]
    products: dict[str, Product]
    kinds: list[str]
    refusal: NotPermitted | None = None


def ask(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Without a title (also in a draft), the form for one; with it, the whole form."""
    actor = actor_of(request)
    if actor.member is None:
        raise NotSignedIn
    places = _places(actor, slug)
    form = _form(request, places)
    poll = PollForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"slug": slug or "", "poll_form": poll}
    again = partial(_again, request, form, context)
    if drafting.wants_to_keep(request):
        return drafting.keep(request, DRAFT, again)
    if places.refusal:
        return again(places.refusal)
    if request.method == "POST" and "preview" in request.POST:
        context |= preview_context(request)
    elif request.method == "POST" and are_sound(form, poll, actor):
        try:
            limits.spend(caller_of(request), limits.WRITES, limits.OPEN_THREADS)
            return sent(_publish(request, form, places, poll), DRAFT)
        except InvalidInput as error:
            take_errors(form, error)
        except RateLimited as error:
            return again(error)
    if request.method != "POST" and not form.initial.get("title"):
        return render(request, "pages/ask_title.html", {**context, "form": form})
    return again()


def _places(actor: Actor, slug: str | None) -> Places:
    communities = [community_for(actor, slug)] if slug else communities_for(actor)
    open_to = {
        community.pk: community
        for community in communities
        if allowed(actor, Privilege.ASK, community)
    }
    rows = [row for row in categories_in(actor, open_to.values()) if row.kinds]
    for row in rows:
        row.community = open_to[row.community_id]
    products = products_in(open_to.values(), retired=False)
    return Places(
        categories={str(row.pk): row for row in rows},
        products={str(row.pk): row for row in products},
        kinds=_kinds(actor, rows, open_to.values()),
        refusal=_refusal(actor, communities[0]) if slug else None,
    )


def _refusal(actor: Actor, community: Community) -> NotPermitted | None:
    try:
        require(actor, Privilege.ASK, community)
    except NotPermitted as error:
        return error
    return None


def _kinds(actor: Actor, rows: list[Category], communities: Iterable[Community]) -> list[str]:
    """The kinds of thread that some category takes from this member."""
    taken = {kind for row in rows for kind in row.kinds}
    if not any(allowed(actor, Privilege.ANNOUNCE, community) for community in communities):
        taken.discard(Thread.Kind.ANNOUNCEMENT)
    return [kind for kind in Thread.Kind.values if kind in taken]


def _form(request: HttpRequest, places: Places) -> AskForm:
    names = [row.name for row in places.categories.values()]
    names += [row.name for row in places.products.values()]
    found = render_texts(names, list_reader(request))
    choices: dict[str, Any] = {
        "categories": category_choices(places.categories, found),
        "products": product_choices(places.products.values(), found),
        "kinds": places.kinds,
    }
    if request.method == "POST" and not drafting.is_unfinished(request):
        return AskForm(request.POST, **choices)
    if request.method == "POST":
        return AskForm(initial=_known(request.POST.dict(), AskForm.base_fields), **choices)
    begun = drafting.taken_up(actor_of(request), DRAFT)
    return AskForm(initial=begun | _known(request.GET.dict(), FROM_ADDRESS), **choices)


def _known(initial: dict[str, str], names: Container[str]) -> dict[str, str]:
    return {key: value for key, value in initial.items() if key in names and value.strip()}


def _again(
    request: HttpRequest,
    form: AskForm,
    context: dict[str, Any],
    refusal: LingoraError | None = None,
) -> HttpResponse:
    """The whole form as it was typed, and why it was not taken; with threads like this one."""
    title = str(form["title"].value() or "")
    found: dict[str, Any] = {"similar": similar_rows(request, title, context["slug"] or None)}
    if refusal:
        found["refusal"] = refusal
    return form_again(request, "pages/ask.html", form, context | found)


def _publish(request: HttpRequest, form: AskForm, places: Places, poll: PollForm) -> str:
    actor, data = actor_of(request), form.cleaned_data
    category = places.categories.get(data["category"])
    if category is None:
        raise NotFound

    def act() -> str:
        thread = open_thread(
            actor=actor,
            community=category.community,
            category=category,
            kind=data["kind"],
            title=data["title"],
            body=data["body"],
            language=data["language"] or None,
            country=data["country"],
            details=_details(data, places),
        )
        opening = thread.posts.get(kind=Post.Kind.OPENING)
        open_wanted(poll, actor=actor, post=opening)
        tell_where_it_waits(request, opening)
        drafting.finish(request, DRAFT)
        return reverse("thread_by_id", args=[thread.pk])

    return once(request, key=data["key"], act=act)


def _details(data: dict[str, Any], places: Places) -> Details:
    return Details(
        product=places.products.get(data.get("product", "")),
        product_version=data.get("product_version", ""),
        urgency=data["urgency"],
        tags=data["tags"],
        read_in=languages.current(),
    )
