"""The review queue: what waits, one item with all that helps to decide on it, the deciding."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Actor
from accounts.queries import community_for
from core import languages
from core.errors import Conflict, InvalidInput, LingoraError, NotFound, NotPermitted
from forum.actions.claims import claim_review, release_review
from forum.actions.rulings import decide_review, is_undoable, undo_review
from forum.models import ReviewItem
from forum.queries.review_context import proposal_of, record_of_author
from forum.queries.reviewing import Asked, counts_for, item_for, items_for, next_for
from forum.review_kinds import kinds
from frontend import limits
from frontend.pages.forms import take_errors
from frontend.pages.review_forms import VerdictForm, form_for
from frontend.pages.review_view import cards, decisions_for, label_of, whole
from frontend.pages.visitor import actor_of, caller_of

ID_MAX_DIGITS = 15
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})?", re.ASCII)


def queue(request: HttpRequest, slug: str = "") -> HttpResponse:
    """What waits, for one community or all of them; with `?state=decided` what was decided."""
    actor, asked = actor_of(request), asked_of(request, slug)
    decided = request.GET.get("state") == "decided"
    page = items_for(actor, asked, decided=decided, cursor=request.GET.get("cursor"))
    counted = counts_for(actor, asked.community)
    context = {
        "community": asked.community,
        "cards": cards(request, page.items),
        "page_of_items": page,
        "decided": decided,
        "asked": asked,
        "query": _query(asked),
        "tabs": _tabs(counted, asked),
        "languages": _languages(counted, asked),
        "done": _done(request, actor),
    }
    return render(request, "pages/review.html", context)


def asked_of(request: HttpRequest, slug: str = "") -> Asked:
    """Which part of the queue is meant; what does not exist is left out. Raises NotFound for a
    community that is not there."""
    slug = slug or request.GET.get("community", "")
    community = community_for(actor_of(request), slug) if slug and "\0" not in slug else None
    kind, language = request.GET.get("kind", ""), request.GET.get("language", "")
    return Asked(
        community=community,
        kind=kind if kind in kinds() else "",
        language=language if _LANGUAGE.fullmatch(language) else "",
    )


def _query(asked: Asked, **changes: str) -> str:
    """The same part of the queue, said in an address."""
    said = {
        "community": asked.community.slug if asked.community else "",
        "kind": asked.kind,
        "language": asked.language,
        **changes,
    }
    return urlencode({name: value for name, value in said.items() if value})


Counted = Mapping[tuple[str, str], int]
"""How many items wait, by kind and language."""


def _tabs(counted: Counted, asked: Asked) -> list[dict[str, Any]]:
    """The kinds of which something waits, and the one that is looked at."""
    sums = {
        code: sum(count for (kind, _language), count in counted.items() if kind == code)
        for code in ReviewItem.Kind.values
    }
    return [
        {
            "label": ReviewItem.Kind(code).label,
            "count": count,
            "query": _query(asked, kind=code),
            "here": code == asked.kind,
        }
        for code, count in sums.items()
        if count or code == asked.kind
    ]


def _languages(counted: Counted, asked: Asked) -> list[dict[str, Any]]:
    """The same for the languages of what waits of this kind."""
    here = [(pair[1], count) for pair, count in counted.items() if asked.kind in ("", pair[0])]
    codes = sorted({asked.language, *(code for code, _count in here)} - {""})
    return [
        {
            "code": code,
            "count": sum(count for other, count in here if other == code),
            "query": _query(asked, language=code),
            "here": code == asked.language,
        }
        for code in codes
    ]


def _done(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    """What was decided a moment ago, so that it can be taken back."""
    wanted = request.GET.get("done", "")
    if not wanted.isdecimal() or len(wanted) > ID_MAX_DIGITS:
        return None
    try:
        item = item_for(actor, int(wanted))
    except (NotFound, NotPermitted):
        return None
    label = label_of(item, item.decision)
    return {"item": item, "label": label} if is_undoable(item) else None


@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, item_id: int) -> HttpResponse:
    """One item; a POST decides on it."""
    actor = actor_of(request)
    found = item_for(actor, item_id)
    if request.method != "POST":
        return _shown(request, actor, found)
    form = form_for(found, "", request.POST)
    if not form.is_valid():
        return _shown(request, actor, found, form)
    try:
        limits.spend(caller_of(request), limits.WRITES)
        decided = decide_review(actor=actor, item=found, verdict=form.verdict())
    except InvalidInput as error:
        take_errors(form, error)
        return _shown(request, actor, found, form)
    except (Conflict, NotPermitted, limits.TooMany) as error:
        return _shown(request, actor, item_for(actor, item_id), form, refusal=error)
    return _onwards(request, actor, decided)


def _shown(
    request: HttpRequest,
    actor: Actor,
    found: ReviewItem,
    form: VerdictForm | None = None,
    refusal: LingoraError | None = None,
) -> HttpResponse:
    context = whole(request, found)
    asked, decisions = asked_of(request), decisions_for(actor, found)
    context |= {
        "item": found,
        "form": form or form_for(found, context["card"].exhibit.reason),
        "decisions": decisions,
        "asks_reason": any(decision.reasoned for decision in decisions),
        "outcome": label_of(found, found.decision),
        "proposed": label_of(found, found.proposal),
        "record": record_of_author(found),
        "proposal": proposal_of(found),
        "undoable": is_undoable(found),
        "refusal": refusal,
        "query": _query(asked),
        "queue_url": _queue_url(asked),
        "done": _done(request, actor),
    }
    status = refusal.status if refusal else 422 if form is not None else 200
    return render(request, "pages/review_item.html", context, status=status)


def _queue_url(asked: Asked, **more: str) -> str:
    query = _query(asked, **more)
    return reverse("review") + (f"?{query}" if query else "")


def _onwards(request: HttpRequest, actor: Actor, decided: ReviewItem) -> HttpResponse:
    """To the next item of the same part of the queue, or to its end."""
    asked = asked_of(request)
    if decided.state == ReviewItem.State.OPEN:
        messages.success(request, _("Proposed. Somebody else has to confirm it."))
        return redirect(_queue_url(asked))
    messages.success(request, _("Decided."))
    following = next_for(actor, asked)
    done = str(decided.pk)
    if following is None:
        return redirect(_queue_url(asked, done=done))
    return redirect(f"{reverse('review_item', args=[following.pk])}?{_query(asked, done=done)}")


@require_POST
def claim(request: HttpRequest, item_id: int) -> HttpResponse:
    """Keep an item from others for a while; what it says is translated at once."""
    actor = actor_of(request)
    found = item_for(actor, item_id)
    limits.spend(caller_of(request), limits.WRITES)
    try:
        claim_review(actor=actor, item=found, language=languages.current())
    except Conflict as error:
        messages.error(request, str(error))
    return redirect(_item_url(request, item_id))


@require_POST
def release(request: HttpRequest, item_id: int) -> HttpResponse:
    actor = actor_of(request)
    limits.spend(caller_of(request), limits.WRITES)
    try:
        release_review(actor=actor, item=item_for(actor, item_id))
    except Conflict as error:
        messages.error(request, str(error))
    return redirect(_queue_url(asked_of(request)))


@require_POST
def undo(request: HttpRequest, item_id: int) -> HttpResponse:
    actor = actor_of(request)
    found = item_for(actor, item_id)
    limits.spend(caller_of(request), limits.WRITES)
    try:
        undo_review(actor=actor, item=found)
    except (Conflict, NotPermitted) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Taken back. It waits for a decision again."))
    return redirect(_item_url(request, item_id))


def _item_url(request: HttpRequest, item_id: int) -> str:
    query = _query(asked_of(request))
    return reverse("review_item", args=[item_id]) + (f"?{query}" if query else "")
