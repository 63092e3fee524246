"""What imported posts quote of each other, read as it was written."""

from collections.abc import Sequence

from forum.actions.importing.job import Job
from forum.models import Post, Quote
from forum.quoting import quotations


def note_imported_quotes(job: Job, posts: Sequence[Post]) -> None:
    """Remember the quotations in `posts` whose addresses are settled."""
    found = {post: list(enumerate(quotations(post.body.source))) for post in posts}
    wanted = {each.post_id for quotes in found.values() for _position, each in quotes}
    if not wanted:
        return
    rows = Post.objects.filter(pk__in=wanted, thread__community=job.community)
    languages = dict(rows.values_list("pk", "body__language"))
    Quote.objects.bulk_create(
        [
            Quote(
                post=post,
                position=position,
                quoted_id=each.post_id,
                language=languages[each.post_id],
                shown=each.text,
                source_language=languages[each.post_id],
            )
            for post, quotes in found.items()
            for position, each in quotes
            if each.post_id in languages and each.post_id != post.pk
        ],
        ignore_conflicts=True,
    )
