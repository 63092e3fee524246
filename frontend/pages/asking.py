"""Opening a thread."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.permissions import Actor, Privilege, allowed
from accounts.queries import communities_for, community_for
from core.errors import InvalidInput, NotFound, NotSignedIn
from forum.actions import open_thread
from forum.models import Category
from forum.queries import categories_in
from frontend import limits
from frontend.pages.forms import AskForm, take_errors
from frontend.pages.previewing import preview_context
from frontend.pages.submitting import form_again, once, sent
from frontend.pages.visitor import actor_of, caller_of, list_reader
from translation.queries import render as render_texts


def ask(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    actor = actor_of(request)
    if actor.member is None:
        raise NotSignedIn
    categories = _categories(actor, slug)
    form = _form(request, categories)
    context: dict[str, Any] = {}
    if request.method == "POST" and "preview" in request.POST:
        context = preview_context(request)
    elif request.method == "POST" and form.is_valid():
        try:
            limits.spend(caller_of(request), limits.WRITES, limits.OPEN_THREADS)
            return sent(_publish(actor, form, categories), "ask")
        except InvalidInput as error:
            take_errors(form, error)
        except limits.TooMany as error:
            context = {"refusal": error}
    return form_again(request, "pages/ask.html", form, context)


def _categories(actor: Actor, slug: str | None) -> dict[str, Category]:
    """Where this member may ask, by id: categories that hold threads, in the order shown."""
    communities = [community_for(actor, slug)] if slug else communities_for(actor)
    open_to = {
        community.pk: community
        for community in communities
        if allowed(actor, Privilege.ASK, community)
    }
    rows = categories_in(actor, open_to.values())
    for row in rows:
        row.community = open_to[row.community_id]
    return {str(row.pk): row for row in rows if row.kinds}


def _form(request: HttpRequest, categories: dict[str, Category]) -> AskForm:
    choices = _choices(request, categories)
    if request.method == "POST" and "preview" not in request.POST:
        return AskForm(request.POST, categories=choices)
    # A preview shows the form as it was typed, without complaints.
    initial = request.POST.dict() if request.method == "POST" else request.GET.dict()
    return AskForm(initial=_known(initial), categories=choices)


def _known(initial: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in initial.items() if key in AskForm.base_fields and value}


def _choices(
    request: HttpRequest, categories: dict[str, Category]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Categories by community and parent, with names in the reader's language."""
    found = render_texts([row.name for row in categories.values()], list_reader(request))
    parents = {row.parent_id for row in categories.values()}
    groups: dict[str, list[tuple[str, str]]] = {}
    for key, row in categories.items():
        if row.pk in parents:
            continue
        parent = categories.get(str(row.parent_id))
        group = found[parent.name_id].shown.text if parent else ""
        label = " · ".join(filter(None, [row.community.name, group]))
        groups.setdefault(label, []).append((key, found[row.name_id].shown.text))
    return list(groups.items())


def _publish(actor: Actor, form: AskForm, categories: dict[str, Category]) -> str:
    data = form.cleaned_data
    category = categories.get(data["category"])
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
        )
        return reverse("thread_by_id", args=[thread.pk])

    return once(member=actor.member, key=data["key"], act=act)
