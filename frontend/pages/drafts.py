"""What a member has begun to write and not sent."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.errors import NotFound
from forum.actions.drafts import delete_draft
from forum.models import Draft, Thread
from forum.queries.drafts import drafts_of, threads_of_drafts
from frontend.pages.visitor import actor_of, list_reader
from translation.queries import Rendered, Side, render as render_texts

TEXT_CHARS = 280


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in the list: where it belongs, how it begins, where it goes on.

    Without `path` the place is gone or closed to the member; her text is still here.
    """

    draft: Draft
    heading: Side | None
    path: str

    @property
    def kind(self) -> str:
        return self.draft.place.partition("/")[0]

    @property
    def title(self) -> str:
        return str(self.draft.fields.get("title", ""))

    @property
    def text(self) -> str:
        return str(self.draft.fields.get("body", ""))

    @property
    def is_long(self) -> bool:
        return len(self.text) > TEXT_CHARS


def drafts(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    found = drafts_of(actor)
    threads = threads_of_drafts(actor, found)
    titles = render_texts({row.title_id for row in threads.values()}, list_reader(request))
    rows = [_row(draft, threads.get(draft.place), titles) for draft in found]
    return render(request, "pages/drafts.html", {"rows": rows, "text_chars": TEXT_CHARS})


def _row(draft: Draft, thread: Thread | None, titles: dict[int, Rendered]) -> DraftRow:
    heading = titles[thread.title_id].shown if thread else None
    return DraftRow(draft, heading, "" if draft.conflict else path_of(draft.place, thread))


def path_of(place: str, thread: Thread | None) -> str:
    """Where the form of a place is; nothing where the actor cannot reach it."""
    kind, _slash, key = place.partition("/")
    if kind == "ask":
        return reverse("ask_in", args=[key]) if key else reverse("ask")
    if thread is None:
        return ""
    return reverse("reply" if kind == "reply" else "edit_post", args=[int(key)])


@require_POST
def delete(request: HttpRequest) -> HttpResponse:
    sent: Any = request.POST
    conflict = sent.get("conflict", "0")
    if not conflict.isdecimal() or len(conflict) > 4:
        raise NotFound
    delete_draft(actor=actor_of(request), place=sent.get("place", ""), conflict=int(conflict))
    messages.success(request, _("The draft was deleted."))
    return redirect("drafts")
