"""“Understandable?”, asked under each translated post."""

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import languages
from core.errors import InvalidInput, LingoraError, NotFound
from forum.models import Post
from forum.queries import post_for
from frontend import limits
from frontend.pages.replying import post_path
from frontend.pages.told import told
from frontend.pages.visitor import actor_of, caller_of
from translation.actions import rate_translation

_ANSWER = re.compile(r"([0-9]{1,15})-(yes|no)")


@require_POST
def rate(request: HttpRequest) -> HttpResponse:
    """The button says which post and what: `12-yes`. One form serves all posts of a page, so
    that their fragments hold nothing personal."""
    said = _ANSWER.fullmatch(request.POST.get("rate", ""))
    if said is None:
        raise InvalidInput
    actor = actor_of(request)
    post = post_for(actor, int(said[1]))
    if post.visibility == Post.Visibility.DELETED:
        raise NotFound
    by_script = "text/html" not in request.headers.get("Accept", "")
    try:
        limits.spend(caller_of(request), limits.WRITES)
        rate_translation(
            actor=actor,
            text=post.body,
            community=post.thread.community,
            language=languages.current(),
            understandable=said[2] == "yes",
        )
    except LingoraError as error:
        if by_script:
            return told(error)
        raise
    if by_script:
        return HttpResponse(status=204)
    messages.success(request, _("Thank you."))
    return redirect(post_path(post))
