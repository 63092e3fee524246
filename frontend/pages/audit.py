"""The audit log of a community, for its staff."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from accounts.queries import community_for
from forum.queries.audit import AuditFilter, audit_of, verbs_in
from forum.verbs import logged
from frontend.pages.audit_rows import audit_rows
from frontend.pages.visitor import actor_of

FIELDS = ("person", "verb", "since", "until")


def _date_field(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d"),
    )


class FilterForm(forms.Form):
    """Who, what, when. What is wrong with one field leaves the others in force."""

    person = forms.CharField(
        label=_("User name"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "input", "dir": "auto"}),
    )
    verb = forms.ChoiceField(
        label=_("Decision"), required=False, widget=forms.Select(attrs={"class": "input"})
    )
    since = _date_field(_("From"))
    until = _date_field(_("Up to"))

    def __init__(self, *args: Any, verbs: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted(((verb, logged(verb)) for verb in verbs), key=lambda pair: pair[1])
        self.fields["verb"].choices = [("", _("All")), *named]  # type: ignore[attr-defined]

    def wanted(self) -> AuditFilter:
        """Days are days of UTC, the last one included."""
        self.is_valid()
        given, until = self.cleaned_data, self.cleaned_data.get("until")
        return AuditFilter(
            person=given.get("person", ""),
            verb=given.get("verb", ""),
            since=_midnight(given.get("since")),
            until=_midnight(until and until + timedelta(days=1)),
        )


def _midnight(day: Any) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day else None


@require_GET
def audit(request: HttpRequest, slug: str) -> HttpResponse:
    actor = actor_of(request)
    community = community_for(actor, slug)
    form = FilterForm(request.GET, verbs=verbs_in(actor, community))
    page = audit_of(actor, community, form.wanted(), cursor=request.GET.get("cursor"))
    kept = [(name, request.GET[name]) for name in FIELDS if request.GET.get(name)]
    context = {
        "community": community,
        "form": form,
        "filtered": bool(kept),
        "query": f"{urlencode(kept)}&" if kept else "",
        "page_of_rows": page,
        "rows": audit_rows(page.items),
    }
    return render(request, "pages/audit.html", context)
