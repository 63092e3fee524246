"""How a member wants to be told."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST

from accounts.queries import verified_address
from core.errors import InvalidInput, NotSignedIn
from forum.actions.notification_settings import (
    HOURS,
    change_notification_settings,
    try_mail_again,
)
from forum.models import NotificationSettings
from forum.queries.notifications import settings_of
from frontend.notifications.sentences import KINDS
from frontend.pages.forms import take_errors
from frontend.pages.visitor import actor_of

Mail = NotificationSettings.Mail
MAILS = [
    (Mail.SINGLE, gettext_lazy("at once"), gettext_lazy("What comes together is put together.")),
    (Mail.DAILY, gettext_lazy("once a day"), gettext_lazy("At eight in the morning.")),
    (Mail.WEEKLY, gettext_lazy("once a week"), gettext_lazy("On Monday at eight.")),
    (Mail.OFF, gettext_lazy("never"), gettext_lazy("You see everything here, in the bell.")),
]


def _hours() -> list[tuple[int | str, Any]]:
    return [("", _("No quiet hours")), *((hour, f"{hour:02}:00") for hour in range(HOURS))]


class SettingsForm(forms.Form):
    """`types` are those that mail tells of; what is not ticked is told in the bell only."""

    mail = forms.ChoiceField(
        label=gettext_lazy("Write to me"),
        choices=[(value, label) for value, label, _help in MAILS],
        widget=forms.RadioSelect,
    )
    quiet_from = forms.TypedChoiceField(
        label=gettext_lazy("Quiet from"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.Select(attrs={"class": "input"}),
    )
    quiet_until = forms.TypedChoiceField(
        label=gettext_lazy("Quiet until"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.Select(attrs={"class": "input"}),
    )
    types = forms.MultipleChoiceField(
        label=gettext_lazy("Mail tells me of"),
        required=False,
        choices=list(KINDS.items()),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("quiet_from", "quiet_until"):
            self.fields[name].choices = _hours()  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(row: NotificationSettings) -> dict[str, Any]:
        """The form as it stands before anything is changed."""
        return {
            "mail": row.mail,
            "quiet_from": row.quiet_from,
            "quiet_until": row.quiet_until,
            "types": [kind for kind in KINDS if kind not in row.types_off],
        }


def notification_settings(request: HttpRequest) -> HttpResponse:
    member = actor_of(request).member
    if member is None:
        raise NotSignedIn
    row = settings_of(member)
    posted = request.POST if request.method == "POST" else None
    form = SettingsForm(posted, initial=SettingsForm.initial_of(row))
    if posted is not None and form.is_valid() and _saved(request, form):
        messages.success(request, _("Your choice is saved."))
        return redirect(reverse("notification_settings"))
    context = {
        "form": form,
        "mails": MAILS,
        "stored": row,
        "address": verified_address(member),
        "timezone": member.timezone,
    }
    status = 422 if form.errors else 200
    return render(request, "pages/notification_settings.html", context, status=status)


def _saved(request: HttpRequest, form: SettingsForm) -> bool:
    wanted = form.cleaned_data
    try:
        change_notification_settings(
            actor=actor_of(request),
            mail=wanted["mail"],
            quiet_from=wanted["quiet_from"],
            quiet_until=wanted["quiet_until"],
            types_off=[kind for kind in KINDS if kind not in wanted["types"]],
        )
    except InvalidInput as error:
        take_errors(form, error)
        return False
    return True


@require_POST
def mail_again(request: HttpRequest) -> HttpResponse:
    """The address takes mail again, says its owner."""
    try_mail_again(actor=actor_of(request))
    messages.success(request, _("We write to you again."))
    return redirect(reverse("notification_settings"))
