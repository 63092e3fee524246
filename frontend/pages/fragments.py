"""Fragments of a thread page: the same bytes for everyone who reads in one language.

They hold original and translation side by side and no personal state; the page, the live layer
and every other surface use these and nothing else. What is personal (which side is seen, the
controls) is added around them: on full pages by the server, after a live change by the page's
script, which fills each `[data-actions-for]`.
"""

from django.template.loader import render_to_string
from django.urls import reverse

from forum.models import Post, Thread
from frontend.pages.texts import TextView, text_view
from translation.queries import Rendered


def post_fragment(post: Post, rendered: Rendered, *, thread: Thread | None = None) -> str:
    """The article of one post as everybody sees it, in the current reading language."""
    context = post_context(post, text_view(rendered), thread or post.thread)
    return render_to_string("parts/post.html", context)


def thread_header_fragment(thread: Thread, rendered_title: Rendered) -> str:
    """The inside of `#thread-header`: title, state, counters."""
    context = {
        "thread": thread,
        "title": text_view(rendered_title),
        "toggle_url": reverse("thread_by_id", args=[thread.pk]),
    }
    return render_to_string("parts/thread_header.html", context)


def post_context(
    post: Post, body: TextView, thread: Thread, controls: frozenset[str] = frozenset()
) -> dict[str, object]:
    """What `parts/post.html` needs. `controls` are filled in on full pages only."""
    return {
        "post": post,
        "thread": thread,
        "body": body,
        "controls": controls,
        "is_accepted": thread.accepted_post_id == post.pk,
        "answered": _public_reply_to(post),
        "toggle_url": reverse("thread_by_id", args=[thread.pk]),
    }


def _public_reply_to(post: Post) -> Post | None:
    """The post this one answers, unless naming it would tell of what readers may not see."""
    answered = post.reply_to
    if answered is None or answered.visibility != Post.Visibility.PUBLIC:
        return None
    return answered
