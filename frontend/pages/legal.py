"""Imprint, privacy notice, terms and rules of a community."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _, gettext_lazy

from accounts.permissions import Privilege, allowed, require
from accounts.queries import communities_for, community_for
from core import languages
from core.errors import InvalidInput, NotFound, NotSignedIn
from forum.actions.legal import SOURCE_MAX_CHARS, accept_terms, write_legal_page
from forum.models import LegalPage
from forum.queries.legal import current_pages, legal_page, pages_to_accept, versions_of
from frontend import limits
from frontend.pages.forms import take_errors
from frontend.pages.texts import text_view
from frontend.pages.visitor import actor_of, caller_of, page_reader, reading_of
from translation.queries import render as render_texts

KINDS = dict(LegalPage.Kind.choices)


class LegalForm(forms.Form):
    """A new version of a page, and the language it is written in."""

    source = forms.CharField(
        label=gettext_lazy("Text"),
        strip=False,
        max_length=SOURCE_MAX_CHARS,
        help_text=gettext_lazy("Markdown. Everybody reads it in their language."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 20, "dir": "auto"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Written in"), widget=forms.Select(attrs={"class": "input"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(item.code, item.native_name) for item in languages.offered()]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]


def every(request: HttpRequest) -> HttpResponse:
    """Where the legal pages of each community are."""
    context = {"communities": communities_for(actor_of(request)), "kinds": KINDS.items()}
    return render(request, "pages/legal.html", context)


def page(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    actor = actor_of(request)
    community = community_for(actor, slug)
    if kind not in KINDS:
        raise NotFound
    versions = versions_of(community, kind)
    wanted = request.GET.get("version", "")
    shown = legal_page(community, kind, _number(wanted)) if versions else None
    context: dict[str, Any] = {
        "community": community,
        "kind": kind,
        "name": KINDS[kind],
        "versions": versions,
        "shown": shown,
        "toggle_url": request.path,
        "may_edit": allowed(actor, Privilege.MANAGE_LEGAL, community),
    }
    if shown is not None:
        found = render_texts([shown.text], page_reader())
        context["body"] = text_view(found[shown.text_id], reading_of(request))
    return render(request, "pages/legal_page.html", context)


def _number(wanted: str) -> int | None:
    """The version asked for; None for the present one. Raises NotFound."""
    if not wanted:
        return None
    if not wanted.isdecimal() or len(wanted) > 9 or not int(wanted):
        raise NotFound
    return int(wanted)


def edit(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    actor = actor_of(request)
    community = community_for(actor, slug)
    require(actor, Privilege.MANAGE_LEGAL, community)
    if kind not in KINDS:
        raise NotFound
    form = _form(request, current_pages(community, [kind]).get(kind))
    if form.is_bound and form.is_valid():
        limits.spend(caller_of(request), limits.WRITES)
        try:
            write_legal_page(actor=actor, community=community, kind=kind, **form.cleaned_data)
        except InvalidInput as error:
            take_errors(form, error)
        else:
            messages.success(request, _("This version holds from now on."))
            return redirect(reverse("legal_page", args=[community.slug, kind]))
    context = {"community": community, "kind": kind, "name": KINDS[kind], "form": form}
    return render(request, "pages/legal_edit.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, present: LegalPage | None) -> LegalForm:
    if request.method == "POST":
        return LegalForm(request.POST)
    if present is None:
        return LegalForm(initial={"language": languages.current()})
    return LegalForm(initial={"source": present.text.source, "language": present.text.language})


def accept(request: HttpRequest, slug: str) -> HttpResponse:
    """What has changed, and a button to agree to it."""
    actor = actor_of(request)
    community = community_for(actor, slug)
    if actor.member is None:
        raise NotSignedIn
    back = _back(request, reverse("community", args=[community.slug]))
    if request.method == "POST":
        accept_terms(actor=actor, community=community)
        messages.success(request, _("Thank you. You can write again."))
        return redirect(back)
    pages = pages_to_accept(actor, community)
    found, reading = render_texts([row.text for row in pages], page_reader()), reading_of(request)
    rows = [(KINDS[row.kind], row, text_view(found[row.text_id], reading)) for row in pages]
    context = {"community": community, "rows": rows, "back": back, "toggle_url": request.path}
    return render(request, "pages/accept_terms.html", context)


def _back(request: HttpRequest, otherwise: str) -> str:
    wanted = (request.POST if request.method == "POST" else request.GET).get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if safe else otherwise
