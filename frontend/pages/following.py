"""Following threads, tags, categories and members: the menu, and the list of what one follows."""

import re
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST

from accounts.models import Member
from accounts.permissions import Actor
from core.errors import NotFound, NotSignedIn
from forum.actions import set_subscription
from forum.models import Category, Subscription, Tag, Thread
from forum.queries import chosen_level, subscriptions_of, thread_for
from forum.queries.following import category_by_id, member_by_id, tag_by_id
from frontend import limits
from frontend.pages.visitor import actor_of, caller_of, list_reader
from translation.models import Text
from translation.queries import Side, render as render_texts

Level = Subscription.Level
Target = Thread | Category | Tag | Member
_TARGET = re.compile(r"(thread|category|tag|author)-([0-9]{1,15})")

OF_THREAD: dict[str, Promise] = {
    Level.WATCHING: gettext_lazy("You are told of every new post."),
    Level.TRACKING: gettext_lazy("Unread posts are counted, nobody tells you of them."),
    Level.NORMAL: gettext_lazy("You are told when somebody answers or mentions you."),
    Level.MUTED: gettext_lazy("You are told of nothing here."),
}
OF_PLACE: dict[str, Promise] = {
    **OF_THREAD,
    Level.WATCHING: gettext_lazy("You are told of every new thread."),
}
OF_MEMBER: dict[str, Promise] = {
    **OF_THREAD,
    Level.WATCHING: gettext_lazy("You are told of everything this member writes."),
    Level.MUTED: gettext_lazy("You are told of nothing this member does."),
}
TABS: tuple[tuple[str, Promise], ...] = (
    ("thread", gettext_lazy("Threads")),
    ("category", gettext_lazy("Categories")),
    ("tag", gettext_lazy("Tags")),
    ("author", gettext_lazy("Members")),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One level that can be chosen."""

    level: str
    name: str
    meaning: Promise
    current: bool


@dataclass(frozen=True, slots=True)
class FollowMenu:
    """The menu for one target, `value` as its form sends it; `level` is what holds now."""

    value: str
    level: str
    choices: tuple[Choice, ...]

    @property
    def name(self) -> str:
        """What the menu's button says: the level, or what can be done."""
        return _("Follow") if self.level == Level.NORMAL else str(Level(self.level).label)


def follow_menu(actor: Actor, target: Target, level: str | None = None) -> FollowMenu | None:
    """The menu for a thread, tag, category or member; None for visitors and for oneself.

    Asks one query for the present level unless it is given.
    """
    if actor.member is None or target == actor.member:
        return None
    kind = _kind(target)
    present = level or chosen_level(actor, **{kind: target}) or Level.NORMAL
    meanings = {"thread": OF_THREAD, "author": OF_MEMBER}.get(kind, OF_PLACE)
    choices = tuple(
        Choice(each.value, str(each.label), meanings[each], each == present) for each in Level
    )
    return FollowMenu(f"{kind}-{target.pk}", present, choices)


def _kind(target: Target) -> str:
    if isinstance(target, Member):
        return "author"
    return type(target).__name__.lower()


@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """The menu's buttons: `target` is like `thread-12`, `level` one of the levels."""
    actor = actor_of(request)
    if actor.member is None:
        raise NotSignedIn
    limits.spend(caller_of(request), limits.WRITES)
    target = _target(actor, request.POST.get("target", ""))
    row = set_subscription(actor=actor, level=request.POST.get("level", ""), **target)
    if "text/html" not in request.headers.get("Accept", ""):
        return HttpResponse(status=204)
    told = _("Following: %(level)s.") % {"level": Level(row.level).label}
    messages.success(request, told)
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if safe else reverse("following"))


def _target(actor: Actor, text: str) -> dict[str, Any]:
    """What a form names. Raises NotFound."""
    found = _TARGET.fullmatch(text)
    if found is None:
        raise NotFound
    kind, pk = found[1], int(found[2])
    if kind == "thread":
        return {kind: thread_for(actor, pk)}
    if kind == "author":
        return {kind: member_by_id(pk)}
    return {kind: tag_by_id(actor, pk) if kind == "tag" else category_by_id(actor, pk)}


@dataclass(frozen=True, slots=True)
class FollowRow:
    """Something that is followed, in a list. `place` says where it is."""

    menu: FollowMenu | None
    name: Side | None
    plain: str
    url: str
    place: str


def following(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    wanted = request.GET.get("kind", "")
    kind = wanted if wanted in dict(TABS) else TABS[0][0]
    page = subscriptions_of(actor, kind, cursor=request.GET.get("cursor"))
    texts = [text for row in page.items if (text := _text(row))]
    found = render_texts(texts, list_reader(request))
    rows = [_row(actor, row, {pk: seen.shown for pk, seen in found.items()}) for row in page.items]
    context = {"kind": kind, "tabs": TABS, "subscriptions": page, "rows": rows}
    return render(request, "pages/following.html", context)


def _followed(row: Subscription) -> Target:
    target = row.thread or row.category or row.tag or row.author
    if target is None:  # the database holds a constraint against it
        raise NotFound
    return target


def _text(row: Subscription) -> Text | None:
    target = _followed(row)
    if isinstance(target, Member):
        return None
    return target.title if isinstance(target, Thread) else target.name


def _row(actor: Actor, row: Subscription, sides: dict[int, Side]) -> FollowRow:
    target, text = _followed(row), _text(row)
    place = "" if isinstance(target, Member) else target.community.name
    return FollowRow(
        menu=follow_menu(actor, target, row.level),
        name=sides[text.pk] if text else None,
        plain=target.name if isinstance(target, Member) else "",
        url=address_of(target),
        place=place,
    )


def address_of(target: Target) -> str:
    """The page of something that can be followed."""
    if isinstance(target, Thread):
        return reverse("thread_by_id", args=[target.pk])
    if isinstance(target, Member):
        return reverse("member", args=[target.username])
    if isinstance(target, Tag):
        return reverse("tag", args=[target.community.slug, target.slug])
    return reverse("category", args=[target.community.slug, target.slug])
