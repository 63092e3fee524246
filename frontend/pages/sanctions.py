"""Warning, pausing and banning members, for the staff of a community."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.actions import lift_sanction
from accounts.actions.sanctions import NOTE_MAX_CHARS, PAUSE_HOURS, is_above, membership_of
from accounts.models import Community, Member, Membership, Sanction
from accounts.permissions import Actor, Privilege, allowed, require
from accounts.queries import community_for
from accounts.reasons import AGAINST
from core.errors import Conflict, InvalidInput, NotFound
from forum.actions.sanctioning import (
    HIDE_DAYS,
    Measure,
    sanction_member,
    show_posts_again,
)
from forum.queries.audit import decided_about, hidden_posts_entry, sanction_of
from frontend import limits
from frontend.pages.audit_rows import audit_rows
from frontend.pages.forms import KeyedForm, take_errors
from frontend.pages.members import found_member
from frontend.pages.review_forms import PAUSES
from frontend.pages.submitting import once
from frontend.pages.visitor import actor_of, caller_of

Kind = Sanction.Kind
HOURS = [(str(hours), PAUSES[hours]) for hours in PAUSE_HOURS]
_HIDING = {
    1: gettext_lazy("Hide those of the last day"),
    7: gettext_lazy("Hide those of the last 7 days"),
    30: gettext_lazy("Hide those of the last 30 days"),
}
HIDING = [
    ("0", gettext_lazy("Keep them all")),
    *((str(days), _HIDING[days]) for days in HIDE_DAYS),
]
WORDS: dict[str, tuple[Promise, Promise, Promise]] = {
    Kind.WARNING: (
        gettext_lazy("Warn %(name)s"),
        gettext_lazy("It changes nothing of what they may do. They are told, and it is kept."),
        gettext_lazy("Warn"),
    ),
    Kind.PAUSE: (
        gettext_lazy("Pause %(name)s"),
        gettext_lazy("Until the pause is over they can read, and nothing else."),
        gettext_lazy("Pause"),
    ),
    Kind.BAN: (
        gettext_lazy("Ban %(name)s"),
        gettext_lazy("They read what visitors read, and nothing else, until you lift the ban."),
        gettext_lazy("Ban"),
    ),
}
"""Heading, what follows from it, and the button."""


class SanctionForm(KeyedForm):
    """Why, for how long, what the member and what colleagues are told."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why?"),
        choices=AGAINST,
        widget=forms.RadioSelect,
    )
    hours = forms.ChoiceField(
        label=gettext_lazy("For how long?"), choices=HOURS, widget=forms.RadioSelect, initial="24"
    )
    statement = forms.CharField(
        label=gettext_lazy("What you say to the member"),
        required=False,
        help_text=gettext_lazy("They read it in their language, with your own words beside it."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 4, "dir": "auto"}),
    )
    note = forms.CharField(
        label=gettext_lazy("Note for colleagues"),
        required=False,
        max_length=NOTE_MAX_CHARS,
        help_text=gettext_lazy("The member does not read it."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 2, "dir": "auto"}),
    )
    hide_days = forms.ChoiceField(
        label=gettext_lazy("What becomes of their posts?"),
        choices=HIDING,
        widget=forms.RadioSelect,
        initial="0",
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind != Kind.PAUSE:
            del self.fields["hours"]
        if kind != Kind.BAN:
            del self.fields["hide_days"]

    def measure(self) -> Measure:
        given = self.cleaned_data
        return Measure(
            kind=self.kind,
            reason=given["reason"],
            hours=int(given.get("hours") or 0),
            statement=given["statement"],
            note=given["note"],
            hide_days=int(given.get("hide_days") or 0),
        )


class LiftForm(forms.Form):
    """Why it is taken back, for colleagues."""

    note = forms.CharField(
        label=gettext_lazy("Note for colleagues"),
        required=False,
        max_length=NOTE_MAX_CHARS,
        widget=forms.Textarea(attrs={"class": "input", "rows": 2, "dir": "auto"}),
    )


@require_GET
def standing(request: HttpRequest, slug: str, username: str) -> HttpResponse:
    """What somebody is in a community, what was decided about him, and what can be."""
    actor, community, found = _place(request, slug, username)
    membership = membership_of(found, community)
    context = {
        "community": community,
        "member": found,
        "state": membership.present_state if membership else Membership.State.ACTIVE,
        "until": membership.paused_until if membership else None,
        "decidable": is_above(actor, found, membership, community),
        "may_ban": allowed(actor, Privilege.BAN, community),
        "rows": audit_rows(decided_about(actor, community, found.pk), sanctions=True),
    }
    return render(request, "pages/member_standing.html", context)


def _place(request: HttpRequest, slug: str, username: str) -> tuple[Actor, Community, Member]:
    actor = actor_of(request)
    community = community_for(actor, slug)
    require(actor, Privilege.SANCTION, community)
    return actor, community, found_member(username)


@require_http_methods(["GET", "HEAD", "POST"])
def sanction(request: HttpRequest, slug: str, username: str, kind: str) -> HttpResponse:
    """Asks why and for how long; acts on POST."""
    actor, community, found = _place(request, slug, username)
    if kind not in WORDS:
        raise NotFound
    form = SanctionForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        limits.spend(caller_of(request), limits.WRITES)
        try:
            return redirect(_sanctioned(request, actor, community, found, form))
        except InvalidInput as error:
            take_errors(form, error)
        except Conflict as error:
            form.add_error(None, str(error))
    heading, lead, button = (str(words) % {"name": found.name} for words in WORDS[kind])
    context = {"community": community, "member": found, "kind": kind, "form": form}
    said = {"heading": heading, "lead": lead, "button": button}
    status = 422 if form.is_bound else 200
    return render(request, "pages/sanction.html", {**context, **said}, status=status)


def _sanctioned(
    request: HttpRequest, actor: Actor, community: Community, found: Member, form: SanctionForm
) -> str:
    def act() -> str:
        sanction_member(actor=actor, member=found, community=community, measure=form.measure())
        messages.success(request, _("Done. %(name)s is told.") % {"name": found.name})
        return reverse("member_standing", args=[community.slug, found.username])

    return once(request, key=form.cleaned_data["key"], act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: HttpRequest, slug: str, username: str, sanction_id: int) -> HttpResponse:
    """Asks on GET, lifts on POST."""
    actor, community, found = _place(request, slug, username)
    row = sanction_of(actor, community, found.pk, sanction_id)
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limits.spend(caller_of(request), limits.WRITES)
        try:
            lift_sanction(actor=actor, sanction=row, note=form.cleaned_data["note"])
            messages.success(request, _("Lifted. %(name)s is told.") % {"name": found.name})
        except Conflict as error:
            messages.error(request, str(error))
        return redirect(reverse("member_standing", args=[slug, found.username]))
    context = {"community": community, "member": found, "form": form}
    context["row"] = audit_rows([row.entry])[0]
    status = 422 if form.is_bound else 200
    return render(request, "pages/lift_sanction.html", context, status=status)


@require_POST
def show_again(request: HttpRequest, slug: str, username: str, entry_id: int) -> HttpResponse:
    """Undo the hiding of somebody's latest posts."""
    actor, community, found = _place(request, slug, username)
    entry = hidden_posts_entry(actor, community, found.pk, entry_id)
    limits.spend(caller_of(request), limits.WRITES)
    try:
        show_posts_again(actor=actor, entry=entry)
        messages.success(request, _("The posts are shown again."))
    except Conflict as error:
        messages.error(request, str(error))
    return redirect(reverse("member_standing", args=[slug, found.username]))
