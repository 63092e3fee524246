"""What staff decided on a post and why, for whoever wrote it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from forum.queries.flags import decision_for
from frontend.pages.texts import text_view
from frontend.pages.visitor import actor_of, page_reader, reading_of
from translation.queries import render as render_texts


def decision(request: HttpRequest, flag_id: int) -> HttpResponse:
    """The post as it was decided on, also where it is gone from its thread, and the reasons."""
    flag = decision_for(actor_of(request), flag_id)
    texts = [flag.post.body, *([flag.statement] if flag.statement else [])]
    found = render_texts(texts, page_reader())
    said = flag.statement and text_view(found[flag.statement.pk], reading_of(request))
    context = {
        "flag": flag,
        "statement": said,
        "post": flag.post,
        "body": text_view(found[flag.post.body_id], reading_of(request)),
        "toggle_url": reverse("thread_by_id", args=[flag.post.thread_id]),
    }
    return render(request, "pages/decision.html", context)
