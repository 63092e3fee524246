"""Taking another user name."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy

from accounts.actions import rename
from accounts.actions.names import may_rename_from
from core.errors import InvalidInput, NotSignedIn
from frontend import limits
from frontend.pages.forms import take_errors
from frontend.pages.visitor import actor_of, caller_of


class RenameForm(forms.Form):
    """The new name; what it may be is decided by the action."""

    username = forms.CharField(
        label=gettext_lazy("User name"),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "username", "dir": "auto"}),
    )


def rename_me(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if actor.member is None:
        raise NotSignedIn
    initial = {"username": actor.member.username}
    form = RenameForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        limits.spend(caller_of(request), limits.WRITES)
        try:
            rename(actor=actor, username=form.cleaned_data["username"])
        except InvalidInput as error:
            take_errors(form, error)
        else:
            messages.success(request, _("That is your user name now."))
            return redirect("privacy")
    context = {"form": form, "again": may_rename_from(actor.member)}
    return render(request, "pages/rename.html", context, status=422 if form.errors else 200)
