"""Deleting, restoring, accepting: each asks first where it was reached by a link."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.permissions import Actor
from core.errors import NotFound, NotSignedIn
from forum.actions import accept_answer, delete_post, restore_post, unaccept_answer
from forum.actions.removal import own_deleted
from forum.models import Post
from forum.queries import post_for
from frontend import limits
from frontend.pages.editing import editable
from frontend.pages.replying import post_path
from frontend.pages.texts import text_view
from frontend.pages.visitor import actor_of, caller_of, page_reader, reading_of
from translation.queries import render as render_texts


def body_context(request: HttpRequest, post: Post) -> dict[str, Any]:
    """What pages show that ask about a post: what it says to the reader, and the way back."""
    found = render_texts([post.body], page_reader())
    return {
        "post": post,
        "body": text_view(found[post.body_id], reading_of(request)),
        "toggle_url": reverse("thread_by_id", args=[post.thread_id]),
        "back": post_path(post),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, post_id: int) -> HttpResponse:
    actor, post = editable(request, post_id, "delete")
    if request.method != "POST":
        return render(request, "pages/delete.html", body_context(request, post))
    limits.spend(caller_of(request), limits.WRITES)
    delete_post(actor=actor, post=post)
    return redirect(reverse("deleted_post", args=[post.pk]))


def deleted(request: HttpRequest, post_id: int) -> HttpResponse:
    """What can still be done after deleting: bring it back."""
    post = _deleted_post(actor_of(request), post_id)
    opening = post.kind == Post.Kind.OPENING
    thread_gone = opening or post.thread.visibility != post.thread.Visibility.PUBLIC
    back = reverse("home") if thread_gone else reverse("thread_by_id", args=[post.thread_id])
    return render(request, "pages/deleted.html", {"post": post, "back": back})


def _deleted_post(actor: Actor, post_id: int) -> Post:
    """One's own deleted post, or any that staff may see. Raises NotFound, NotSignedIn."""
    if actor.member is None:
        raise NotSignedIn
    try:
        return own_deleted(actor, post_id)
    except NotFound:
        return post_for(actor, post_id)


@require_http_methods(["POST"])
def restore(request: HttpRequest, post_id: int) -> HttpResponse:
    actor = actor_of(request)
    limits.spend(caller_of(request), limits.WRITES)
    post = restore_post(actor=actor, post=_deleted_post(actor, post_id))
    messages.success(request, _("It is back."))
    return redirect(post_path(post))


def _deciding(
    control: str, action: Callable[..., object], question: Promise, yes: Promise
) -> Callable[[HttpRequest, int], HttpResponse]:
    """A view that acts on POST and asks `question` on GET."""

    @require_http_methods(["GET", "HEAD", "POST"])
    def decide(request: HttpRequest, post_id: int) -> HttpResponse:
        if request.method != "POST":
            _actor, post = editable(request, post_id, control)
            context = body_context(request, post) | {"question": question, "yes": yes}
            return render(request, "pages/confirm.html", context)
        actor = actor_of(request)
        post = post_for(actor, post_id)
        limits.spend(caller_of(request), limits.WRITES)
        action(actor=actor, post=post)
        return redirect(post_path(post))

    return decide


accept = _deciding(
    "accept", accept_answer, gettext_lazy("Did this solve it?"), gettext_lazy("This solved it")
)
unaccept = _deciding(
    "unaccept",
    unaccept_answer,
    gettext_lazy("Is this not the solution after all?"),
    gettext_lazy("Not the solution"),
)
