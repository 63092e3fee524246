"""Improving a translation, sentence by sentence, beside the original.

One page for posts and titles. Whatever is done on it, what was typed and not sent yet comes back.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Community
from accounts.permissions import Actor, Privilege, require
from core import languages
from core.errors import LingoraError, NotFound
from forum.models import Post, Thread
from forum.queries import post_for, thread_for
from frontend import limits
from frontend.pages.judging import deed_of, judge, powers_of
from frontend.pages.replying import post_path
from frontend.pages.sentences import Typed, preview_of, sheet_of
from frontend.pages.submitting import sent
from frontend.pages.visitor import actor_of, caller_of
from translation.actions import propose_correction
from translation.correction_errors import NothingToTranslate
from translation.corrections import history_of, target_language
from translation.models import Correction, Text

METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Desk:
    """A text to be improved: whose, where, by whom, and where its page is."""

    actor: Actor
    text: Text
    community: Community
    path: str
    back: str
    language: str = ""

    @property
    def composer(self) -> str:
        """The name under which the page's script keeps what is typed."""
        return f"translation-{self.text.pk}-{self.language}"


@require_http_methods(METHODS)
def of_post(request: HttpRequest, post_id: int) -> HttpResponse:
    actor = actor_of(request)
    post = post_for(actor, post_id)
    if post.visibility == Post.Visibility.DELETED:
        raise NotFound
    path = reverse("correct_translation", args=[post.pk])
    return _page(request, Desk(actor, post.body, post.thread.community, path, post_path(post)))


@require_http_methods(METHODS)
def of_title(request: HttpRequest, thread_id: int) -> HttpResponse:
    actor = actor_of(request)
    thread = thread_for(actor, thread_id)
    if thread.visibility != Thread.Visibility.PUBLIC:
        raise NotFound
    path = reverse("correct_title_translation", args=[thread.pk])
    back = reverse("thread_by_id", args=[thread.pk])
    return _page(request, Desk(actor, thread.title, thread.community, path, back))


def _page(request: HttpRequest, desk: Desk) -> HttpResponse:
    # Authors see what is proposed for their texts, and decide, from the beginning.
    own = desk.actor.id is not None and desk.text.author_id == desk.actor.id
    privilege = Privilege.RATE_TRANSLATION if own else Privilege.SUGGEST_TRANSLATION
    require(desk.actor, privilege, desk.community)
    try:
        language = target_language(desk.text, languages.current())
    except NothingToTranslate:
        return _other_languages(request, desk)
    desk = Desk(desk.actor, desk.text, desk.community, desk.path, desk.back, language)
    if request.method != "POST":
        return _shown(request, desk, Typed.of({}))
    typed = Typed.of(request.POST)
    if "preview" in request.POST:
        return _previewed(request, desk, typed)
    try:
        limits.spend(caller_of(request), limits.WRITES)
        return _acted(request, desk, typed)
    except LingoraError as error:
        return _refused(request, desk, typed, error)


def _acted(request: HttpRequest, desk: Desk, typed: Typed) -> HttpResponse:
    """Do what was asked for. Raises whatever the actions raise."""
    deed = deed_of(request.POST)
    if deed:
        messages.success(request, judge(desk.actor, desk.text, deed))
        # What was typed and not sent yet would be lost by going anywhere.
        return _shown(request, desk, typed) if typed.changes else redirect(request.get_full_path())
    made = propose_correction(
        actor=desk.actor,
        text=desk.text,
        community=desk.community,
        language=desk.language,
        segments=typed.changes,
    )
    messages.success(request, _thanks(made))
    return sent(request.get_full_path(), desk.composer)


def _thanks(made: list[Correction]) -> str:
    if all(correction.state == Correction.State.APPROVED for correction in made):
        return _("Thank you. Readers see it in a moment.")
    return _("Thank you. It counts once the author or two others who read both languages agree.")


def _previewed(request: HttpRequest, desk: Desk, typed: Typed) -> HttpResponse:
    try:
        limits.spend(caller_of(request), limits.PREVIEWS)
    except limits.TooMany as error:
        if "HX-Request" in request.headers:
            return render(request, "parts/refusal.html", {"refusal": error}, status=error.status)
        return _refused(request, desk, typed, error)
    if "HX-Request" not in request.headers:
        return _shown(request, desk, typed)
    context = {"preview": preview_of(desk.text, desk.language, typed)}
    return render(request, "parts/translation_preview.html", context)


def _refused(request: HttpRequest, desk: Desk, typed: Typed, error: LingoraError) -> HttpResponse:
    typed = typed.with_errors(error)
    refusal = None if typed.errors else error
    response = _shown(request, desk, typed, refusal=refusal, status=error.status)
    if isinstance(error, limits.TooMany):
        response["Retry-After"] = str(error.retry_after_seconds)
    return response


def _shown(
    request: HttpRequest,
    desk: Desk,
    typed: Typed,
    *,
    refusal: LingoraError | None = None,
    status: int = 200,
) -> HttpResponse:
    text, language = desk.text, desk.language
    context: dict[str, Any] = {
        "desk": desk,
        "text": text,
        "target": languages.get(language),
        "sheet": sheet_of(text, language, typed, desk.actor.id, request.GET.get("from", "")),
        "history": history_of(text, language, desk.actor.id),
        "powers": powers_of(desk.actor, text, desk.community, language),
        "preview": preview_of(text, language, typed),
        "refusal": refusal,
    }
    return render(request, "pages/translation.html", context, status=status)


def _other_languages(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page in the language of the text itself: there is nothing to improve in this one."""
    others = [
        language
        for language in languages.offered()
        if not languages.serves(desk.text.language, language.code)
    ]
    context = {"desk": desk, "text": desk.text, "others": others}
    return render(request, "pages/translation_languages.html", context)
