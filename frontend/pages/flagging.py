"""Reporting posts, with and without an account, and looking up what became of a report."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Actor, Privilege, require
from accounts.trap import Trap
from core import languages
from core.errors import InvalidInput
from forum.actions.flags import NOTE_MAX_CHARS, flag_post
from forum.models import Flag, Post
from forum.queries import post_for
from forum.queries.flags import flag_by_token
from frontend import limits
from frontend.pages.forms import take_errors
from frontend.pages.replying import post_path
from frontend.pages.texts import text_view
from frontend.pages.visitor import actor_of, caller_of, page_reader, reading_of
from translation.queries import render as render_texts


class FlagForm(Trap):
    """What is wrong with a post; from visitors also an address, and with a trap for programs."""

    reason = forms.ChoiceField(
        label=_("What is wrong?"), choices=Flag.Reason.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("More about it"),
        required=False,
        max_length=NOTE_MAX_CHARS,
        help_text=_("Write in your own language."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 4, "dir": "auto"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send you the decision and its reasons, and use it for nothing else."),
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "email", "dir": "ltr"}),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if actor.member is not None:
            for name in ("email", "subject", "opened"):
                del self.fields[name]


def flag(request: HttpRequest, post_id: int) -> HttpResponse:
    actor = actor_of(request)
    post = post_for(actor, post_id)
    require(actor, Privilege.REPORT, post.thread.community)
    form = FlagForm(request.POST if request.method == "POST" else None, actor=actor)
    if form.is_bound and form.is_valid():
        limits.spend(caller_of(request), limits.WRITES, limits.REPORTS)
        try:
            return redirect(_told(_flagged(actor, post, form)))
        except InvalidInput as error:
            take_errors(form, error)
    return _form_page(request, post, form)


def _flagged(actor: Actor, post: Post, form: FlagForm) -> Flag:
    data = form.cleaned_data
    return flag_post(
        actor=actor,
        post=post,
        reason=data["reason"],
        note=data["note"],
        email=data.get("email", ""),
        language=languages.current(),
    )


def _told(flag: Flag) -> str:
    return reverse("flag_status", args=[flag.token])


def _form_page(request: HttpRequest, post: Post, form: FlagForm) -> HttpResponse:
    found = render_texts([post.body], page_reader())
    context = {
        "form": form,
        "post": post,
        "body": text_view(found[post.body_id], reading_of(request)),
        "toggle_url": reverse("thread_by_id", args=[post.thread_id]),
        "back": post_path(post),
    }
    return render(request, "pages/flag.html", context, status=422 if form.errors else 200)


def status(request: HttpRequest, token: UUID) -> HttpResponse:
    """What became of a report, for whoever has its link."""
    flag = flag_by_token(token)
    texts = {"note": flag.note, "statement": flag.statement}
    found = render_texts([text for text in texts.values() if text], page_reader())
    views = {
        name: text_view(found[text.pk], reading_of(request)) for name, text in texts.items() if text
    }
    address = reverse("flag_status", args=[token])
    context = {"flag": flag, "toggle_url": address, **views}
    response = render(request, "pages/flag_status.html", context)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
