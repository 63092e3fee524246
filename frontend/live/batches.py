"""Turns events of a thread into frames, once for each language and audience.

Runs outside the event loop: everything here asks the database or renders templates. What is
rendered is the present state, as somebody of that audience sees it who is nobody in particular.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils import translation

from core import languages
from forum.models import Post, Thread, ThreadEvent
from forum.queries import OpenedPoll, events_after, polls_of, posts_by_id
from frontend.live.access import Audience, audiences_now, stand_in
from frontend.live.folding import Change, Type, fold, heard
from frontend.live.protocol import RESYNC, Numbered, frame
from frontend.pages.fragments import post_fragment, thread_header_fragment
from frontend.pages.link_cards import carded
from frontend.pages.poll_view import poll_view, texts_in
from frontend.pages.quoted import with_quotes
from translation.queries import Reader, Rendered, render

Group = tuple[str, str]
"""Language and audience: whoever is in the same group of a thread is sent the same bytes."""

COUNTED = frozenset({Type.POST_CREATED, Type.POST_REMOVED})
"""Changes that also change what the thread's header says."""


@dataclass(frozen=True, slots=True)
class Watchers:
    """Who has a thread open: groups, members who see more than visitors, and the other ones."""

    thread_id: int
    community_id: int
    groups: frozenset[Group]
    privileged: frozenset[int]
    others: frozenset[int]


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of a thread between two looks at it.

    `audiences` says who may follow from now on (see `access.audiences_now`).
    """

    audiences: dict[int | None, str]
    frames: dict[Group, list[Numbered]]


def compose(watchers: Watchers, *, after: int, until: int) -> Batch:
    """The frames for events after one number and until another, and who may have them."""
    audiences = audiences_now(
        watchers.thread_id,
        watchers.community_id,
        privileged=watchers.privileged,
        others=watchers.others,
    )
    frames = frames_for(watchers.thread_id, watchers.groups, after=after, until=until)
    return Batch(audiences, frames)


def frames_for(
    thread_id: int, groups: Iterable[Group], *, after: int, until: int
) -> dict[Group, list[Numbered]]:
    """The frames for each group; none where the thread is gone."""
    thread = (
        Thread.objects.select_related("community", "category__name", "title", "author")
        .filter(pk=thread_id)
        .first()
    )
    if thread is None:
        return {}
    by_audience: dict[str, list[str]] = {}
    for language, audience in groups:
        by_audience.setdefault(audience, []).append(language)
    return {
        (language, audience): frames
        for audience, codes in by_audience.items()
        for language, frames in _frames_of(thread, audience, codes, after, until).items()
    }


def _frames_of(
    thread: Thread, audience: str, codes: Collection[str], after: int, until: int
) -> dict[str, list[Numbered]]:
    events = _events(thread.pk, audience, after, until)
    ids = {event.post_id for event in events if event.post_id is not None}
    posts = posts_by_id(stand_in(audience, thread.community_id), ids) if ids else {}
    polls = polls_of(posts.values())
    return {
        code: _frames_in(code, thread, fold(heard(events, code), posts), posts, polls)
        for code in codes
    }


def _events(thread_id: int, audience: str, after: int, until: int) -> list[ThreadEvent]:
    """Whoever may read the thread hears of everything but what is for staff."""
    hearing = Audience.STAFF if audience == Audience.STAFF else Audience.MEMBER
    found: list[ThreadEvent] = []
    while after < until:
        page = events_after(thread_id, after, audience=hearing)
        found += [event for event in page if event.number <= until]
        after = page[-1].number if page else until
    return found


def _frames_in(
    code: str,
    thread: Thread,
    changes: list[Change],
    posts: dict[int, Post],
    polls: dict[int, OpenedPoll],
) -> list[Numbered]:
    if not changes:
        return []
    if any(change.type == Type.THREAD_REARRANGED for change in changes):
        return [Numbered(changes[-1].number, RESYNC)]
    shown = {change.post_id for change in changes if change.type != Type.POST_REMOVED}
    changed = [posts[pk] for pk in shown if pk is not None]
    texts = [thread.title, *(post.body for post in changed), *texts_in(polls)]
    with languages.using(code), translation.override(languages.interface_language(code)):
        rendered = carded(with_quotes(changed, render(texts, Reader(language=code))))
        header = thread_header_fragment(thread, rendered[thread.title_id])
        return [_told(change, thread, posts, polls, rendered, header) for change in changes]


def _told(
    change: Change,
    thread: Thread,
    posts: dict[int, Post],
    polls: dict[int, OpenedPoll],
    rendered: dict[int, Rendered],
    header: str,
) -> Numbered:
    fields: dict[str, object] = {"event": change.number, "post": change.post_id}
    if change.post_id is None:
        fields["html"] = header
    elif change.type != Type.POST_REMOVED:
        post = posts[change.post_id]
        poll = poll_view(polls.get(post.pk), rendered)
        fields["html"] = post_fragment(post, rendered[post.body_id], thread=thread, poll=poll)
    if change.type in COUNTED:
        fields["header"] = header
    return Numbered(change.number, frame(change.type, **fields))
