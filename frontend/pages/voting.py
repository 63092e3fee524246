"""Pressing a button under a post: useful or not, “solved for me too”, an option of a poll.

One form of the page serves all posts; its buttons say which post and what (`12-up`), so that the
posts themselves hold nothing personal.
"""

import re
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.level_errors import LevelNeeded
from accounts.permissions import Actor
from core.errors import Conflict, InvalidInput, LingoraError
from forum.actions import confirm_answer, unconfirm_answer, vote, vote_poll
from forum.errors import PollRefused, ReasonNeeded, VotesKeptApart, VotesUsedUp
from forum.models import Post, Vote
from forum.queries import post_for
from frontend import limits
from frontend.pages.replying import post_path
from frontend.pages.texts import text_view
from frontend.pages.told import told
from frontend.pages.visitor import actor_of, caller_of, page_reader, reading_of
from translation.queries import render as render_texts

REASONS: dict[str, Promise] = {
    Vote.Reason.WRONG: _("It is wrong"),
    Vote.Reason.UNCLEAR: _("It is hard to understand"),
    Vote.Reason.OUTDATED: _("It is out of date"),
    Vote.Reason.OFF_TOPIC: _("It does not belong here"),
}
Deed = Callable[[HttpRequest, Actor, Post], object]


def _voted(value: int) -> Deed:
    def act(request: HttpRequest, actor: Actor, post: Post) -> object:
        reason = request.POST.get("reason", "") if value == -1 else ""
        return vote(actor=actor, post=post, value=value, reason=reason)

    return act


def _chosen(request: HttpRequest, actor: Actor, post: Post) -> object:
    sent = request.POST.getlist(f"poll-{post.pk}")
    options = [int(one) for one in sent if one.isdecimal() and len(one) <= 15]
    if not options:
        raise PollRefused(fields={"options": _("Choose an option first.")})
    return vote_poll(actor=actor, post=post, options=options)


_DEEDS: dict[str, Deed] = {
    "up": _voted(1),
    "down": _voted(-1),
    "none": _voted(0),
    "too": lambda _request, actor, post: confirm_answer(actor=actor, post=post),
    "not-too": lambda _request, actor, post: unconfirm_answer(actor=actor, post=post),
    "poll": _chosen,
    "no-poll": lambda _request, actor, post: vote_poll(actor=actor, post=post, options=[]),
}
_SAID = re.compile(rf"([0-9]{{1,15}})-({'|'.join(_DEEDS)})")


@require_POST
def mark(request: HttpRequest) -> HttpResponse:
    """Do what the button says. The page's script is told the new counts, or what is wrong."""
    said = _SAID.fullmatch(request.POST.get("mark", ""))
    if said is None:
        raise InvalidInput
    actor = actor_of(request)
    post = post_for(actor, int(said[1]))
    by_script = "text/html" not in request.headers.get("Accept", "")
    try:
        limits.spend(caller_of(request), limits.WRITES)
        _DEEDS[said[2]](request, actor, post)
    except LingoraError as error:
        return told(error) if by_script else _refused(request, post, error)
    if by_script:
        post = post_for(actor, post.pk)
        return JsonResponse({"score": post.score, "confirmations": post.confirmations_count})
    return redirect(post_path(post))


def _refused(request: HttpRequest, post: Post, error: LingoraError) -> HttpResponse:
    """Back to the post with a word about it; a missing reason is asked for on a page."""
    if isinstance(error, ReasonNeeded):
        return _ask_reason(request, post)
    if not isinstance(error, (Conflict, InvalidInput, LevelNeeded, VotesKeptApart, VotesUsedUp)):
        raise error
    for message in error.fields.values() or [error]:
        messages.error(request, str(message))
    return redirect(post_path(post))


def _ask_reason(request: HttpRequest, post: Post) -> HttpResponse:
    found = render_texts([post.body], page_reader())
    context = {
        "post": post,
        "body": text_view(found[post.body_id], reading_of(request)),
        "vote_reasons": tuple(REASONS.items()),
        "back": post_path(post),
    }
    return render(request, "pages/not_useful.html", context)
