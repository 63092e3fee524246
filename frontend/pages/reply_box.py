"""The empty form under a thread, kept ready-made: rendering it takes as long as twenty posts."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts.permissions import Actor, Privilege, allowed
from forum.actions.posts import default_kind
from forum.models import Post, Thread
from forum.queries.taking_part import may_comment, takes_answers
from frontend.pages.forms import ReplyForm
from frontend.pages.poll_form import ReplyExtras
from frontend.ready import filled, kept_by_language

THREAD = 999_999_999_999_999
"""Stands for the thread's number: no thread will ever have this one."""
KEY = UUID("00000000-0000-4000-8000-000000000000")
TOKEN = "ready-made-token"  # noqa: S105 - a stand-in, no secret


@dataclass(frozen=True, slots=True)
class _Community:
    slug: str


@dataclass(frozen=True, slots=True)
class _Thread:
    """As much of a thread as the form's template needs."""

    community: _Community
    pk: int = THREAD


def reply_box(
    request: HttpRequest, actor: Actor, thread: Thread, posts: Iterable[Post]
) -> SafeString:
    """The form as it stands under `posts` of a thread before anybody typed, for this visitor."""
    html = _form(
        community=thread.community.slug,
        both_kinds=takes_answers(thread) and may_comment(actor, thread, among=posts),
        kind=str(default_kind(actor, thread)),
        may_whisper=allowed(actor, Privilege.WHISPER, thread.community),
        may_poll=allowed(actor, Privilege.OPEN_POLL, thread.community),
    )
    words = {TOKEN: get_token(request), str(KEY): str(uuid4()), str(THREAD): str(thread.pk)}
    return filled(html, words)


@kept_by_language
def _form(*, community: str, both_kinds: bool, kind: str, may_whisper: bool, may_poll: bool) -> str:
    extras = ReplyExtras()
    extras.may_whisper, extras.may_poll = may_whisper, may_poll
    context = {
        "thread": _Thread(_Community(community)),
        "reply_form": ReplyForm(initial={"kind": kind, "key": KEY}, both_kinds=both_kinds),
        "extras": extras,
        "csrf_token": TOKEN,
    }
    return render_to_string("parts/reply_form.html", context)
