"""One's own profile: about oneself, languages, place and time."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from accounts.models import Member
from core import languages
from core.errors import InvalidInput, NotSignedIn
from forum.actions import save_profile
from forum.actions.profiles import ABOUT_MAX_CHARS
from forum.queries import about_of
from frontend import limits
from frontend.pages.forms import ProfileForm, take_errors
from frontend.pages.visitor import actor_of, caller_of


class ProfilePageForm(ProfileForm):
    """With what a member says of herself."""

    about = forms.CharField(
        label=gettext_lazy("About you"),
        required=False,
        max_length=ABOUT_MAX_CHARS,
        help_text=gettext_lazy(
            "In your own language; everybody reads it in theirs. You can use Markdown."
        ),
        widget=forms.Textarea(attrs={"class": "input", "rows": 5, "dir": "auto"}),
    )


def initial_of(member: Member) -> dict[str, Any]:
    """The form as it stands before anything is changed."""
    about = about_of(member)
    return ProfileForm.initial_of(member) | {"about": about.source if about else ""}


def profile(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if actor.member is None:
        raise NotSignedIn
    posted = request.POST if request.method == "POST" else None
    form = ProfilePageForm(posted, initial=initial_of(actor.member))
    context: dict[str, Any] = {"form": form}
    if posted is not None and form.is_valid():
        try:
            limits.spend(caller_of(request), limits.WRITES)
            me = save_profile(actor=actor, **form.cleaned_data)
        except InvalidInput as error:
            take_errors(form, error)
        except limits.TooMany as error:
            context["refusal"] = error
        else:
            messages.success(request, _("Your profile is saved."))
            with languages.using(me.reading_language):
                return redirect(reverse("profile"))
    told = context.get("refusal")
    status = told.status if told else 422 if form.errors else 200
    return render(request, "pages/profile.html", context, status=status)
