"""Super-users of a community: the operators' list."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import appoint, end_appointment, renew_appointment
from accounts.appointments import (
    appointment_for,
    appointments_in,
    membership_named,
    suited_in,
)
from accounts.models import Appointment, Community
from accounts.permissions import Actor
from accounts.queries import community_for
from core import languages
from core.errors import Conflict, InvalidInput
from frontend import limits
from frontend.pages.forms import take_errors
from frontend.pages.submitting import form_again
from frontend.pages.visitor import actor_of, caller_of


class AppointForm(forms.Form):
    """Whom, and for which languages."""

    username = forms.CharField(
        label=_("User name"),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "dir": "auto"}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages to moderate"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = _choices(community)  # type: ignore[attr-defined]


def _choices(community: Community) -> list[tuple[str, str]]:
    return [
        (one.code, one.native_name)
        for one in languages.offered()
        if not community.languages or one.code in community.languages
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def super_users(request: HttpRequest, slug: str) -> HttpResponse:
    """The list for operators; a POST appoints."""
    actor = actor_of(request)
    community = community_for(actor, slug)
    running = appointments_in(actor, community)
    form = AppointForm(request.POST or None, community=community)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            limits.spend(caller_of(request), limits.WRITES)
            return _appointed(request, actor, community, form)
        except InvalidInput as error:
            take_errors(form, error)
        except (Conflict, limits.TooMany) as error:
            context["refusal"] = error
    context |= {
        "community": community,
        "appointments": list(running),
        "suited": suited_in(community),
    }
    return form_again(request, "pages/super_users.html", form, context)


def _appointed(
    request: HttpRequest, actor: Actor, community: Community, form: AppointForm
) -> HttpResponse:
    data = form.cleaned_data
    membership = membership_named(community, data["username"])
    appoint(actor=actor, membership=membership, languages=data["languages"])
    told = _("%(name)s is asked to accept the code of conduct.")
    messages.success(request, told % {"name": membership.member.name})
    return redirect("super_users", community.slug)


@require_POST
def renew(request: HttpRequest, slug: str, appointment_id: int) -> HttpResponse:
    return _decided(
        request, slug, appointment_id, renew_appointment, _("It holds for six more months.")
    )


@require_POST
def end(request: HttpRequest, slug: str, appointment_id: int) -> HttpResponse:
    return _decided(request, slug, appointment_id, end_appointment, _("The appointment is over."))


def _decided(
    request: HttpRequest,
    slug: str,
    appointment_id: int,
    act: Callable[..., Appointment],
    told: Promise,
) -> HttpResponse:
    actor = actor_of(request)
    community = community_for(actor, slug)
    appointment = appointment_for(actor, community, appointment_id)
    limits.spend(caller_of(request), limits.WRITES)
    act(actor=actor, appointment=appointment)
    messages.success(request, str(told))
    return redirect("super_users", community.slug)
