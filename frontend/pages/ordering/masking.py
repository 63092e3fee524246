"""Choosing the words of a post that nobody is to read any more."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import Privilege, require
from accounts.reasons import AGAINST, Reason
from core.errors import InvalidInput, LingoraError
from forum.actions.masking_words import mask_words
from forum.models import Post
from forum.queries import post_for
from frontend import limits
from frontend.pages.ordering.asking import Choice
from frontend.pages.ordering.simple import asks
from frontend.pages.replying import post_path
from frontend.pages.texts import text_view
from frontend.pages.visitor import actor_of, caller_of, page_reader, reading_of
from translation.queries import render as render_texts


@asks
def mask(request: HttpRequest, post_id: int) -> HttpResponse:
    """The post as it was written, and a field for its words, one piece a line."""
    actor = actor_of(request)
    post = post_for(actor, post_id)
    require(actor, Privilege.MODERATE, post.thread.community)
    refusal: LingoraError | None = None
    if request.method == "POST":
        limits.spend(caller_of(request), limits.WRITES)
        try:
            mask_words(
                actor=actor,
                post=post,
                words=request.POST.get("words", "").splitlines(),
                reason=request.POST.get("choice", ""),
            )
        except InvalidInput as error:
            refusal = error
        else:
            messages.success(request, _("The words are masked."))
            return redirect(post_path(post))
    context = _context(request, post) | {"refusal": refusal}
    return render(request, "pages/mask.html", context, status=refusal.status if refusal else 200)


def _context(request: HttpRequest, post: Post) -> dict[str, Any]:
    found = render_texts([post.body], page_reader())
    return {
        "post": post,
        "body": text_view(found[post.body_id], reading_of(request)),
        "toggle_url": reverse("thread_by_id", args=[post.thread_id]),
        "back": post_path(post),
        "typed": request.POST.get("words", ""),
        "legend": _("Why?"),
        "choices": [Choice(value, words) for value, words in AGAINST],
        "chosen": request.POST.get("choice", Reason.PERSONAL_DATA),
    }
