"""Ending a poll before its time, which cannot be taken back: so it asks first."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.errors import Conflict, NotFound
from forum.actions import close_poll
from forum.queries import post_for
from forum.queries.polls import has_ended, has_poll
from frontend import limits
from frontend.pages.editing import editable
from frontend.pages.replying import post_path
from frontend.pages.texts import text_view
from frontend.pages.visitor import actor_of, caller_of, page_reader, reading_of
from translation.queries import render as render_texts


@require_http_methods(["GET", "HEAD", "POST"])
def end_poll(request: HttpRequest, post_id: int) -> HttpResponse:
    """Asks on GET, ends on POST; a poll that has ended is only shown."""
    actor = actor_of(request)
    post = post_for(actor, post_id)
    if not has_poll(post):
        raise NotFound
    if has_ended(post.poll):
        messages.info(request, _("This poll has ended."))
        return redirect(post_path(post))
    if request.method != "POST":
        return _ask(request, post_id)
    try:
        limits.spend(caller_of(request), limits.WRITES)
        close_poll(actor=actor, post=post)
        messages.success(request, _("This poll has ended."))
    except Conflict as error:
        messages.error(request, str(error))
    return redirect(post_path(post))


def _ask(request: HttpRequest, post_id: int) -> HttpResponse:
    _actor, post = editable(request, post_id, "end_poll")
    found = render_texts([post.body], page_reader())
    context = {
        "post": post,
        "body": text_view(found[post.body_id], reading_of(request)),
        "back": post_path(post),
        "question": _("End this poll now?"),
        "consequence": _("Nobody can vote any more, and everybody sees the final result."),
        "yes": _("End the poll"),
    }
    return render(request, "pages/confirm.html", context)
