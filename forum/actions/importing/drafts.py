"""What a batch of threads is to become, worked out before any row is written.

Rendering and recognising languages is the most of an import's work; it happens here, while no
transaction holds anybody up.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from accounts.models import Member
from core.errors import InvalidInput
from forum.actions.importing.addresses import Addresses
from forum.actions.importing.job import Job
from forum.models import ImportedItem, Post, Thread
from forum.transfer.records import OptionRecord, PostRecord, ThreadRecord
from forum.transfer.references import mentions_in, put_names
from forum.transfer.staging import Staged
from translation.actions import Composed, compose_text
from translation.models import Text


@dataclass(frozen=True, slots=True)
class Unit:
    """A thread with some of its posts in order; `first` where they are its first ones."""

    thread: Staged[ThreadRecord]
    posts: Sequence[Staged[PostRecord]]
    first: bool


@dataclass(frozen=True, slots=True)
class PostDraft:
    """A new post."""

    staged: Staged[PostRecord]
    kind: str
    text: Composed
    options: Sequence[Composed]


@dataclass(frozen=True, slots=True)
class ThreadDraft:
    """A new thread."""

    staged: Staged[ThreadRecord]
    title: Composed


class Batch:
    """Some units, with everything they name looked up at once."""

    def __init__(self, job: Job, units: Sequence[Unit]) -> None:
        self.job, self.units = job, units
        threads = [unit.thread.record for unit in units]
        self._posts = [post.record for unit in units for post in unit.posts]
        known = job.known
        self.thread_items = known.items("thread", (thread.key for thread in threads))
        self.post_items = known.items("post", (post.key for post in self._posts))
        self.categories = known.ids("category", (thread.category for thread in threads))
        self.products = known.ids("product", (thread.product for thread in threads))
        self.tags = known.ids("tag", (tag for thread in threads for tag in thread.tags))
        self.people = known.ids("member", self._people(threads))
        names = {one.author for one in threads} | {one.author for one in self._posts}
        authors = {self.people[name] for name in names if name in self.people}
        self.members = Member.objects.in_bulk(authors)
        self._names = job.staging.renamed(mentions_in(self._sources()))
        self._addresses = Addresses(job.known, self._sources())

    def _people(self, threads: Iterable[ThreadRecord]) -> Iterator[str | None]:
        yield from (thread.author for thread in threads)
        for post in self._posts:
            yield post.author
            yield from post.confirmations
            yield from (vote.member for vote in post.votes)
            yield from (revision.editor for revision in post.revisions)
            yield from (one for option in _options(post) for one in option.members)

    def _sources(self) -> Iterator[str]:
        for post in self._posts:
            yield post.body
            yield from (revision.source for revision in post.revisions)

    def source(self, source: str) -> str:
        """A text with addresses and names of here."""
        return put_names(self._addresses.put(source), self._names)

    def member(self, key: str | None, where: str) -> int | None:
        """The id of a member; None, and a problem, where the source does not have one."""
        if key is None:
            return None
        if key not in self.people:
            self.job.problems.add(where, "missing", f"there is no member “{key}”")
        return self.people.get(key)


def draft_posts(batch: Batch, unit: Unit) -> list[PostDraft]:
    """The new posts of a unit; those that cannot be are told and left out."""
    new = [one for one in unit.posts if one.record.key not in batch.post_items]
    drafts = [draft_post(batch, unit, one) for one in new]
    return [draft for draft in drafts if draft is not None]


def draft_post(batch: Batch, unit: Unit, one: Staged[PostRecord]) -> PostDraft | None:
    """One new post; None, and a problem, where it cannot be."""
    record = one.record
    member = batch.members.get(batch.people.get(record.author or "", 0))
    try:
        text = compose(batch, batch.source(record.body), "markdown", record.language, member)
        options = [
            compose(batch, option.text, "plain", option.language or text.text.language, member)
            for option in _options(record)
        ]
    except InvalidInput as error:
        batch.job.refuse("post", one.origin, str(error))
        return None
    return PostDraft(one, _kind(unit, one), text, options)


def draft_thread(batch: Batch, unit: Unit, opening: PostDraft) -> ThreadDraft | None:
    """A new thread; None, and a problem, where it cannot be."""
    record, body = unit.thread.record, opening.text.text
    member = batch.members.get(batch.people.get(record.author or "", 0))
    title = " ".join(record.title.split())
    try:
        composed = compose(batch, title, "plain", record.language or body.language, member)
    except InvalidInput as error:
        batch.job.refuse("thread", unit.thread.origin, str(error))
        return None
    if not record.language:
        composed.text.language_origin = body.language_origin
    return ThreadDraft(unit.thread, composed)


def compose(
    batch: Batch, source: str, format: str, language: str, member: Member | None
) -> Composed:
    """A text as `write_text` would store it. Raises InvalidInput."""
    assumed = batch.job.choices.language
    own = bool(member and member.written_languages)
    return compose_text(
        source=source,
        format=Text.Format(format),
        community=batch.job.community,
        author=member,
        language=language or None,
        author_languages=[assumed] if assumed and not own else None,
    )


def is_opening(unit: Unit, one: Staged[PostRecord]) -> bool:
    """The first post of a thread opens it, whatever it says of itself."""
    return unit.first and one is unit.posts[0]


def _kind(unit: Unit, one: Staged[PostRecord]) -> str:
    if is_opening(unit, one):
        return Post.Kind.OPENING
    question = unit.thread.record.kind == Thread.Kind.QUESTION
    if one.record.kind == Post.Kind.COMMENT or not question:
        return Post.Kind.COMMENT
    return Post.Kind.ANSWER


def _options(post: PostRecord) -> Sequence[OptionRecord]:
    return post.poll.options if post.poll else []


def changed(staged: Staged[PostRecord] | Staged[ThreadRecord], item: ImportedItem) -> bool:
    """True where the source says something else than when the item came."""
    return item.checksum != staged.checksum
