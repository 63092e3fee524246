"""Locking for a time, slowing down, hiding and moving a thread."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _, ngettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Privilege, allowed
from accounts.reasons import AGAINST
from core.errors import InvalidInput
from forum.actions import lock_from_changes
from forum.actions.moving import move_thread, readers_change
from forum.actions.slowing import slow_down
from forum.actions.thread_hiding import hide_thread, show_thread
from forum.limit_errors import in_words
from forum.models import Category, Thread
from forum.queries import categories_of, thread_for
from frontend import limits
from frontend.pages.ordering.asking import Asked, Choice, Tool, answered, asked_about
from frontend.pages.visitor import actor_of, caller_of, page_reader
from translation.queries import render as render_texts

asks = require_http_methods(["GET", "HEAD", "POST"])

LOCK = Tool(
    name="lock",
    title=_("Lock this thread?"),
    explanation=_("Nothing in it can be changed until the time is over: no posts, edits or votes."),
    submit=_("Lock"),
    icon="lock",
    done=_("Only staff can change anything here now."),
)
HOURS = (1, 4, 12, 24)
FOR_GOOD = "0"


@asks
def lock(request: HttpRequest, thread_id: int) -> HttpResponse:
    asked = asked_about(request, thread_id, LOCK)
    choices = [
        Choice(str(hours), ngettext_lazy("for %(n)d hour", "for %(n)d hours", hours) % {"n": hours})
        for hours in HOURS
    ]
    if allowed(asked.actor, Privilege.MANAGE_THREADS, asked.thread.community):
        choices.append(Choice(FOR_GOOD, _("until somebody unlocks it")))
    asked.offer(_("For how long?"), choices)

    def act() -> Thread:
        hours = _number(asked)
        return lock_from_changes(actor=asked.actor, thread=asked.thread, hours=hours or None)

    return answered(asked, LOCK, act)


SLOW = Tool(
    name="slow",
    title=_("Slow this thread down"),
    explanation=_("Everybody but staff waits so long from one post to the next."),
    submit=_("Save"),
    icon="clock",
    done=_("The pace of this thread is set."),
)
PACES = (0, 30, 60, 300, 900, 3600, 14_400, 86_400)


@asks
def slow(request: HttpRequest, thread_id: int) -> HttpResponse:
    asked = asked_about(request, thread_id, SLOW)
    choices = [Choice(str(pace), in_words(pace) if pace else _("No waiting")) for pace in PACES]
    asked.offer(_("One post every"), choices, chosen=str(asked.thread.slow_seconds))
    return answered(
        asked,
        SLOW,
        lambda: slow_down(actor=asked.actor, thread=asked.thread, seconds=_number(asked)),
    )


HIDE = Tool(
    name="hide",
    title=_("Hide this thread?"),
    explanation=_("Only its author and those who moderate can read it. It can be shown again."),
    submit=_("Hide"),
    icon="eye-off",
    done=_("The thread is hidden."),
)


@asks
def hide(request: HttpRequest, thread_id: int) -> HttpResponse:
    asked = asked_about(request, thread_id, HIDE)
    # None is chosen beforehand: nobody is accused by a slip.
    asked.offer(_("Why?"), [Choice(value, words) for value, words in AGAINST], chosen="")
    return answered(
        asked,
        HIDE,
        lambda: hide_thread(
            actor=asked.actor, thread=asked.thread, reason=asked.sent.get("choice", "")
        ),
    )


@require_POST
def show(request: HttpRequest, thread_id: int) -> HttpResponse:
    actor = actor_of(request)
    thread = thread_for(actor, thread_id)
    limits.spend(caller_of(request), limits.WRITES)
    show_thread(actor=actor, thread=thread)
    return redirect(reverse("thread_by_id", args=[thread.pk]))


MOVE = Tool(
    name="move",
    title=_("Move this thread"),
    explanation=_("It stands in the other category from now on; its address stays."),
    submit=_("Move"),
    icon="arrow",
    done=_("The thread stands in the other category now."),
)


@asks
def move(request: HttpRequest, thread_id: int) -> HttpResponse:
    asked = asked_about(request, thread_id, MOVE)
    rows = [row for row in categories_of(asked.actor, asked.thread.community) if _fits(row, asked)]
    asked.offer(_("Into which category?"), _named(rows, asked.thread))

    def act() -> Thread:
        chosen = next((row for row in rows if str(row.pk) == asked.sent.get("choice")), None)
        if chosen is None:
            raise InvalidInput(fields={"category": _("Choose one of the categories.")})
        return move_thread(
            actor=asked.actor,
            thread=asked.thread,
            category=chosen,
            other_readers=asked.confirmed,
        )

    return answered(asked, MOVE, act)


def _fits(row: Category, asked: Asked) -> bool:
    return row.pk != asked.thread.category_id and asked.thread.kind in row.kinds


def _named(rows: list[Category], thread: Thread) -> Iterator[Choice]:
    """The categories by their names, each with what moving there means for readers."""
    found = render_texts([row.name for row in rows], page_reader())
    for row in rows:
        row.community = thread.community
        side, change = found[row.name_id].shown, readers_change(thread, row)
        note = _("fewer people read it there") if change < 0 else ""
        note = _("more people read it there") if change > 0 else note
        yield Choice(str(row.pk), side.text, side.lang, side.dir, note)


def _number(asked: Asked) -> int:
    """What was chosen. Raises InvalidInput."""
    typed = asked.sent.get("choice", "")
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 7):
        raise InvalidInput(fields={"choice": _("Choose one of these.")})
    return int(typed)
