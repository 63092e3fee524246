"""What was read, told by the page's script or by a button, and ways to any place in a thread."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Member
from accounts.permissions import Actor
from core.errors import InvalidInput
from forum.actions import mark_read, note_visit
from forum.models import Thread
from forum.queries import post_at_moment, post_at_number, standing_in, thread_for
from frontend import limits
from frontend.limits import Limit
from frontend.pages.replying import post_path
from frontend.pages.visitor import actor_of, caller_of

READS = Limit("reads", 240, 60)
"""One open page tells every few seconds at most; this leaves room for many of them."""
NUMBER_MAX_DIGITS = 9


@require_POST
def seen(request: HttpRequest, thread_id: int) -> HttpResponse:
    """Told by the page's script, or by the button below the posts."""
    actor = actor_of(request)
    thread = thread_for(actor, thread_id)
    limits.spend(caller_of(request), READS)
    mark_read(actor=actor, thread=thread, number=_number(request.POST.get("number", "")))
    note_visit(actor=actor)
    if "text/html" not in request.headers.get("Accept", ""):
        return HttpResponse(status=204)
    return redirect(reverse("thread_by_id", args=[thread.pk]))


@require_POST
def here(request: HttpRequest) -> HttpResponse:
    """A sign of life from any page, by its script."""
    limits.spend(caller_of(request), READS)
    note_visit(actor=actor_of(request))
    return HttpResponse(status=204)


@require_GET
def jump(request: HttpRequest, thread_id: int) -> HttpResponse:
    """To the permanent place of a post: `?to=first|last|unread`, `?number=` or `?date=`."""
    actor, asked = actor_of(request), request.GET
    thread = thread_for(actor, thread_id)
    if asked.get("date"):
        post = post_at_moment(actor, thread, _begin_of_day(asked["date"], actor.member))
    elif asked.get("number"):
        post = post_at_number(actor, thread, _number(asked["number"]))
    else:
        post = post_at_number(actor, thread, _named(asked.get("to"), actor, thread))
    return redirect(post_path(post))


def _named(name: str | None, actor: Actor, thread: Thread) -> int:
    """The number that `first`, `last` and `unread` stand for. Raises InvalidInput."""
    if name == "unread":
        return (standing_in(actor, thread).number or 0) + 1
    numbers = {"first": 1, "last": thread.last_number}
    if name not in numbers:
        raise InvalidInput(fields={"to": _("Say where to go: a number or a date.")})
    return numbers[name]


def _number(text: str) -> int:
    """A post's number. Raises InvalidInput."""
    if not text.isascii() or not text.isdecimal() or len(text) > NUMBER_MAX_DIGITS:
        raise InvalidInput(fields={"number": _("The number of a post is a whole number.")})
    return int(text)


def _begin_of_day(text: str, member: Member | None) -> datetime:
    """Midnight of a day where the member lives, else in UTC. Raises InvalidInput."""
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - the zone comes below
        zone = ZoneInfo(member.timezone) if member else UTC
        return datetime.combine(day, time(), zone).astimezone(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise InvalidInput(fields={"date": _("Write the date as year-month-day.")}) from error
