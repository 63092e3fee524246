"""Changing what was written: text, title, language."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import Actor
from core import languages
from core.errors import InvalidInput, NotPermitted, NotSignedIn
from forum.actions import (
    correct_post_language,
    correct_title_language,
    edit_post,
)
from forum.errors import EditConflict
from forum.models import Post
from forum.queries import post_for, thread_for
from frontend import limits
from frontend.pages import drafting
from frontend.pages.controls import controls_for
from frontend.pages.diffing import Change, changes
from frontend.pages.forms import EditForm, LanguageForm, take_errors
from frontend.pages.previewing import preview_context
from frontend.pages.replying import post_path
from frontend.pages.submitting import again_refused, form_again, once, sent
from frontend.pages.visitor import actor_of, caller_of


def editable(request: HttpRequest, post_id: int, control: str) -> tuple[Actor, Post]:
    """The post, for somebody who has this control over it. Raises NotSignedIn, NotFound and
    NotPermitted."""
    actor = actor_of(request)
    post = post_for(actor, post_id)
    if actor.member is None:
        raise NotSignedIn
    if control not in controls_for(actor, post, post.thread):
        raise NotPermitted
    post.thread = thread_for(actor, post.thread_id)
    return actor, post


def place_of(post: Post) -> str:
    """What a draft of a change is kept under."""
    return f"edit/{post.pk}"


def edit(request: HttpRequest, post_id: int) -> HttpResponse:
    _actor, post = editable(request, post_id, "edit")
    form = _form(request, post)
    context: dict[str, Any] = {"post": post, "back": post_path(post)}
    again = partial(again_refused, request, "pages/edit.html", form, context)
    if drafting.wants_to_keep(request):
        return drafting.keep(request, place_of(post), again)
    if request.method == "POST" and "preview" in request.POST:
        context |= preview_context(request, post.thread)
    elif request.method == "POST" and form.is_valid():
        try:
            limits.spend(caller_of(request), limits.WRITES)
            return sent(_saved(request, post, form), f"edit-{post.pk}")
        except InvalidInput as error:
            take_errors(form, error)
        except limits.TooMany as error:
            return again(error)
        except EditConflict as conflict:
            differences = _differences(form, post, conflict)
            context |= {"conflict": conflict, "differences": differences}
            form = _merging(form, post, conflict)
    return form_again(request, "pages/edit.html", form, context)


def _form(request: HttpRequest, post: Post) -> EditForm:
    opening = post.kind == Post.Kind.OPENING
    if request.method == "POST" and not drafting.is_unfinished(request):
        return EditForm(request.POST, with_title=opening)
    initial: dict[str, Any] = {
        "revision": post.revision,
        "body": post.body.source,
        "title": post.thread.title.source,
    }
    begun = {} if request.method == "POST" else drafting.taken_up(actor_of(request), place_of(post))
    return EditForm(initial=initial | begun | request.POST.dict(), with_title=opening)


def _saved(request: HttpRequest, post: Post, form: EditForm) -> str:
    """Where the changed post is; a form sent twice changes it once."""
    actor = actor_of(request)

    def act() -> str:
        _save(actor, post, form)
        drafting.finish(request, place_of(post))
        return post_path(post)

    return once(request, key=form.cleaned_data["key"], act=act)


def _save(actor: Actor, post: Post, form: EditForm) -> None:
    data = form.cleaned_data
    edit_post(
        actor=actor,
        post=post,
        body=data["body"],
        title=data.get("title"),
        revision=data["revision"],
        merging=data["merging"],
    )


def _merging(form: EditForm, post: Post, conflict: EditConflict) -> EditForm:
    """The form with what was typed, to be saved over what stands there now."""
    initial = {**form.cleaned_data, "revision": conflict.current_revision, "merging": True}
    return EditForm(initial=initial, with_title=post.kind == Post.Kind.OPENING)


def _differences(form: EditForm, post: Post, conflict: EditConflict) -> list[Change]:
    """What saving as typed would change in what stands there now: title and body."""
    data, language = form.cleaned_data, post.body.language
    pairs = [
        (conflict.current_title, data.get("title", "")),
        (conflict.current_source, data["body"]),
    ]
    return [
        Change(changes(theirs, mine), language, languages.direction(language))
        for theirs, mine in pairs
        if theirs.strip() != mine.strip()
    ]


def correct_language(request: HttpRequest, post_id: int) -> HttpResponse:
    actor, post = editable(request, post_id, "language")
    opening = post.kind == Post.Kind.OPENING
    form = LanguageForm(
        request.POST if request.method == "POST" else None,
        initial={"language": post.body.language},
        with_title=opening,
    )
    if request.method == "POST" and form.is_valid():
        limits.spend(caller_of(request), limits.WRITES)
        language = form.cleaned_data["language"]
        correct_post_language(actor=actor, post=post, language=language)
        if form.cleaned_data.get("title_too"):
            correct_title_language(actor=actor, thread=post.thread, language=language)
        messages.success(request, _("The language was corrected."))
        return redirect(post_path(post))
    context = {"form": form, "post": post, "back": post_path(post)}
    return render(request, "pages/correct_language.html", context)
