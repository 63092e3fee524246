"""Forms act once, however often a button is pressed, and come back with what was typed."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.models import Member
from core.errors import LingoraError, RateLimited
from frontend.models import Submission
from frontend.pages.visitor import actor_of

KEPT_FOR = timedelta(days=1)
SENT_COOKIE = "sent"
ADDED_BY_THE_PAGE = frozenset({"csrfmiddlewaretoken", "draft_version", "read_in"})
SENT_COOKIE_SECONDS = 600


@transaction.atomic
def once(request: HttpRequest, *, key: UUID, act: Callable[[], str]) -> str:
    """The path `act` answers with; of a form sent before with the same contents, the path it led
    to then. Who went back and changed what was sent has written something new.

    A second submission waits until the first is done. Errors of `act` leave nothing behind.
    """
    member = actor_of(request).member
    if member is None:
        return act()
    row, is_new = Submission.objects.get_or_create(
        member=member, key=key, contents=contents_of(request)
    )
    if is_new:
        row.path = act()
        row.save(update_fields=["path"])
    return row.path


def contents_of(request: HttpRequest) -> str:
    """A digest of what was typed and chosen, without what the page adds by itself."""
    typed = sorted(item for item in request.POST.lists() if item[0] not in ADDED_BY_THE_PAGE)
    digest = sha256(repr(typed).encode("utf-8", "replace"))
    for field in sorted(request.FILES):
        for file in request.FILES.getlist(field):
            digest.update(repr((field, file.name, file.size)).encode("utf-8", "replace"))
            # A file that was mended may have the same name and length.
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()


def was_sent(member: Member, key: str) -> bool:
    """True where a form with this key was sent already: what it still saves comes too late."""
    try:
        return Submission.objects.filter(member=member, key=UUID(key)).exists()
    except ValueError:
        return False


def sent(path: str, composer: str) -> HttpResponse:
    """To where a form led. Only now the page's script may forget the text of its composer
    (`data-composer`, for edits without the revision): a redirect to sign in loses nothing."""
    response = redirect(path)
    response.set_cookie(
        SENT_COOKIE,
        composer,
        max_age=SENT_COOKIE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def form_again(
    request: HttpRequest, template: str, form: Form, context: dict[str, Any]
) -> HttpResponse:
    """The page of a form with what was typed, and the status of what is wrong with it: what its
    `conflict` or its `refusal` says, or its fields."""
    told = context.get("conflict") or context.get("refusal")
    status = told.status if told else 422 if form.errors else 200
    response = render(request, template, {"form": form, **context}, status=status)
    if isinstance(told, RateLimited) and told.retry_after_seconds:
        response["Retry-After"] = str(told.retry_after_seconds)
    return response


def again_refused(
    request: HttpRequest, template: str, form: Form, context: dict[str, Any], refusal: LingoraError
) -> HttpResponse:
    """The page of a form with what was typed, and why it was not taken."""
    return form_again(request, template, form, {**context, "refusal": refusal})


def sweep_submissions() -> int:
    """Forget forms sent more than a day ago; how many those were."""
    old = Submission.objects.filter(created__lt=timezone.now() - KEPT_FOR)
    return old.delete()[0]
