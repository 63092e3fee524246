"""Merging a thread with another one, proposing that, and undoing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST

from core import languages
from core.errors import InvalidInput, NotFound
from forum.actions.merge_proposals import propose_merge
from forum.actions.merging import merge_threads
from forum.actions.unmerging import UNDO_TIME, can_be_undone, undo_merge
from forum.models import Thread
from forum.queries import similar_threads, thread_or_target
from forum.queries.merging import merge_for, merges_of
from frontend import limits
from frontend.pages.ordering.asking import Asked, Choice, Tool, answered, asked_about, number_in
from frontend.pages.ordering.simple import asks
from frontend.pages.texts import text_view
from frontend.pages.visitor import caller_of, page_reader, reading_of
from translation.queries import render as render_texts

MERGE = Tool(
    name="merge",
    title=gettext_lazy("Merge this thread into another one"),
    explanation=gettext_lazy(
        "All posts go into the other thread, in the order of time. Links to them keep working. "
        "For 30 days this can be undone."
    ),
    submit=gettext_lazy("Merge"),
    icon="link",
    done=gettext_lazy("The threads are one now."),
    template="pages/merge.html",
)
PROPOSE = Tool(
    name="propose",
    title=gettext_lazy("Propose to merge this thread into another one"),
    explanation=gettext_lazy("Somebody who keeps order here decides on it."),
    submit=gettext_lazy("Propose"),
    icon="link",
    done=gettext_lazy("Thank you. Somebody will decide on it."),
    template="pages/merge.html",
)
MERGES = Tool(
    name="merges",
    title=gettext_lazy("What was merged into this thread"),
    explanation="",
    submit="",
    icon="undo",
    done="",
)


@asks
def merge(request: HttpRequest, thread_id: int) -> HttpResponse:
    asked = _asked(request, thread_id, MERGE)

    def act() -> Thread:
        target = _target(asked)
        merge_threads(
            actor=asked.actor,
            source=asked.thread,
            target=target,
            fewer_readers=asked.confirmed,
        )
        return target

    return answered(asked, MERGE, act)


@asks
def propose(request: HttpRequest, thread_id: int) -> HttpResponse:
    asked = _asked(request, thread_id, PROPOSE)

    def act() -> Thread:
        propose_merge(actor=asked.actor, source=asked.thread, target=_target(asked))
        return asked.thread

    return answered(asked, PROPOSE, act)


def _asked(request: HttpRequest, thread_id: int, tool: Tool) -> Asked:
    """With threads that look alike, to choose from."""
    asked = asked_about(request, thread_id, tool)
    rows = similar_threads(
        asked.actor,
        title=asked.thread.title.source,
        language=languages.current(),
        community=asked.thread.community,
    )
    alike = [row for row in rows if row.pk != asked.thread.pk]
    found = render_texts([row.title for row in alike], page_reader())
    sides = [(row.pk, found[row.title_id].shown) for row in alike]
    asked.context["alike"] = [Choice(str(pk), side.text, side.lang, side.dir) for pk, side in sides]
    asked.context["typed"] = asked.sent.get("target", "")
    asked.context["chosen"] = asked.sent.get("choice", "")
    return asked


def _target(asked: Asked) -> Thread:
    """The thread that was named by its address or number, else the one that was chosen. Raises
    InvalidInput."""
    typed = asked.sent.get("target", "").strip() or asked.sent.get("choice", "")
    number = number_in(typed)
    try:
        if number is None:
            raise NotFound
        return thread_or_target(asked.actor, number)
    except NotFound as error:
        message = _("There is no thread with this address that you could read.")
        raise InvalidInput(fields={"target": message}) from error


def merges(request: HttpRequest, thread_id: int) -> HttpResponse:
    """What was merged into a thread, with the way back."""
    asked = asked_about(request, thread_id, MERGES)
    rows = [row for row in merges_of(asked.thread) if row.merged is not None]
    titles = [asked.thread.title, *(row.source.title for row in rows)]
    found = render_texts(titles, page_reader())
    reading = reading_of(request)
    context = {
        "thread": asked.thread,
        "title": text_view(found[asked.thread.title_id], reading).seen,
        "merges": [
            {
                "merge": row,
                "title": text_view(found[row.source.title_id], reading).seen,
                "until": row.merged + UNDO_TIME if can_be_undone(row) and row.merged else None,
            }
            for row in rows
        ],
    }
    return render(request, "pages/merges.html", context)


@require_POST
def undo(request: HttpRequest, thread_id: int, merge_id: int) -> HttpResponse:
    asked = asked_about(request, thread_id, MERGES)
    limits.spend(caller_of(request), limits.WRITES)
    found = undo_merge(actor=asked.actor, merge=merge_for(asked.actor, merge_id))
    messages.success(request, _("The threads are apart again."))
    return redirect(reverse("thread_by_id", args=[found.source_id]))
