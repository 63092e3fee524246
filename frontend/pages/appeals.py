"""Appeals, for those who decide on them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.queries import community_for
from core.errors import Conflict, InvalidInput, NotFound
from forum.actions.appeals import WORDS_MAX_CHARS, decide_appeal, decides_alone
from forum.decisions import undo_of
from forum.errors import DecidedFirst
from forum.models import Appeal
from forum.queries.decisions import appeal_for
from frontend import limits
from frontend.pages.audit_rows import audit_rows
from frontend.pages.forms import take_errors
from frontend.pages.texts import text_view
from frontend.pages.visitor import actor_of, caller_of, page_reader, reading_of
from translation.queries import render as render_texts


class AnswerForm(forms.Form):
    """What is answered; which button was pressed says the rest."""

    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=WORDS_MAX_CHARS,
        help_text=gettext_lazy("Whoever appealed reads it, in their language."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 4, "dir": "auto"}),
    )
    decision = forms.ChoiceField(choices=[("uphold", ""), ("refuse", "")])


@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, slug: str, appeal_id: int) -> HttpResponse:
    actor = actor_of(request)
    community = community_for(actor, slug)
    found = appeal_for(actor, appeal_id)
    if found.notice.entry.community_id != community.pk:
        raise NotFound
    if request.method != "POST":
        return _page(request, found, AnswerForm())
    form = AnswerForm(request.POST)
    if form.is_valid() and _decided(request, found, form):
        return redirect(reverse("appeal", args=[slug, appeal_id]))
    return _page(request, found, form, status=422)


def _decided(request: HttpRequest, found: Appeal, form: AnswerForm) -> bool:
    """True where there is nothing left to put right in the form."""
    limits.spend(caller_of(request), limits.WRITES)
    try:
        decide_appeal(
            actor=actor_of(request),
            appeal=found,
            upheld=form.cleaned_data["decision"] == "uphold",
            answer=form.cleaned_data["answer"],
        )
    except InvalidInput as error:
        take_errors(form, error)
        return False
    except Conflict as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Decided. Whoever appealed is told."))
    return True


def _page(
    request: HttpRequest, found: Appeal, form: AnswerForm, *, status: int = 200
) -> HttpResponse:
    entry, alone = found.notice.entry, False
    try:
        alone = decides_alone(actor_of(request), found)
        shown: AnswerForm | None = form if found.state == Appeal.State.OPEN else None
    except DecidedFirst:
        shown = None
    context = {
        "community": entry.community,
        "appeal": found,
        "row": audit_rows([entry])[0],
        "form": shown,
        "alone": alone,
        "undoable": undo_of(entry.verb) is not None,
        **_texts(request, found),
    }
    return render(request, "pages/appeal.html", context, status=status)


def _texts(request: HttpRequest, found: Appeal) -> dict[str, Any]:
    """What is read on the page, in the language of whoever decides."""
    texts = {
        "appeal_text": found.text,
        "answer": found.answer,
        "statement": found.notice.statement,
        "body": found.notice.post and found.notice.post.body,
    }
    rendered = render_texts([text for text in texts.values() if text], page_reader())
    reading = reading_of(request)
    return {name: text and text_view(rendered[text.pk], reading) for name, text in texts.items()}
