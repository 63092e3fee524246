"""Closing and pinning a thread; its lock."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Actor, Privilege, allowed
from core.errors import InvalidInput, NotPermitted, NotSignedIn
from forum.actions import (
    close_thread,
    lock_from_changes,
    pin_thread,
    reopen_thread,
    unlock,
    unpin_thread,
)
from forum.models import Thread
from forum.queries import thread_for
from frontend import limits
from frontend.pages.texts import text_view
from frontend.pages.thread_menu import thread_controls
from frontend.pages.visitor import actor_of, caller_of, page_reader
from translation.queries import render as render_texts

Reason = Thread.ClosedReason


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, thread_id: int) -> HttpResponse:
    """Asks why; who may give one reason only is asked whether."""
    actor = actor_of(request)
    thread = thread_for(actor, thread_id)
    if actor.member is None:
        raise NotSignedIn
    if "close" not in thread_controls(actor, thread) and not thread.closed:
        raise NotPermitted
    error = None
    if request.method == "POST":
        limits.spend(caller_of(request), limits.WRITES)
        try:
            close_thread(actor=actor, thread=thread, reason=request.POST.get("reason", ""))
            return redirect(reverse("thread_by_id", args=[thread.pk]))
        except InvalidInput as wrong:
            error = wrong
    context = {
        "thread": thread,
        "title": text_view(render_texts([thread.title], page_reader())[thread.title_id]).seen,
        "reasons": _reasons(actor, thread),
        "refusal": error,
    }
    return render(request, "pages/close.html", context, status=error.status if error else 200)


def _reasons(actor: Actor, thread: Thread) -> list[tuple[str, str]]:
    """Those that this actor may give, that of authors first."""
    moderates = allowed(actor, Privilege.MODERATE, thread.community)
    given = list(Reason) if moderates else [Reason.NOT_NEEDED]
    return [(reason.value, str(reason.label)) for reason in given]


def _deed(action: Callable[..., Thread], done: Promise) -> Callable[..., HttpResponse]:
    @require_POST
    def act(request: HttpRequest, thread_id: int) -> HttpResponse:
        actor = actor_of(request)
        thread = thread_for(actor, thread_id)
        limits.spend(caller_of(request), limits.WRITES)
        action(actor=actor, thread=thread)
        messages.success(request, str(done))
        return redirect(reverse("thread_by_id", args=[thread.pk]))

    return act


reopen = _deed(reopen_thread, _("The thread is open again."))
lock = _deed(lock_from_changes, _("Only staff can change anything here now."))
open_lock = _deed(unlock, _("The thread is no longer locked."))
pin = _deed(pin_thread, _("The thread stays at the top of its lists."))
unpin = _deed(unpin_thread, _("The thread is no longer pinned."))
