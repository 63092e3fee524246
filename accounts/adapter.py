"""How django-allauth behaves here."""

from typing import Any
from unicodedata import normalize

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.standing import is_taken

LOOPBACK = {"127.0.0.1", "::1"}


class AccountAdapter(DefaultAccountAdapter):
    """Takes no user name that somebody else has or had, however it is spelt.

    Shows the confirmation link on the page where no mail can be sent from this machine.

    That happens only without `EMAIL_URL` and on a loopback address (`SHOW_MAIL_LINKS`), and only
    for a browser on the same machine.
    """

    def clean_username(self, username: str, shallow: bool = False) -> str:
        cleaned = str(super().clean_username(normalize("NFKC", username), shallow=shallow))
        if not shallow and is_taken(cleaned):
            raise ValidationError(_("Somebody has this name already."))
        return cleaned

    def send_confirmation_mail(
        self, request: HttpRequest, emailconfirmation: Any, signup: bool
    ) -> None:
        super().send_confirmation_mail(request, emailconfirmation, signup)
        if settings.SHOW_MAIL_LINKS and request.META.get("REMOTE_ADDR") in LOOPBACK:
            messages.info(
                request,
                format_html(
                    '{} <a href="{}">{}</a>',
                    _("This installation sends no mail yet."),
                    self.get_email_confirmation_url(request, emailconfirmation),
                    _("Confirm your address here."),
                ),
            )
