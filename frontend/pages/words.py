"""The lists of words of a community, for its operators: one list a page, whole."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Community
from accounts.permissions import Privilege, require
from accounts.queries import community_for
from core import languages
from core.errors import InvalidInput
from forum.actions.word_lists import check_list, write_list
from forum.models import ListedWord
from forum.queries.word_lists import caught_lately, words_of
from forum.word_matching import Entry
from frontend import limits
from frontend.pages.forms import take_errors
from frontend.pages.texts import interface, text_view
from frontend.pages.visitor import actor_of, caller_of, page_reader, reading_of
from translation.queries import render as render_texts

Treatment = ListedWord.Treatment
EXCERPT_CHARS = 160


class WordsForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("Words"),
        required=False,
        max_length=700_000,
        help_text=gettext_lazy(
            "One word or phrase a line. Inflected forms count, parts of other words do not. Lines "
            "of an exported file may be pasted here."
        ),
        widget=forms.Textarea(attrs={"class": "input", "rows": 14, "dir": "auto"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, slug: str) -> HttpResponse:
    """A list by `?language=` and `?treatment=`; with `preview` what it would have caught."""
    actor = actor_of(request)
    community = community_for(actor, slug)
    rows = words_of(actor, community)
    language, treatment = _asked(request)
    present = [row.word for row in rows if (row.language, row.treatment) == (language, treatment)]
    posted = request.POST if request.method == "POST" else None
    form = WordsForm(posted, initial={"words": "\n".join(present)})
    context = _context(community, rows, form, language, treatment)
    if form.is_bound and form.is_valid():
        lines = list(_lines(form.cleaned_data["words"]))
        if "preview" in request.POST:
            context |= _previewed(request, community, language, lines, form)
        elif _saved(request, community, language, treatment, lines, form):
            return redirect(f"{request.path}?language={language}&treatment={treatment}")
    return render(request, "pages/words.html", context, status=422 if form.errors else 200)


def _asked(request: HttpRequest) -> tuple[str, str]:
    """Which list: the first of those of all languages where no other is named."""
    language, treatment = request.GET.get("language", ""), request.GET.get("treatment", "")
    known = {one.code for one in languages.offered()}
    return (
        language if language in known else "",
        treatment if treatment in Treatment.values else Treatment.BLOCK,
    )


def _context(
    community: Community, rows: list[ListedWord], form: WordsForm, language: str, treatment: str
) -> dict[str, Any]:
    return {
        "community": community,
        "form": form,
        "language": language,
        "treatment": treatment,
        "treatments": Treatment.choices,
        "languages": [(one.code, one.name_in(interface())) for one in languages.offered()],
        "lists": sorted({(row.language, row.treatment) for row in rows}),
        "count": len(rows),
    }


def _lines(text: str) -> Iterator[str]:
    """The words, from lines or from an exported table."""
    for line in text.splitlines():
        cells = next(csv.reader([line]), [])
        table = len(cells) == 3 and cells[1] in Treatment.values
        yield cells[2] if table else line


def _saved(
    request: HttpRequest,
    community: Community,
    language: str,
    treatment: str,
    lines: list[str],
    form: WordsForm,
) -> bool:
    limits.spend(caller_of(request), limits.WRITES)
    try:
        write_list(
            actor=actor_of(request),
            community=community,
            language=language,
            treatment=treatment,
            words=lines,
        )
    except InvalidInput as error:
        take_errors(form, error)
        return False
    messages.success(request, _("The list is saved."))
    return True


def _previewed(
    request: HttpRequest, community: Community, language: str, lines: list[str], form: WordsForm
) -> dict[str, Any]:
    limits.spend(caller_of(request), limits.LIST_PREVIEWS)
    try:
        entries = [Entry(word, language, "") for word in check_list(lines)]
    except InvalidInput as error:
        take_errors(form, error)
        return {}
    return _caught(request, community, entries)


def _caught(request: HttpRequest, community: Community, entries: list[Entry]) -> dict[str, Any]:
    found = caught_lately(actor_of(request), community, entries)
    texts = render_texts([one.post.body for one in found], page_reader())
    reading = reading_of(request)
    rows = []
    for one in found:
        side = text_view(texts[one.post.body_id], reading).seen
        path = f"{reverse('thread_by_id', args=[one.post.thread_id])}?post={one.post.pk}"
        words = side.text[:EXCERPT_CHARS]
        rows.append({"path": path, "said": one.said, "side": side, "words": words})
    return {"previewed": True, "caught": rows}


@require_safe
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """All lists as a table: language, treatment, word."""
    actor = actor_of(request)
    community = community_for(actor, slug)
    require(actor, Privilege.MANAGE_WORDS, community)
    table = io.StringIO()
    rows = [(row.language, row.treatment, row.word) for row in words_of(actor, community)]
    csv.writer(table).writerows(rows)
    response = HttpResponse(table.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="words-{community.slug}.csv"'
    return response
