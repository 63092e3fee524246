"""A thread: reading it, and what its script asks for."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from core.errors import NotFound
from forum.queries import BadCursor, marks_by, posts_by_id, thread_for
from frontend.pages.controls import controls_for
from frontend.pages.opening import place_asked, place_context
from frontend.pages.thread_page import marks_as_told, thread_context, thread_page
from frontend.pages.visitor import actor_of, reading_of

POSTS_ASKED_MAX = 50
ID_MAX_DIGITS = 15


def thread(request: HttpRequest, thread_id: int, slug: str = "") -> HttpResponse:
    actor = actor_of(request)
    found = thread_for(actor, thread_id)
    place = place_asked(request, found, post=_wanted_post(request))
    shown = thread_page(actor, found, place.page, reading_of(request))
    if slug != shown.slug:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(shown.path + query)
    context = thread_context(request, shown)
    # The event was read before the posts: what comes in between is told twice, never lost.
    context |= {"event": found.event, **_links_here(request), **place_context(actor, found, place)}
    context["articles"] = place.with_marker(context["articles"])
    return render(request, "pages/thread.html", context)


def _wanted_post(request: HttpRequest) -> int | None:
    """The post to open at. Raises BadCursor for what can be no post."""
    wanted = request.GET.get("post")
    if not wanted:
        return None
    if not _is_id(wanted):
        raise BadCursor
    return int(wanted)


def _is_id(text: str) -> bool:
    """True for a number that every database takes."""
    return text.isdecimal() and len(text) <= ID_MAX_DIGITS


def _links_here(request: HttpRequest) -> dict[str, str]:
    """The same stretch of the thread, without and with more to be said in the address."""
    kept = {key: request.GET[key] for key in ("cursor", "post") if request.GET.get(key)}
    query = urlencode(kept)
    return {
        "here_query": f"?{query}" if query else "",
        "here_query_more": f"&{query}" if query else "",
    }


def thread_viewer(request: HttpRequest, thread_id: int) -> HttpResponse:
    """The controls of posts that arrived after the page, for this visitor, as HTML by post."""
    actor = actor_of(request)
    found = thread_for(actor, thread_id)
    parts = request.GET.get("posts", "").split(",")
    wanted = [int(part) for part in parts if _is_id(part)]
    posts = posts_by_id(actor, wanted[:POSTS_ASKED_MAX])
    controls = {
        post.pk: render_to_string(
            "parts/post_actions.html",
            {"post": post, "thread": found, "controls": controls_for(actor, post, found)},
            request=request,
        )
        for post in posts.values()
        if post.thread_id == found.pk
    }
    marks = marks_as_told(marks_by(actor.id, posts.values()))
    return JsonResponse(
        {"controls": controls, "marks": marks}, headers={"Cache-Control": "private, no-store"}
    )


def missing(request: HttpRequest, path: str = "") -> HttpResponse:
    """Any other address under a language: not there."""
    raise NotFound
