"""Forms that keep a draft on the server: taking it up again, and saving it without a script."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _, gettext_lazy

from accounts.permissions import Actor
from core.errors import Conflict, InvalidInput, LingoraError
from forum.actions.drafts import Saving, finish_draft, save_draft
from forum.queries.drafts import drafts_at
from frontend import limits
from frontend.pages.visitor import actor_of, caller_of

SAVE = "save_draft"
"""The name of the button that keeps a draft where there is no script."""
PREVIEW = "preview"
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "key", "draft_version", SAVE, PREVIEW, "read_in"})


class WroteElsewhere(Conflict):
    """What was typed is kept beside what another device wrote."""

    code = "wrote_elsewhere"
    message = gettext_lazy("You also wrote on another device. Both texts are among your drafts.")


def is_unfinished(request: HttpRequest) -> bool:
    """True where the form is to come again as it was typed, without complaints."""
    return request.method == "POST" and not {SAVE, PREVIEW}.isdisjoint(request.POST)


def wants_to_keep(request: HttpRequest) -> bool:
    """True where "Save draft" was pressed."""
    return request.method == "POST" and SAVE in request.POST


def keep(
    request: HttpRequest, place: str, again: Callable[[LingoraError], HttpResponse]
) -> HttpResponse:
    """Save what the form holds and go on from there. What stands against it is said by `again`,
    the form as it was typed."""
    try:
        limits.spend(caller_of(request), limits.DRAFTS)
        _save(request, place)
    except (InvalidInput, limits.TooMany, WroteElsewhere) as refusal:
        return again(refusal)
    messages.success(request, _("Your draft is saved. You find it on every device of yours."))
    return redirect(request.get_full_path())


def _save(request: HttpRequest, place: str) -> None:
    """Raises WroteElsewhere, InvalidInput where there is no text, and what `save_draft` raises."""
    saving = Saving(typed(request), version_of(request), request.POST.get("key", ""))
    row = save_draft(actor=actor_of(request), place=place, saving=saving)
    if row is None:
        raise InvalidInput(fields={"body": _("There is no text to keep yet.")})
    if row.conflict:
        raise WroteElsewhere


def typed(request: HttpRequest) -> dict[str, str | list[str]]:
    """What was typed into the form that was sent, by name of the field."""
    fields: dict[str, str | list[str]] = {}
    for name, values in request.POST.lists():
        if name not in NOT_KEPT:
            fields[name] = values[0] if len(values) == 1 else list(map(str, values))
    return fields


def version_of(request: HttpRequest) -> int:
    """The version of the draft that the form was filled from; 0 for none."""
    sent = request.POST.get("draft_version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


def taken_up(actor: Actor, place: str) -> dict[str, Any]:
    """The fields of the draft kept for a place, as a form's `initial`; one query."""
    if actor.member is None:
        return {}
    main = next((row for row in drafts_at(actor, place) if row.conflict == 0), None)
    return {**main.fields, "draft_version": main.version} if main else {}


def finish(request: HttpRequest, place: str) -> None:
    """The form was sent: its draft goes, in the same transaction."""
    finish_draft(
        actor=actor_of(request),
        place=place,
        device=request.POST.get("key", ""),
        version=version_of(request),
    )
