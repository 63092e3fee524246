"""A member's own appointment as a super-user: the code of conduct, and stepping down."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.actions import accept_code, end_appointment
from accounts.appointments import own_appointment
from accounts.queries import community_for
from core.errors import InvalidInput, NotSignedIn
from frontend import limits
from frontend.pages.visitor import actor_of, caller_of

CODE: tuple[Promise, ...] = (
    _("Be fair: the same rules hold for everybody, also for friends, and for yourself."),
    _("Decide only what you can read; leave the rest to somebody who reads it."),
    _("Give the reason with every decision, so that its author can understand it."),
    _("Choose the mildest means that helps: a word before a lock, a lock before a report."),
    _("Keep to yourself what you see of others by your role."),
    _("Step back where you are involved, and hand over to a colleague."),
    _("Remember that everything you decide is written down, and can be appealed."),
)
"""The code of conduct of super-users."""


@require_http_methods(["GET", "HEAD", "POST"])
def super_user(request: HttpRequest, slug: str) -> HttpResponse:
    """A member's own appointment: accepting the code of conduct, or stepping down."""
    actor = actor_of(request)
    if actor.member is None:
        raise NotSignedIn
    community = community_for(actor, slug)
    appointment = own_appointment(actor, community)
    if request.method != "POST":
        context = {"community": community, "appointment": appointment, "code": CODE}
        return render(request, "pages/super_user.html", context)
    limits.spend(caller_of(request), limits.WRITES)
    if request.POST.get("do") == "leave":
        end_appointment(actor=actor, appointment=appointment)
        messages.success(request, str(_("You are no super-user any more. Thank you for it.")))
        return redirect("community", community.slug)
    if request.POST.get("do") != "accept":
        raise InvalidInput
    accept_code(actor=actor, appointment=appointment)
    messages.success(request, str(_("Thank you. You are a super-user now.")))
    return redirect("super_user", community.slug)
