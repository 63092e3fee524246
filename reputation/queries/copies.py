"""Answers that say again what was said: by their author before, or by a machine in their thread."""

from collections.abc import Iterator

from django.db.models import Count, Q

from core.errors import InvalidInput
from forum.models import Post
from reputation.models import Fingerprint, NearCopy
from reputation.shingles import Shingles, repeats, shingles, sketch
from translation.detection import prose
from translation.models import Text, Translation

CANDIDATES = 10
"""How many earlier answers are compared with a new one: those whose sketches share most."""
SHARED = 2
"""Of a sketch that an earlier answer shares to be compared at all."""
THREAD_TEXTS = 200
"""How many translations of a thread an answer is compared with: the newest."""


def shingles_of(text: Text) -> Shingles:
    """Of what its author says: without code, links and quotations; empty for what cannot be
    parsed."""
    try:
        return shingles(prose(text.source, text.markup), text.language)
    except InvalidInput:
        return frozenset()


def repeated_by(post: Post, found: Shingles) -> Post | None:
    """An earlier answer of the same author that `post`, whose shingles are given, repeats."""
    rows = Fingerprint.objects.filter(author=post.author_id, digest__in=sketch(found))
    near = rows.filter(post__lt=post.pk).exclude(post__visibility=Post.Visibility.DELETED)
    shared = near.values("post").annotate(shared=Count("pk")).filter(shared__gte=SHARED)
    ids = shared.order_by("-shared", "post").values_list("post", flat=True)[:CANDIDATES]
    earlier = Post.objects.filter(pk__in=list(ids)).select_related("body").order_by("pk")
    return next((one for one in earlier if repeats(found, [shingles_of(one.body)])), None)


def is_near_copy(post: Post) -> bool:
    """True while the answer that it repeats stands."""
    rows = NearCopy.objects.filter(post=post)
    return rows.exclude(earlier__visibility=Post.Visibility.DELETED).exists()


def is_pasted_translation(answer: Post) -> bool:
    """True where an answer is what a machine made of another text of its thread."""
    found = shingles_of(answer.body)
    return any(repeats(found, [one]) for one in _translated(answer))


def _translated(answer: Post) -> Iterator[Shingles]:
    """What readers of the answer's language are shown of the rest of its thread."""
    primary = answer.body.language.partition("-")[0]
    same = Q(language=primary) | Q(language__startswith=f"{primary}-")
    rows = Translation.objects.filter(same, text__post__thread=answer.thread_id, withheld=False)
    rows = rows.exclude(text=answer.body_id)
    for row in rows.order_by("-pk").values_list("plain", "language")[:THREAD_TEXTS]:
        yield shingles(*row)
