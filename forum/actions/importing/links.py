"""References to what came later than the text that names it, settled at the end.

This belongs to the import of the text: it is no edit, and no version of it is kept.
"""

from collections.abc import Sequence

from django.db import transaction

from forum.actions.importing.addresses import Addresses
from forum.actions.importing.job import Job
from forum.actions.importing.known import state_of_post
from forum.actions.importing.quotes import note_imported_quotes
from forum.actions.importing.uploads import note_imported_uploads
from forum.models import ImportedItem, Post
from forum.transfer.parts import in_parts
from forum.transfer.references import SCHEME
from translation.actions import compose_text

AT_ONCE = 200


def settle_links(job: Job) -> None:
    """Put addresses where they could not be put when the text was written."""
    for part in in_parts(_waiting(job), AT_ONCE):
        _settle(job, part)


def _waiting(job: Job) -> list[int]:
    rows = Post.objects.filter(
        thread__community=job.community, body__source__contains=SCHEME
    ).order_by("pk")
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def _settle(job: Job, ids: Sequence[int]) -> None:
    posts = list(Post.objects.filter(pk__in=ids).select_related("body").order_by("pk"))
    addresses = Addresses(job.known, [post.body.source for post in posts])
    items = {
        int(item.target): item
        for item in ImportedItem.objects.filter(
            community=job.community, kind="post", target__in=[str(key) for key in ids]
        )
    }
    for post in posts:
        _settle_post(job, post, addresses, items.get(post.pk))
    note_imported_quotes(job, posts)
    note_imported_uploads(job, posts)


def _settle_post(job: Job, post: Post, addresses: Addresses, item: ImportedItem | None) -> None:
    source = addresses.put(post.body.source)
    if item is None or source == post.body.source:
        return
    untouched = item.state == state_of_post(post)
    _rewrite(post, source)
    if untouched:
        item.state = state_of_post(post)
        job.known.remember([item])
    job.count("link", "settled")


def _rewrite(post: Post, source: str) -> None:
    text = post.body
    composed = compose_text(
        source=source,
        format=text.format,
        community=None,
        author=None,
        author_languages=[text.language],
        text=text,
    )
    composed.text.save()
