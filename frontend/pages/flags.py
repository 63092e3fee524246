"""The addresses at which reports were decided on before there was a review queue."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import Privilege, require
from accounts.queries import community_for
from core.errors import Conflict, InvalidInput
from forum.actions.flags import STATEMENT_MAX_CHARS, decide_flag
from forum.models import Flag, ReviewItem
from forum.queries.flags import flag_for
from frontend import limits
from frontend.pages.visitor import actor_of, caller_of


class DecisionForm(forms.Form):
    """The reasons, and which button was pressed."""

    statement = forms.CharField(max_length=STATEMENT_MAX_CHARS)
    decision = forms.ChoiceField(choices=[("uphold", ""), ("reject", "")])


def flags(request: HttpRequest, slug: str) -> HttpResponse:
    """On to the queue, or to what was decided."""
    actor = actor_of(request)
    community = community_for(actor, slug)
    require(actor, Privilege.DECIDE_REPORTS, community)
    decided = request.GET.get("state", Flag.State.OPEN) != Flag.State.OPEN
    return redirect(_queue(slug) + ("&state=decided" if decided else ""))


def _queue(slug: str) -> str:
    return f"{reverse('review_in', args=[slug])}?kind={ReviewItem.Kind.FLAGGED}"


@require_POST
def decide(request: HttpRequest, slug: str, flag_id: int) -> HttpResponse:
    """Decide on one report by itself."""
    actor = actor_of(request)
    require(actor, Privilege.DECIDE_REPORTS, community_for(actor, slug))
    flag = flag_for(actor, flag_id)
    form = DecisionForm(request.POST, prefix=f"f{flag.pk}")
    if not form.is_valid():
        messages.error(request, _("Please give the reasons for the decision."))
        return redirect(_queue(slug))
    limits.spend(caller_of(request), limits.WRITES)
    upheld, statement = form.cleaned_data["decision"] == "uphold", form.cleaned_data["statement"]
    try:
        decide_flag(actor=actor, flag=flag, upheld=upheld, statement=statement)
    except (Conflict, InvalidInput) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Decided. The reasons are sent to whoever reported it."))
    return redirect(_queue(slug))
