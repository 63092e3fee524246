"""What a page is about, in the words of schema.org, in the language of the page.

A question is a `QAPage`, any other thread a `DiscussionForumPosting`; the way to it is a
`BreadcrumbList`. https://developers.google.com/search/docs/appearance/structured-data/qapage
says which properties are read.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse

from core import languages
from forum.models import Post, Thread
from translation.queries import Rendered

Data = dict[str, Any]
ANSWERS_MAX = 20
_CONTEXT = "https://schema.org"


def about_thread(
    thread: Thread, posts: Sequence[Post], rendered: Mapping[int, Rendered], url: str
) -> list[Data]:
    """The descriptions of a thread's page; `posts` are those on it, the accepted one included.

    Without the opening post (a later page of a long thread) only the way to it is described.
    """
    way = _breadcrumbs(thread, rendered)
    opening = next((post for post in posts if post.kind == Post.Kind.OPENING), None)
    if opening is None:
        return [way]
    describe = _question if thread.kind == Thread.Kind.QUESTION else _discussion
    return [describe(thread, opening, posts, rendered, url), way]


def _question(
    thread: Thread,
    opening: Post,
    posts: Sequence[Post],
    rendered: Mapping[int, Rendered],
    url: str,
) -> Data:
    answers = [post for post in posts if post.kind == Post.Kind.ANSWER and _is_public(post)]
    accepted = [post for post in answers if post.accepted]
    suggested = [post for post in answers if not post.accepted][:ANSWERS_MAX]
    question = {
        "@type": "Question",
        "name": rendered[thread.title_id].shown.text,
        **_post(opening, rendered, url),
        "answerCount": thread.answers_count,
    }
    if accepted:
        question["acceptedAnswer"] = _answer(accepted[0], rendered, url)
    if suggested:
        question["suggestedAnswer"] = [_answer(post, rendered, url) for post in suggested]
    return {"@context": _CONTEXT, "@type": "QAPage", "mainEntity": question}


def _answer(post: Post, rendered: Mapping[int, Rendered], url: str) -> Data:
    return {"@type": "Answer", **_post(post, rendered, url)}


def _discussion(
    thread: Thread,
    opening: Post,
    posts: Sequence[Post],
    rendered: Mapping[int, Rendered],
    url: str,
) -> Data:
    replies = [post for post in posts if post is not opening and _is_public(post)]
    return {
        "@context": _CONTEXT,
        "@type": "DiscussionForumPosting",
        "headline": rendered[thread.title_id].shown.text,
        **_post(opening, rendered, url),
        "commentCount": thread.posts_count,
        "comment": [
            {"@type": "Comment", **_post(post, rendered, url)} for post in replies[:ANSWERS_MAX]
        ],
    }


def _post(post: Post, rendered: Mapping[int, Rendered], url: str) -> Data:
    shown = rendered[post.body_id].shown
    described: Data = {
        "text": shown.text,
        "inLanguage": shown.lang,
        "dateCreated": post.created.isoformat(timespec="seconds"),
        "upvoteCount": max(0, post.score),
        "url": f"{url}?post={post.pk}#post-{post.pk}",
    }
    if post.edited:
        described["dateModified"] = post.edited.isoformat(timespec="seconds")
    if post.author:
        page = reverse("member", args=[post.author.username])
        described["author"] = {
            "@type": "Person",
            "name": post.author.name,
            "url": settings.PUBLIC_URL + page,
        }
    return described


def _breadcrumbs(thread: Thread, rendered: Mapping[int, Rendered]) -> Data:
    slug = thread.community.slug
    steps = [
        (thread.community.name, reverse("community", args=[slug])),
        (
            rendered[thread.category.name_id].shown.text,
            reverse("category", args=[slug, thread.category.slug]),
        ),
    ]
    return {
        "@context": _CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": list(_numbered(steps)),
    }


def _numbered(steps: Iterable[tuple[str, str]]) -> Iterable[Data]:
    for position, (name, path) in enumerate(steps, 1):
        yield {
            "@type": "ListItem",
            "position": position,
            "name": name,
            "item": settings.PUBLIC_URL + path,
        }


def _is_public(post: Post) -> bool:
    return post.visibility == Post.Visibility.PUBLIC


def open_graph_locale(code: str) -> str:
    """A language as OpenGraph writes it: ``pt_BR``, ``zh_TW``."""
    return languages.get(code).code.replace("-", "_")
