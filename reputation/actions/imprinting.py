"""Keeping the sketches of answers, to know again what somebody said before."""

from django.db import transaction

from forum.models import Post
from reputation.models import Fingerprint, NearCopy
from reputation.queries.copies import repeated_by, shingles_of
from reputation.shingles import sketch


@transaction.atomic
def imprint(*, post_id: int) -> NearCopy | None:
    """Take the sketch of an answer as it stands, and note the earlier one that it repeats. Other
    posts have none. Once is enough, and again after every edit."""
    post = Post.objects.select_related("body").select_for_update(of=("self",)).get(pk=post_id)
    forget_imprint(post_id=post_id)
    if post.kind != Post.Kind.ANSWER or post.author_id is None:
        return None
    found = shingles_of(post.body)
    Fingerprint.objects.bulk_create(
        Fingerprint(post=post, author_id=post.author_id, digest=digest) for digest in sketch(found)
    )
    earlier = repeated_by(post, found)
    return NearCopy.objects.create(post=post, earlier=earlier) if earlier else None


@transaction.atomic
def forget_imprint(*, post_id: int) -> None:
    """Keep nothing of a post that was erased or changed."""
    Fingerprint.objects.filter(post=post_id).delete()
    NearCopy.objects.filter(post=post_id).delete()
