"""Blocking members, and taking it back; and how their posts stand folded up on a page."""

from collections.abc import Container, Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import block_member, unblock_member
from accounts.queries import member_by_name
from core.errors import NotFound, NotSignedIn
from forum.models import Post
from frontend import limits
from frontend.pages.visitor import actor_of, caller_of


@require_http_methods(["GET", "HEAD", "POST"])
def block(request: HttpRequest, username: str) -> HttpResponse:
    """Asks on GET, blocks on POST."""
    actor = actor_of(request)
    if actor.member is None:
        raise NotSignedIn
    blocked = member_by_name(_name(username))
    if request.method != "POST":
        return render(request, "pages/block.html", {"member": blocked})
    limits.spend(caller_of(request), limits.WRITES)
    block_member(actor=actor, blocked=blocked)
    messages.success(request, _("You blocked %(name)s.") % {"name": blocked.name})
    return redirect("privacy")


@require_POST
def unblock(request: HttpRequest, username: str) -> HttpResponse:
    limits.spend(caller_of(request), limits.WRITES)
    member = member_by_name(_name(username))
    unblock_member(actor=actor_of(request), blocked=member)
    messages.success(request, _("You see the posts of %(name)s again.") % {"name": member.name})
    return redirect("privacy")


def _name(username: str) -> str:
    if "\0" in username:  # PostgreSQL does not even ask
        raise NotFound
    return username


def folded(
    blocked: Container[int | None], posts: Iterable[Post], articles: Iterable[SafeString]
) -> list[SafeString]:
    """The articles, those of `blocked` members (ids) folded up. The articles themselves stay the
    same for everybody. What arrives later is folded by the page's script (`js/folding.js`)."""
    return [
        _fold(post, article) if post.author_id in blocked else article
        for post, article in zip(posts, articles, strict=True)
    ]


def _fold(post: Post, article: SafeString) -> SafeString:
    context = {"post": post, "name": post.author and post.author.name, "article": article}
    html = render_to_string("parts/blocked_post.html", context)
    return mark_safe(html)  # noqa: S308 - rendered by a template that escapes
