"""Sign-up: an account, and the language its owner reads and writes."""

from typing import Any

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from accounts.trap import Trap
from core import languages


class SignupForm(Trap, AllauthSignupForm):
    """allauth's form plus the reading language, which starts as that of the page, and a trap for
    programs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = forms.ChoiceField(
            label=_("My language"),
            choices=[(item.code, item.native_name) for item in languages.offered()],
            initial=languages.current(),
        )

    def custom_signup(self, request: HttpRequest, user: Member) -> None:
        user.reading_language = self.cleaned_data["language"]
        user.written_languages = [user.reading_language]
        user.save(update_fields=["reading_language", "written_languages"])
