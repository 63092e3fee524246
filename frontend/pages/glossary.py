"""The glossary of a community: reading, proposing, deciding."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Community
from accounts.permissions import Actor, Privilege, allowed, require
from accounts.queries import community_for
from core import languages
from core.errors import Conflict, InvalidInput
from frontend import limits
from frontend.pages.forms import take_errors
from frontend.pages.submitting import form_again, once
from frontend.pages.term_forms import ChangeForm, FilterForm, TermForm
from frontend.pages.visitor import actor_of, caller_of
from translation.actions import change_term, decide_term, propose_term, remove_term
from translation.models import GlossaryTerm
from translation.term_queries import TermPage, list_terms, term_for, terms_of
from translation.terms import Term

State = GlossaryTerm.State
ID_MAX_DIGITS = 15
FILTERS = ("q", "source", "target", "state")


@require_http_methods(["GET", "HEAD", "POST"])
def glossary(request: HttpRequest, slug: str) -> HttpResponse:
    """The list of terms; a POST proposes one."""
    actor = actor_of(request)
    community = community_for(actor, slug)
    form = TermForm(request.POST or None, initial=_initial())
    context: dict[str, Any] = {}
    if request.method == "POST":
        require(actor, Privilege.SUGGEST_TERM, community)
        if form.is_valid():
            try:
                limits.spend(caller_of(request), limits.WRITES)
                return redirect(_propose(request, actor, community, form))
            except InvalidInput as error:
                take_errors(form, error)
            except (Conflict, limits.TooMany) as error:
                context["refusal"] = error
    context |= _list_context(request, actor, community)
    return form_again(request, "pages/glossary.html", form, context)


def _initial() -> dict[str, str]:
    return {"source_language": languages.current()}


def _propose(request: HttpRequest, actor: Actor, community: Community, form: TermForm) -> str:
    data = dict(form.cleaned_data)
    key = data.pop("key")

    def act() -> str:
        term = propose_term(actor=actor, community=community, term=Term(**data))
        told = (
            _("The term counts from now on.")
            if term.state == State.APPROVED
            else _("Thank you. The term counts as soon as it is approved.")
        )
        messages.success(request, told)
        return reverse("glossary", args=[community.slug])

    return once(request, key=key, act=act)


def _list_context(request: HttpRequest, actor: Actor, community: Community) -> dict[str, Any]:
    may_propose = allowed(actor, Privilege.SUGGEST_TERM, community)
    filters = FilterForm(request.GET, with_state=may_propose)
    wanted = filters.wanted()
    page = list_terms(
        actor, community, wanted, after=_edge(request, "after"), before=_edge(request, "before")
    )
    may_manage = allowed(actor, Privilege.MANAGE_GLOSSARY, community)
    return {
        "community": community,
        "page_of_terms": page,
        "filters": filters,
        "is_narrowed": any((wanted.source_language, wanted.target_language, wanted.words))
        or bool(wanted.state),
        "may_propose": may_propose,
        "may_manage": may_manage,
        "member_id": actor.id,
        "waiting": _waiting(actor, community) if may_manage else 0,
        **_links(request, page),
    }


def _waiting(actor: Actor, community: Community) -> int:
    return terms_of(actor, community).filter(state=State.PROPOSED).count()


def _edge(request: HttpRequest, name: str) -> int | None:
    """The term a page of the list begins or ends at; what is no number begins the list anew."""
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) <= ID_MAX_DIGITS else None


def _links(request: HttpRequest, page: TermPage) -> dict[str, str]:
    kept = {
        key: request.GET[key] for key in ("q", "source", "target", "state") if key in request.GET
    }
    return {
        "next_url": f"?{urlencode(kept | {'after': page.next})}" if page.next else "",
        "previous_url": f"?{urlencode(kept | {'before': page.previous})}" if page.previous else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def term(request: HttpRequest, slug: str, term_id: int) -> HttpResponse:
    """One term, for those who may change it."""
    actor = actor_of(request)
    community = community_for(actor, slug)
    row = term_for(actor, community, term_id)
    require(actor, Privilege.MANAGE_GLOSSARY, community)
    initial = {"target": row.target, "case_sensitive": row.case_sensitive, "note": row.note}
    form = ChangeForm(request.POST or None, initial=initial)
    context: dict[str, Any] = {"community": community, "term": row}
    if request.method == "POST" and form.is_valid():
        try:
            limits.spend(caller_of(request), limits.WRITES)
            change_term(actor=actor, term=row, **form.cleaned_data)
        except InvalidInput as error:
            take_errors(form, error)
        except limits.TooMany as error:
            context["refusal"] = error
        else:
            messages.success(request, _("The term was changed."))
            return redirect(reverse("glossary", args=[community.slug]))
    return form_again(request, "pages/term.html", form, context)


def _acting(
    act: Callable[..., object], told: Callable[[], str]
) -> Callable[[HttpRequest, str, int], HttpResponse]:
    """A view that acts on one term and goes back to the list as it was narrowed."""

    @require_http_methods(["POST"])
    def view(request: HttpRequest, slug: str, term_id: int) -> HttpResponse:
        actor = actor_of(request)
        community = community_for(actor, slug)
        limits.spend(caller_of(request), limits.WRITES)
        try:
            act(actor=actor, term=term_for(actor, community, term_id))
            messages.success(request, told())
        except Conflict as error:
            messages.warning(request, str(error))
        query = request.GET.urlencode()
        back = reverse("glossary", args=[community.slug])
        return redirect(f"{back}?{query}" if query else back)

    return view


def _approve(*, actor: Actor, term: GlossaryTerm) -> object:
    return decide_term(actor=actor, term=term, approve=True)


def _reject(*, actor: Actor, term: GlossaryTerm) -> object:
    return decide_term(actor=actor, term=term, approve=False)


approve = _acting(_approve, lambda: _("The term was approved."))
reject = _acting(_reject, lambda: _("The term was rejected."))
remove = _acting(remove_term, lambda: _("The term was removed."))
