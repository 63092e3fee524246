"""Erasing the words of a post for good, where the law or somebody's safety asks for it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from forum.actions.erasing import erase_post
from frontend import limits
from frontend.pages.deciding import body_context
from frontend.pages.editing import editable
from frontend.pages.replying import post_path
from frontend.pages.visitor import caller_of


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, post_id: int) -> HttpResponse:
    """What would go, and a button: there is no way back."""
    actor, post = editable(request, post_id, "erase")
    if request.method != "POST":
        return render(request, "pages/erase.html", body_context(request, post))
    limits.spend(caller_of(request), limits.WRITES)
    erase_post(actor=actor, post=post)
    messages.success(request, _("Post erased"))
    return redirect(post_path(post))
