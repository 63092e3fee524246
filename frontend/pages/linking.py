"""Letting accounts count as one person's, for operators."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import link_accounts, unlink_account
from accounts.actions.sanctions import NOTE_MAX_CHARS
from accounts.models import Community, Member
from accounts.permissions import Actor, Privilege, require
from accounts.queries import community_for, linked_members
from accounts.standing_errors import NotAboveThem
from core.errors import NotFound
from frontend import limits
from frontend.pages.members import found_member
from frontend.pages.visitor import actor_of, caller_of

NAME_MAX_CHARS = 150


class LinkForm(forms.Form):
    """Which other account is the same person's, and on what grounds."""

    name = forms.CharField(
        label=gettext_lazy("The other account"),
        max_length=NAME_MAX_CHARS,
        help_text=gettext_lazy("Its user name, as it stands after the @."),
        widget=forms.TextInput(
            attrs={"class": "input", "dir": "ltr", "autocapitalize": "none", "autocomplete": "off"}
        ),
    )
    note = forms.CharField(
        label=gettext_lazy("Note for colleagues"),
        required=False,
        max_length=NOTE_MAX_CHARS,
        help_text=gettext_lazy("The member does not read it."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member

    def clean_name(self) -> Member:
        """The member of that name, who is another one."""
        try:
            found = found_member(self.cleaned_data["name"].strip().removeprefix("@"))
        except NotFound:
            found = self.member
        if found == self.member:
            raise forms.ValidationError(_("There is no other member of this name."))
        return found


@require_http_methods(["GET", "HEAD", "POST"])
def linked(request: HttpRequest, slug: str, username: str) -> HttpResponse:
    """Which accounts count as one with this, and a form for another."""
    actor, community, member = _place(request, slug, username)
    form = LinkForm(request.POST or None, member=member)
    if request.method == "POST" and form.is_valid():
        limits.spend(caller_of(request), limits.WRITES)
        both = [member, form.cleaned_data["name"]]
        note = form.cleaned_data["note"]
        try:
            link_accounts(actor=actor, community=community, members=both, note=note)
        except NotAboveThem as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("These accounts count as one now."))
            return redirect(_path(community, member))
    context = {
        "community": community,
        "member": member,
        "accounts": linked_members(community, member),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "pages/linked_accounts.html", context, status=status)


@require_POST
def unlink(request: HttpRequest, slug: str, username: str) -> HttpResponse:
    """Let an account count for itself again."""
    actor, community, member = _place(request, slug, username)
    limits.spend(caller_of(request), limits.WRITES)
    unlink_account(actor=actor, community=community, member=member)
    messages.success(
        request, _("The account counts for itself from now on. What was taken back stays so.")
    )
    return redirect(_path(community, member))


def _place(request: HttpRequest, slug: str, username: str) -> tuple[Actor, Community, Member]:
    actor = actor_of(request)
    community = community_for(actor, slug)
    require(actor, Privilege.BAN, community)
    return actor, community, found_member(username)


def _path(community: Community, member: Member) -> str:
    return reverse("linked_accounts", args=[community.slug, member.username])
