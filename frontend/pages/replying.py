"""Answering and commenting."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.permissions import Actor
from core.errors import InvalidInput, LingoraError, NotFound, NotPermitted, NotSignedIn, RateLimited
from forum.actions import publish_post
from forum.actions.posts import default_kind
from forum.errors import ThreadIsClosed, ThreadIsLocked
from forum.models import Post, Thread
from forum.queries import post_for, thread_or_target
from forum.queries.taking_part import may_comment, takes_answers
from forum.thread_errors import ThreadMerged
from frontend import limits
from frontend.pages import drafting, quoting
from frontend.pages.forms import ReplyForm, take_errors
from frontend.pages.poll_form import ReplyExtras, are_sound, open_wanted
from frontend.pages.previewing import preview_context
from frontend.pages.submitting import form_again, once, sent
from frontend.pages.texts import text_view
from frontend.pages.visitor import actor_of, caller_of, page_reader, reading_of
from frontend.pages.waiting import tell_where_it_waits
from translation.queries import render as render_texts


def post_path(post: Post) -> str:
    """The permanent address of a post."""
    return f"{reverse('thread_by_id', args=[post.thread_id])}?post={post.pk}#post-{post.pk}"


def place_of(thread: Thread) -> str:
    """What a draft of a reply is kept under."""
    return f"reply/{thread.pk}"


def reply(request: HttpRequest, thread_id: int) -> HttpResponse:
    actor = actor_of(request)
    thread = thread_or_target(actor, thread_id)
    if actor.member is None:
        raise NotSignedIn
    if drafting.wants_to_keep(request):
        return drafting.keep(request, place_of(thread), partial(_refused, request, actor, thread))
    answered = _answered(request, actor, thread)
    form = _form(request, actor, thread, answered)
    context = _context(request, thread, answered, form)
    extras = context["extras"]
    if request.method == "POST" and "preview" in request.POST:
        context |= preview_context(request, thread)
    elif request.method == "POST" and are_sound(form, extras, actor):
        try:
            limits.spend(caller_of(request), limits.WRITES)
            return sent(_publish(request, thread, answered, form, extras), f"reply-{thread.pk}")
        except InvalidInput as error:
            take_errors(form, error)
        except (RateLimited, NotPermitted, ThreadIsClosed, ThreadIsLocked, ThreadMerged) as error:
            context["refusal"] = error
    return form_again(request, "pages/reply.html", form, context)


def _refused(
    request: HttpRequest, actor: Actor, thread: Thread, refusal: LingoraError
) -> HttpResponse:
    """The form as it was typed, and why its draft was not kept."""
    answered = _answered(request, actor, thread)
    form = _form(request, actor, thread, answered)
    context = _context(request, thread, answered, form) | {"refusal": refusal}
    return form_again(request, "pages/reply.html", form, context)


def _answered(request: HttpRequest, actor: Actor, thread: Thread) -> Post | None:
    wanted = (request.POST if request.method == "POST" else request.GET).get("reply_to", "")
    if not wanted:
        return None
    if not wanted.isdecimal() or len(wanted) > 15:
        raise NotFound
    post = post_for(actor, int(wanted))
    if post.thread_id != thread.pk:
        raise NotFound
    return post


def _form(request: HttpRequest, actor: Actor, thread: Thread, answered: Post | None) -> ReplyForm:
    both = takes_answers(thread) and may_comment(actor, thread)
    if request.method == "POST" and not drafting.is_unfinished(request):
        return ReplyForm(request.POST, both_kinds=both)
    # To reply to somebody is mostly to comment on what he said.
    usual = Post.Kind.COMMENT if answered and answered.number > 1 else default_kind(actor, thread)
    initial: dict[str, Any] = {"kind": usual, "reply_to": answered and answered.pk}
    if request.method != "POST":
        initial |= _begun(request, actor, thread, answered)
    typed = {key: value for key, value in request.POST.items() if value}
    return ReplyForm(initial=initial | typed, both_kinds=both)


def _begun(
    request: HttpRequest, actor: Actor, thread: Thread, answered: Post | None
) -> dict[str, Any]:
    """The draft of a reply, answering whom the address names, with what is to be quoted."""
    begun = drafting.taken_up(actor, place_of(thread))
    if answered:
        begun["reply_to"] = answered.pk
    return begun | quoting.asked_for(request, actor, str(begun.get("body", "")))


def _context(
    request: HttpRequest, thread: Thread, answered: Post | None, form: ReplyForm
) -> dict[str, Any]:
    texts = [thread.title, *([answered.body] if answered else [])]
    found = render_texts(texts, page_reader())
    reading = reading_of(request)
    return {
        "thread": thread,
        "title": text_view(found[thread.title_id], reading).seen,
        "answered": answered,
        "replying_to": answered,
        "answered_body": answered and text_view(found[answered.body_id], reading),
        "toggle_url": reverse("thread_by_id", args=[thread.pk]),
        "reply_form": form,
        "extras": ReplyExtras.of(request, thread.community),
    }


def _publish(
    request: HttpRequest,
    thread: Thread,
    answered: Post | None,
    form: ReplyForm,
    extras: ReplyExtras,
) -> str:
    actor, data = actor_of(request), form.cleaned_data

    def act() -> str:
        post = publish_post(
            actor=actor,
            thread=thread,
            body=data["body"],
            kind=data.get("kind") or None,
            language=data["language"] or None,
            reply_to=answered,
            whisper=extras.is_whisper,
        )
        open_wanted(extras, actor=actor, post=post)
        tell_where_it_waits(request, post)
        drafting.finish(request, place_of(thread))
        return post_path(post)

    return once(request, key=data["key"], act=act)
