"""What was decided about the visitor, and his appeals."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from core.errors import Conflict, InvalidInput
from forum.actions.appeals import WORDS_MAX_CHARS, appeal
from forum.decisions import APPEAL_WITHIN
from forum.models import DecisionNotice
from forum.queries.decisions import decision_told, decisions_of, may_appeal
from frontend import limits
from frontend.pages.decision_texts import notice_view
from frontend.pages.texts import TextView, text_view
from frontend.pages.visitor import actor_of, caller_of, page_reader, reading_of
from translation.queries import render as render_texts


class AppealForm(forms.Form):
    """Why somebody does not agree."""

    words = forms.CharField(
        label=gettext_lazy("Why do you not agree?"),
        max_length=WORDS_MAX_CHARS,
        help_text=gettext_lazy(
            "Write in your own language: whoever decides reads it in theirs, with your own words"
            " beside it. You can do this once."
        ),
        widget=forms.Textarea(attrs={"class": "input", "rows": 6, "dir": "auto"}),
    )


@require_GET
def decisions(request: HttpRequest) -> HttpResponse:
    page = decisions_of(actor_of(request), cursor=request.GET.get("cursor"))
    context = {"page_of_rows": page, "rows": [notice_view(row) for row in page.items]}
    return render(request, "pages/decisions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def told(request: HttpRequest, entry_id: int) -> HttpResponse:
    """One decision with all that was said about it; takes the appeal on POST."""
    notice = decision_told(actor_of(request), entry_id)
    if request.method != "POST":
        return _page(request, notice, AppealForm())
    form = AppealForm(request.POST)
    if form.is_valid() and _appealed(request, notice, form):
        return redirect(reverse("decision_told", args=[entry_id]))
    return _page(request, notice, form, status=422)


def _appealed(request: HttpRequest, notice: DecisionNotice, form: AppealForm) -> bool:
    """True where there is nothing left to put right in the form."""
    limits.spend(caller_of(request), limits.WRITES)
    try:
        appeal(actor=actor_of(request), notice=notice, words=form.cleaned_data["words"])
    except InvalidInput as error:
        form.add_error("words", str(next(iter(error.fields.values()), error)))
        return False
    except Conflict as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Your appeal has been sent. You will hear what becomes of it."))
    return True


def _page(
    request: HttpRequest, notice: DecisionNotice, form: AppealForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "notice": notice_view(notice),
        "form": form if may_appeal(notice) else None,
        "appeal_until": notice.created + APPEAL_WITHIN,
        **_texts(request, notice),
    }
    return render(request, "pages/decision_told.html", context, status=status)


def _texts(request: HttpRequest, notice: DecisionNotice) -> dict[str, TextView | None]:
    """What is read on the page, in the reader's language: post, statement, appeal, answer."""
    found = getattr(notice, "appeal", None)
    texts: dict[str, Any] = {
        "body": notice.post and notice.post.body,
        "statement": notice.statement,
        "appeal_text": found and found.text,
        "answer": found and found.answer,
    }
    rendered = render_texts([text for text in texts.values() if text], page_reader())
    reading = reading_of(request)
    return {
        name: text_view(rendered[text.pk], reading) if text else None
        for name, text in texts.items()
    }
