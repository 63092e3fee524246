"""The bell and the page of notifications. Nothing is marked by looking: a POST says so."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.errors import InvalidInput
from forum.actions.notification_reading import mark_notifications_read, mark_notifications_seen
from forum.queries.notifications import notifications_for, settings_of
from frontend.notifications.lines import lines
from frontend.pages.visitor import actor_of, list_reader

IN_BELL = 8
ID_MAX_DIGITS = 15
IDS_MAX = 100


def notifications(request: HttpRequest) -> HttpResponse:
    """All of them, or with `?unread=1` those that were not opened yet."""
    unread = request.GET.get("unread") == "1"
    actor = actor_of(request)
    found = notifications_for(actor, unread=unread, cursor=request.GET.get("cursor"))
    assert actor.member
    context = {
        "lines": lines(found.items, list_reader(request)),
        "unread": unread,
        "next": found.next,
        "previous": found.previous,
        "newest": max((row.pk for row in found.items), default=0),
        "mail_stopped": settings_of(actor.member).bounced,
    }
    return render(request, "pages/notifications.html", context)


def latest(request: HttpRequest) -> HttpResponse:
    """The newest few, as the bell shows them."""
    found = notifications_for(actor_of(request), limit=IN_BELL)
    context = {
        "lines": lines(found.items, list_reader(request)),
        "newest": max((row.pk for row in found.items), default=0),
    }
    response = render(request, "parts/notification_panel.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def see(request: HttpRequest) -> HttpResponse:
    """The list was seen, up to the notification `until`."""
    until = _ids(request.POST.getlist("until")[:1])
    mark_notifications_seen(actor=actor_of(request), until=until[0] if until else None)
    return _done(request)


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Some were opened (`id`, may be given several times), or all are to be marked (`all`)."""
    ids = None if request.POST.get("all") == "1" else _ids(request.POST.getlist("id"))
    mark_notifications_read(actor=actor_of(request), ids=ids)
    return _done(request)


def _ids(given: list[str]) -> list[int]:
    """Raises InvalidInput for what can be no id."""
    if not all(text.isdecimal() and len(text) <= ID_MAX_DIGITS for text in given):
        raise InvalidInput
    return [int(text) for text in given[:IDS_MAX]]


def _done(request: HttpRequest) -> HttpResponse:
    """Nothing for the script, the page again for the button."""
    by_script = "text/html" not in request.headers.get("Accept", "")
    return HttpResponse(status=204) if by_script else redirect(reverse("notifications"))
