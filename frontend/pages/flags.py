"""The reports of a community, for those who decide on them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST

from accounts.models import Community
from accounts.permissions import Actor, Privilege, require
from accounts.queries import community_for
from core.errors import Conflict, InvalidInput
from forum.actions.flags import STATEMENT_MAX_CHARS, decide_flag
from forum.models import Flag
from forum.queries import Page
from forum.queries.flags import flag_for, flags_for
from frontend import limits
from frontend.pages.texts import text_view
from frontend.pages.visitor import actor_of, caller_of, page_reader, reading_of
from translation.queries import render as render_texts


class DecisionForm(forms.Form):
    """The reasons; which button was pressed says the rest."""

    statement = forms.CharField(
        label=gettext_lazy("Reasons"),
        max_length=STATEMENT_MAX_CHARS,
        help_text=gettext_lazy(
            "Whoever reported the post reads them, and if you uphold it, whoever wrote it."
        ),
        widget=forms.Textarea(attrs={"class": "input", "rows": 3, "dir": "auto"}),
    )
    decision = forms.ChoiceField(choices=[("uphold", ""), ("reject", "")])


def flags(request: HttpRequest, slug: str) -> HttpResponse:
    actor = actor_of(request)
    community = community_for(actor, slug)
    wanted = request.GET.get("state", Flag.State.OPEN)
    state = wanted if wanted in Flag.State.values else Flag.State.OPEN
    return _list(request, actor, community, state)


def _list(
    request: HttpRequest,
    actor: Actor,
    community: Community,
    state: str,
    refused: dict[int, Any] | None = None,
) -> HttpResponse:
    page: Page[Flag] = flags_for(actor, community, state=state, cursor=request.GET.get("cursor"))
    texts = [text for row in page.items for text in (row.post.body, row.post.thread.title)]
    found, reading = render_texts(texts, page_reader()), reading_of(request)
    rows = [
        {
            "flag": row,
            "body": text_view(found[row.post.body_id], reading),
            "title": text_view(found[row.post.thread.title_id], reading).seen,
            "form": (refused or {}).get(row.pk) or DecisionForm(prefix=f"f{row.pk}"),
        }
        for row in page.items
    ]
    context = {"community": community, "rows": rows, "page_of_flags": page, "state": state}
    status = 422 if refused else 200
    return render(request, "pages/flags.html", context, status=status)


@require_POST
def decide(request: HttpRequest, slug: str, flag_id: int) -> HttpResponse:
    actor = actor_of(request)
    community = community_for(actor, slug)
    require(actor, Privilege.DECIDE_REPORTS, community)
    flag = flag_for(actor, flag_id)
    form = DecisionForm(request.POST, prefix=f"f{flag.pk}")
    if not form.is_valid():
        return _list(request, actor, community, Flag.State.OPEN, {flag.pk: form})
    limits.spend(caller_of(request), limits.WRITES)
    try:
        decide_flag(
            actor=actor,
            flag=flag,
            upheld=form.cleaned_data["decision"] == "uphold",
            statement=form.cleaned_data["statement"],
        )
    except (Conflict, InvalidInput) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Decided. The reasons are sent to whoever reported it."))
    return redirect(reverse("flags", args=[community.slug]))
