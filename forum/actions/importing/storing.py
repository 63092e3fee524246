"""Writes a batch of new threads and posts: the rows that the ordinary actions would have left,
with their own dates, and without telling anybody but pages that have such a thread open."""

from collections.abc import Sequence

from django.db.models import F

from core.events import publish
from forum.actions.importing.attachments import attach
from forum.actions.importing.drafts import Batch, PostDraft, ThreadDraft, Unit
from forum.actions.importing.known import state_of_post, state_of_thread
from forum.actions.importing.quotes import note_imported_quotes
from forum.actions.importing.settling import settle
from forum.actions.importing.uploads import note_imported_uploads
from forum.actions.tags import TAGS_MAX
from forum.actions.timeline import lock_thread, note_post
from forum.events import ThreadImported
from forum.models import Post, Tag, Thread, ThreadEvent, ThreadTag
from forum.transfer.records import ThreadRecord
from translation.actions import Composed, store_texts

Drafted = tuple[Unit, ThreadDraft | None, Sequence[PostDraft]]


class Store:
    """One batch on its way into the tables."""

    def __init__(self, batch: Batch) -> None:
        self._batch, self._job = batch, batch.job
        self._threads: dict[str, Thread] = {}
        self._fresh: set[int] = set()
        self._posts: list[tuple[PostDraft, Post]] = []

    def add(self, drafted: Sequence[Drafted]) -> None:
        """Write the new threads and posts."""
        self._find_threads()
        self._store_texts(drafted)
        self._add_threads([thread for _unit, thread, _posts in drafted if thread])
        for unit, _thread, posts in drafted:
            thread = self._threads.get(unit.thread.record.key)
            if thread is not None:
                self._posts += [(draft, self._post(thread, draft)) for draft in posts]
        self._add_posts()

    def _find_threads(self) -> None:
        """Hold the threads that are here already."""
        items = self._batch.thread_items
        ids = sorted({int(item.target) for item in items.values()})
        for thread_id in ids:
            lock_thread(thread_id)
        rows = Thread.objects.select_related("community", "category", "title").in_bulk(ids)
        for key, item in items.items():
            if int(item.target) in rows:
                self._threads[key] = rows[int(item.target)]

    def _store_texts(self, drafted: Sequence[Drafted]) -> None:
        texts: list[Composed] = []
        for _unit, thread, posts in drafted:
            texts += [thread.title] if thread else []
            for post in posts:
                texts += [post.text, *post.options]
        store_texts(texts)

    def _add_threads(self, drafts: Sequence[ThreadDraft]) -> None:
        rows = Thread.objects.bulk_create(self._thread(draft) for draft in drafts)
        for draft, row in zip(drafts, rows, strict=True):
            self._threads[draft.staged.record.key] = row
            self._fresh.add(row.pk)
            row.created = draft.staged.record.created
        self._add_tags(drafts, rows)
        self._job.known.remember(
            [
                self._job.known.new(
                    "thread",
                    draft.staged.record.key,
                    row.pk,
                    draft.staged.checksum,
                    state_of_thread(row),
                )
                for draft, row in zip(drafts, rows, strict=True)
            ]
        )
        self._job.count("thread", "made", len(rows))

    def _thread(self, draft: ThreadDraft) -> Thread:
        record, batch, where = draft.staged.record, self._batch, draft.staged.origin
        if record.product is not None and record.product not in batch.products:
            self._job.problems.add(where, "missing", f"there is no product “{record.product}”")
        return Thread(
            community=self._job.community,
            category_id=batch.categories[record.category],
            kind=record.kind,
            title=draft.title.text,
            language=draft.title.text.language,
            author_id=batch.member(record.author, where),
            product_id=batch.products.get(record.product or ""),
            **{name: getattr(record, name) for name in _COPIED},
        )

    def _add_tags(self, drafts: Sequence[ThreadDraft], rows: Sequence[Thread]) -> None:
        counts: dict[int, int] = {}
        links: list[ThreadTag] = []
        for draft, row in zip(drafts, rows, strict=True):
            for tag in self._tags(draft.staged.record, draft.staged.origin):
                links.append(ThreadTag(thread=row, tag_id=tag))
                if row.visibility == Thread.Visibility.PUBLIC:
                    counts[tag] = counts.get(tag, 0) + 1
        ThreadTag.objects.bulk_create(links)
        for tag, many in sorted(counts.items()):
            Tag.objects.filter(pk=tag).update(threads_count=F("threads_count") + many)

    def _tags(self, record: ThreadRecord, where: str) -> list[int]:
        found = self._batch.tags
        for key in record.tags:
            if key not in found:
                self._job.problems.add(where, "missing", f"there is no tag “{key}”")
        tags = list(dict.fromkeys(found[key] for key in record.tags if key in found))
        if len(tags) > TAGS_MAX:
            self._job.problems.add(where, "refused", f"more than {TAGS_MAX} tags; the first stay")
        return tags[:TAGS_MAX]

    def _post(self, thread: Thread, draft: PostDraft) -> Post:
        record = draft.staged.record
        opening = draft.kind == Post.Kind.OPENING
        later = max(record.number or 0, thread.last_number + 1)
        thread.last_number = 1 if opening else later
        hidden = record.visibility == Post.Visibility.DELETED
        answer = draft.kind == Post.Kind.ANSWER
        return Post(
            thread=thread,
            number=thread.last_number,
            kind=draft.kind,
            visibility=record.visibility,
            visibility_before=Post.Visibility.PUBLIC if hidden else "",
            body=draft.text.text,
            author_id=self._batch.member(record.author, draft.staged.origin),
            revision=len(record.revisions) + 1,
            accepted=record.accepted if answer else None,
            score=record.score,
            score_imported=record.score,
            edited=record.edited,
        )

    def _add_posts(self) -> None:
        posts = Post.objects.bulk_create(post for _draft, post in self._posts)
        for draft, post in self._posts:
            post.created = draft.staged.record.created
        attach(self._batch, self._posts)
        note_imported_uploads(self._job, posts)
        note_imported_quotes(self._job, posts)
        Post.objects.bulk_update(posts, ["created", "reply_to", "score", "confirmations_count"])
        self._job.known.remember(
            [
                self._job.known.new(
                    "post",
                    draft.staged.record.key,
                    post.pk,
                    draft.staged.checksum,
                    state_of_post(post),
                )
                for draft, post in self._posts
            ]
        )
        self._job.count("post", "made", len(posts))

    def settle(self) -> None:
        """Count, and tell whom it concerns."""
        settle(self._batch, list(self._threads.values()), fresh=self._fresh)
        for thread in {post.thread_id for _draft, post in self._posts}:
            publish(ThreadImported(thread_id=thread))
        for _draft, post in self._posts:
            if self._was_here(post):
                note_post(post, ThreadEvent.Type.POST_CREATED)

    def _was_here(self, post: Post) -> bool:
        items = self._batch.thread_items
        key = next(key for key, thread in self._threads.items() if thread.pk == post.thread_id)
        return key in items and self._job.known.was_here(items[key])


_COPIED = ("country", "urgency", "product_version", "closed", "locked", "pinned", "visibility")
"""Fields of a thread that are called the same in the exchange format."""
