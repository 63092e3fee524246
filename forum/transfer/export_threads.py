"""Threads and posts of a community as records."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q

from forum.models import Poll, PollOption, Post, Thread, ThreadTag, Vote
from forum.transfer.export_links import Links
from forum.transfer.parts import in_parts
from forum.transfer.records import (
    OptionRecord,
    PollRecord,
    PostRecord,
    RevisionRecord,
    ThreadRecord,
    VoteRecord,
)

if TYPE_CHECKING:
    from forum.transfer.exporting import Scope

AT_ONCE = 200


def _seen(scope: "Scope", prefix: str = "") -> Q:
    """Threads (at `prefix`) that are exported."""
    if scope.everything:
        return Q()
    return Q(**{f"{prefix}visibility": Thread.Visibility.PUBLIC}) & ~Q(
        **{f"{prefix}category__visibility": "staff"}
    )


def threads(scope: "Scope") -> Iterator[ThreadRecord]:
    """Threads in the order in which they were made here."""
    rows = Thread.objects.filter(_seen(scope), community=scope.community)
    rows = rows.select_related("title").order_by("pk")
    for part in in_parts(rows.iterator(chunk_size=AT_ONCE), AT_ONCE):
        yield from _threads(scope, part)


def _threads(scope: "Scope", part: Sequence[Thread]) -> Iterator[ThreadRecord]:
    keys = scope.keys.of("thread", (row.pk for row in part))
    people = scope.keys.of("member", (row.author_id for row in part))
    categories = scope.keys.of("category", (row.category_id for row in part))
    products = scope.keys.of("product", (row.product_id for row in part))
    tags = _tags(scope, part)
    for row in part:
        yield ThreadRecord(
            key=keys[str(row.pk)],
            category=categories[str(row.category_id)],
            title=row.title.source,
            kind=Thread.Kind(row.kind),
            language=row.title.language,
            author=people.get(str(row.author_id)),
            country=row.country,
            urgency=row.urgency,
            product=products.get(str(row.product_id)),
            product_version=row.product_version,
            tags=tags.get(row.pk, []),
            state=Thread.State(row.state),
            closed=row.closed,
            locked=row.locked,
            pinned=row.pinned,
            visibility=Thread.Visibility(row.visibility),
            created=row.created,
        )


def _tags(scope: "Scope", part: Sequence[Thread]) -> dict[int, list[str]]:
    links = ThreadTag.objects.filter(thread__in=part).order_by("thread_id", "pk")
    rows = list(links.values_list("thread_id", "tag_id"))
    keys = scope.keys.of("tag", (tag for _thread, tag in rows))
    found: dict[int, list[str]] = {}
    for thread, tag in rows:
        found.setdefault(thread, []).append(keys[str(tag)])
    return found


def posts(scope: "Scope") -> Iterator[PostRecord]:
    """Posts, those of a thread together and in order."""
    seen = Q() if scope.everything else Q(visibility=Post.Visibility.PUBLIC)
    rows = (
        Post.objects.filter(_seen(scope, "thread__") & seen, thread__community=scope.community)
        .select_related("body")
        .prefetch_related(
            "votes",
            "confirmations",
            Prefetch("poll", Poll.objects.prefetch_related(_options())),
            "revisions",
        )
        .order_by("thread_id", "number")
    )
    for part in in_parts(rows.iterator(chunk_size=AT_ONCE), AT_ONCE):
        batch = _Batch(scope, part)
        yield from map(batch.record, part)


def _options() -> "Prefetch[str]":
    rows = PollOption.objects.select_related("text").prefetch_related("votes")
    return Prefetch("options", rows.order_by("position"))


class _Batch:
    """Some posts, with the keys of everything they name."""

    def __init__(self, scope: "Scope", part: Sequence[Post]) -> None:
        keys = scope.keys
        self._posts = keys.of("post", [*(p.pk for p in part), *(p.reply_to_id for p in part)])
        self._threads = keys.of("thread", (post.thread_id for post in part))
        self._people = keys.of("member", _people(part))
        self._links = Links(scope.community, keys, _sources(part))

    def record(self, post: Post) -> PostRecord:
        """One post."""
        return PostRecord(
            key=self._posts[str(post.pk)],
            thread=self._threads[str(post.thread_id)],
            body=self._links.put(post.body.source),
            kind=Post.Kind(post.kind),
            number=post.number,
            language=post.body.language,
            author=self._people.get(str(post.author_id)),
            reply_to=self._posts.get(str(post.reply_to_id)),
            created=post.created,
            edited=post.edited,
            accepted=post.accepted,
            visibility=Post.Visibility(post.visibility),
            score=post.score_imported,
            votes=self._votes(post),
            confirmations=sorted(
                self._people[str(one.member_id)] for one in post.confirmations.all()
            ),
            revisions=self._revisions(post),
            poll=self._poll(post),
        )

    def _votes(self, post: Post) -> list[VoteRecord]:
        return [
            VoteRecord(
                member=self._people[str(vote.member_id)],
                value=1 if vote.value > 0 else -1,
                reason=Vote.Reason(vote.reason) if vote.reason else "",
                created=vote.created,
            )
            for vote in sorted(post.votes.all(), key=lambda vote: vote.pk)
        ]

    def _revisions(self, post: Post) -> list[RevisionRecord]:
        return [
            RevisionRecord(
                source=self._links.put(row.source),
                language=row.language,
                title=row.title,
                editor=self._people.get(str(row.editor_id)),
                created=row.created,
            )
            for row in sorted(post.revisions.all(), key=lambda row: row.revision)
            if row.source
        ]

    def _poll(self, post: Post) -> PollRecord | None:
        poll = getattr(post, "poll", None)
        if poll is None:
            return None
        return PollRecord(
            multiple=poll.multiple,
            closes=poll.closes,
            voters=poll.voters_count,
            options=[
                OptionRecord(
                    text=option.text.source,
                    language=option.text.language,
                    votes=option.votes_count,
                    members=sorted(
                        self._people[str(vote.member_id)] for vote in option.votes.all()
                    ),
                )
                for option in poll.options.all()
            ],
        )


def _people(part: Iterable[Post]) -> Iterator[int | None]:
    for post in part:
        yield post.author_id
        yield from (vote.member_id for vote in post.votes.all())
        yield from (one.member_id for one in post.confirmations.all())
        yield from (row.editor_id for row in post.revisions.all())
        poll = getattr(post, "poll", None)
        for option in poll.options.all() if poll else ():
            yield from (vote.member_id for vote in option.votes.all())


def _sources(part: Iterable[Post]) -> Iterator[str]:
    for post in part:
        yield post.body.source
        yield from (row.source for row in post.revisions.all())
