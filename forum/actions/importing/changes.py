"""Threads and posts that came before and say something else in their source now.

What was changed here meanwhile is left as it is, and told.
"""

from django.utils import timezone

from forum.actions.importing.attachments import add_revisions, add_votes
from forum.actions.importing.drafts import Batch, PostDraft, changed
from forum.actions.importing.known import state_of_post, state_of_thread
from forum.actions.importing.uploads import note_imported_uploads
from forum.actions.timeline import note_post, note_thread
from forum.models import ImportedItem, Post, PostRevision, Thread, ThreadEvent
from forum.transfer.records import PostRecord, ThreadRecord
from forum.transfer.staging import Staged
from translation.actions import Composed, write_text

LEFT = "changed or removed here meanwhile; left as it is"


def bring_up_to_date(batch: Batch) -> None:
    """Change what changed in the source and nobody touched here."""
    for unit in batch.units:
        item = batch.thread_items.get(unit.thread.record.key)
        if item is not None and unit.first:
            _look_at_thread(batch, unit.thread, item)
        for post in unit.posts:
            known = batch.post_items.get(post.record.key)
            if known is not None:
                _look_at_post(batch, post, known)


def _look_at_thread(batch: Batch, one: Staged[ThreadRecord], item: ImportedItem) -> None:
    if not changed(one, item):
        batch.job.count("thread", "kept")
        return
    rows = Thread.objects.select_related("title", "community", "category", "author")
    thread = rows.filter(pk=item.target).first()
    if thread is None or state_of_thread(thread) != item.state:
        batch.job.count("thread", "left")
        batch.job.problems.add(one.origin, "changed", LEFT)
        return
    _change_thread(batch, one.record, thread)
    item.checksum, item.state = one.checksum, state_of_thread(thread)
    batch.job.known.remember([item])
    batch.job.count("thread", "changed")


def _change_thread(batch: Batch, record: ThreadRecord, thread: Thread) -> None:
    thread.title = write_text(
        source=" ".join(record.title.split()),
        format=thread.title.format,
        community=thread.community,
        author=thread.author,
        language=record.language or thread.title.language,
        text=thread.title,
    )
    thread.language = thread.title.language
    thread.category_id = batch.categories.get(record.category, thread.category_id)
    for name in ("kind", "closed", "locked", "pinned"):
        setattr(thread, name, getattr(record, name))
    thread.save(update_fields=["language", "category", "kind", "closed", "locked", "pinned"])
    note_thread(thread)


def _look_at_post(batch: Batch, one: Staged[PostRecord], item: ImportedItem) -> None:
    if not changed(one, item):
        batch.job.count("post", "kept")
        return
    rows = Post.objects.select_related(
        "body", "author", "thread__community", "thread__category", "thread__title"
    )
    post = rows.filter(pk=item.target).first()
    if post is None or state_of_post(post) != item.state:
        batch.job.count("post", "left")
        batch.job.problems.add(one.origin, "changed", LEFT)
        return
    _change_post(batch, one, post)
    item.checksum, item.state = one.checksum, state_of_post(post)
    batch.job.known.remember([item])
    batch.job.count("post", "changed")


def _change_post(batch: Batch, one: Staged[PostRecord], post: Post) -> None:
    record, before = one.record, (post.body.source, post.body.language)
    post.body = write_text(
        source=batch.source(record.body),
        format=post.body.format,
        community=post.thread.community,
        author=post.author,
        language=record.language or None,
        text=post.body,
    )
    note_imported_uploads(batch.job, [post])
    draft = PostDraft(one, post.kind, Composed(post.body, []), [])
    add_revisions(batch, [(draft, post)])
    if (post.body.source, post.body.language) != before:
        _keep(post, *before)
    post.revision = post.revisions.count() + 1
    post.edited = record.edited or timezone.now()
    _count(batch, draft, post)
    post.save()
    note_post(post, ThreadEvent.Type.POST_UPDATED)


def _keep(post: Post, source: str, language: str) -> None:
    """Keep what stood here, unless the source tells it itself."""
    if not post.revisions.filter(source=source).exists():
        PostRevision.objects.create(
            post=post, revision=post.revisions.count() + 1, source=source, language=language
        )


def _count(batch: Batch, draft: PostDraft, post: Post) -> None:
    record = draft.staged.record
    post.score += record.score - post.score_imported
    post.score_imported = record.score
    add_votes(batch, [(draft, post)])
    if post.kind == Post.Kind.ANSWER:
        post.accepted = record.accepted or post.accepted
