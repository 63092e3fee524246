"""Choosing tags: what completes a name, and the tags of a thread changed."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.permissions import Actor, Privilege, allowed
from core import languages
from core.errors import InvalidInput, NotFound, NotPermitted, NotSignedIn
from forum.actions import retag
from forum.models import Thread
from forum.queries import tags_beginning, tags_of_threads, thread_for
from forum.queries.following import category_by_id
from frontend import limits
from frontend.pages.ask_form import RetagForm
from frontend.pages.forms import take_errors
from frontend.pages.listing import listing
from frontend.pages.submitting import form_again
from frontend.pages.visitor import actor_of, caller_of, list_reader
from translation.queries import render as render_texts

ID_MAX_DIGITS = 15


@require_GET
def complete(request: HttpRequest) -> HttpResponse:
    """Tags for what was typed, in the community of a category: names as they are read."""
    limits.spend(caller_of(request), limits.SIMILAR)
    category = request.GET.get("category", "")
    if not category.isdecimal() or len(category) > ID_MAX_DIGITS:
        raise NotFound
    community = category_by_id(actor_of(request), int(category)).community
    typed = request.GET.get("q", "")
    tags = tags_beginning(community, typed, language=languages.current())
    named = listing((), list_reader(request), named=tags).of(tags)
    items = [
        {"name": item.name.text, "lang": item.name.lang, "dir": item.name.dir} for item in named
    ]
    return JsonResponse({"items": items})


def tags_of_thread(request: HttpRequest, thread_id: int) -> HttpResponse:
    """The page on which the tags of a thread are changed."""
    actor = actor_of(request)
    if actor.member is None:
        raise NotSignedIn
    thread = thread_for(actor, thread_id)
    if not may_retag(actor, thread):
        raise NotPermitted
    form = RetagForm(request.POST if request.method == "POST" else None)
    form.initial["tags"] = _present(request, thread)
    back = reverse("thread_by_id", args=[thread.pk])
    title = render_texts([thread.title], list_reader(request))[thread.title_id].shown
    context: dict[str, Any] = {"thread": thread, "title": title, "back": back}
    if request.method == "POST" and form.is_valid():
        try:
            limits.spend(caller_of(request), limits.WRITES)
            tags = form.cleaned_data["tags"]
            retag(actor=actor, thread=thread, tags=tags, language=languages.current())
            return redirect(back)
        except InvalidInput as error:
            take_errors(form, error)
        except limits.TooMany as error:
            context["refusal"] = error
    return form_again(request, "pages/retag.html", form, context)


def may_retag(actor: Actor, thread: Thread) -> bool:
    """True for the author of a thread, and for who tags threads of others."""
    mine = actor.id is not None and thread.author_id == actor.id
    privilege = Privilege.EDIT_OWN if mine else Privilege.RETAG
    live = thread.visibility == Thread.Visibility.PUBLIC
    return live and actor.member is not None and allowed(actor, privilege, thread.community)


def _present(request: HttpRequest, thread: Thread) -> str:
    """The names of the thread's tags, as this visitor reads them."""
    tags = tags_of_threads([thread]).get(thread.pk, [])
    named = listing((), list_reader(request), named=tags).of(tags)
    return ", ".join(item.name.text for item in named)
