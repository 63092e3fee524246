"""The hosts to which a community wants no links from newcomers, for those who keep its lists."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy

from accounts.permissions import Privilege, require
from accounts.queries import community_for
from core.errors import InvalidInput
from forum.actions.unwanted_hosts import write_unwanted_hosts
from forum.queries.newcomers import unwanted_hosts
from frontend import limits
from frontend.pages.forms import take_errors
from frontend.pages.visitor import actor_of, caller_of


class HostsForm(forms.Form):
    hosts = forms.CharField(
        label=gettext_lazy("Places that are not wanted"),
        required=False,
        max_length=500_000,
        help_text=gettext_lazy("One a line: example.com is meant with all that ends in it."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 14, "dir": "ltr"}),
    )


def hosts(request: HttpRequest, slug: str) -> HttpResponse:
    actor = actor_of(request)
    community = community_for(actor, slug)
    require(actor, Privilege.MANAGE_WORDS, community)
    posted = request.POST if request.method == "POST" else None
    form = HostsForm(posted, initial={"hosts": "\n".join(unwanted_hosts(community))})
    if form.is_bound and form.is_valid():
        limits.spend(caller_of(request), limits.WRITES)
        try:
            lines = form.cleaned_data["hosts"].splitlines()
            write_unwanted_hosts(actor=actor, community=community, hosts=lines)
        except InvalidInput as error:
            take_errors(form, error)
        else:
            messages.success(request, _("The list is saved."))
            return redirect("unwanted_hosts", community.slug)
    context = {"community": community, "form": form}
    return render(request, "pages/unwanted_hosts.html", context, status=422 if form.errors else 200)
