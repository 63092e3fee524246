"""A member's page: who it is, what was written, who was helped; and the card of a name."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Member
from accounts.permissions import Actor
from accounts.queries import member_by_name
from accounts.standing import present_name
from core import languages
from core.errors import NotFound
from forum.models import Post
from forum.queries import (
    Page,
    about_of,
    counts_of,
    helped_by,
    posts_of_member,
    threads_of_member,
)
from forum.queries.members import COUNTED_MOST
from frontend import limits
from frontend.pages.credit import credit_context
from frontend.pages.following import follow_menu
from frontend.pages.listing import listing
from frontend.pages.replying import post_path
from frontend.pages.staffing import staffed_by
from frontend.pages.texts import text_view
from frontend.pages.visitor import actor_of, caller_of, list_reader, page_reader, reading_of
from reputation.queries.shown import standings_of
from translation.actions import request as request_translation
from translation.priority import Priority
from translation.queries import Reader, Rendered, Side, render as render_texts

TABS: tuple[tuple[str, Promise], ...] = (
    ("threads", _("Threads")),
    ("answers", _("Answers")),
    ("accepted", _("Accepted answers")),
    ("comments", _("Comments")),
)


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post in a list of somebody's posts."""

    post: Post
    title: Side
    body: Side
    url: str


def found_member(username: str) -> Member:
    """The member who has this name, or had it before. Raises NotFound."""
    if "\0" in username:  # PostgreSQL does not even ask
        raise NotFound
    try:
        return member_by_name(username)
    except NotFound:
        present = present_name(username)
        if present is None:
            raise
        return member_by_name(present)


def reads_of(member: Member) -> list[str]:
    """Languages a member reads, the one of his pages first."""
    return list(dict.fromkeys([member.reading_language, *member.kept_languages]))


@require_GET
def member(request: HttpRequest, username: str) -> HttpResponse:
    found = found_member(username)
    if found.username != username:
        return redirect(reverse("member", args=[found.username]), permanent=True)
    actor = actor_of(request)
    shown = request.GET.get("show", "")
    tab = shown if shown in dict(TABS) else TABS[0][0]
    context = {
        "member": found,
        "reads": reads_of(found),
        "counts": counts_of(actor, found),
        "counted_most": COUNTED_MOST,
        "helped": helped_by(actor, found),
        **credit_context(actor, found),
        "staffed": staffed_by(actor, found),
        "about": _about(request, found),
        "follow": follow_menu(actor, found),
        "tabs": TABS,
        "tab": tab,
        "read_url": reverse("read_member", args=[found.username]),
        **_activity(request, actor, found, tab),
    }
    return render(request, "pages/member.html", context)


def _about(request: HttpRequest, found: Member) -> Any:
    text = about_of(found)
    if text is None:
        return None
    return text_view(render_texts([text], page_reader())[text.pk], reading_of(request))


def _activity(request: HttpRequest, actor: Actor, found: Member, tab: str) -> dict[str, Any]:
    """The rows of a tab, and the page they are on."""
    cursor, reader = request.GET.get("cursor"), list_reader(request)
    if tab == "threads":
        threads = threads_of_member(actor, found, cursor=cursor)
        return {"page_of_rows": threads, "rows": listing(threads.items, reader).rows}
    posts = posts_of_member(actor, found, tab, cursor=cursor)
    return {"page_of_rows": posts, "post_rows": _post_rows(posts, reader)}


def _post_rows(posts: Page[Post], reader: Reader) -> list[PostRow]:
    texts = [text for post in posts.items for text in (post.body, post.thread.title)]
    seen = render_texts(texts, reader)
    return [_post_row(post, seen) for post in posts.items]


def _post_row(post: Post, seen: dict[int, Rendered]) -> PostRow:
    title, body = seen[post.thread.title_id].shown, seen[post.body_id].shown
    return PostRow(post, title, body, post_path(post))


@require_GET
def card(request: HttpRequest, username: str) -> HttpResponse:
    """What a pointer on a name shows: a fragment, the same for every reader of a language who
    sees the same."""
    found, actor = found_member(username), actor_of(request)
    context = {
        "member": found,
        "reads": reads_of(found),
        "counts": counts_of(actor, found),
        "counted_most": COUNTED_MOST,
        "standing": next(iter(standings_of(actor, found)), None),
        "about": _about(request, found),
    }
    response = render(request, "parts/member_card.html", context)
    response["Cache-Control"] = "private, max-age=60"
    return response


@csrf_exempt
@require_POST
def read_member(request: HttpRequest, username: str) -> HttpResponse:
    """Somebody reads this page in this language: what the member says of himself is wanted."""
    text = about_of(found_member(username))
    caller = caller_of(request)
    visits = caller.actor.id is None
    limit = limits.DEMANDS_OF_VISITORS if visits else limits.DEMANDS_OF_MEMBERS
    if text is not None and not limits.is_spent(caller, limit):
        asked = request_translation(
            texts=[text], languages=[languages.current()], priority=Priority.READER
        )
        if asked:
            limits.count(caller, limit)
    return HttpResponse(status=204)
