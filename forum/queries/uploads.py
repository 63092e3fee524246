"""Uploads that an actor may see: his own, and what is shown where he may read.

Whoever may not read any text that shows an upload does not find it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.utils import timezone

from accounts.models import Member
from accounts.permissions import Actor
from core.errors import NotFound
from forum.models import LinkPreviewUse, Post, Profile, Upload, UploadUse
from forum.queries.posts import visible_to

DAY = timedelta(days=1)
PAGE = 30
USES_MAX = 500
"""How many texts are looked at for one upload."""


def upload_for(actor: Actor, upload_id: UUID) -> Upload:
    """The upload. Raises NotFound."""
    upload = uploads_for(actor, [upload_id]).get(upload_id)
    if upload is None:
        raise NotFound
    return upload


def uploads_for(actor: Actor, ids: Collection[UUID]) -> dict[UUID, Upload]:
    """Those of the uploads that `actor` may see, by id; at most five queries."""
    found = Upload.objects.in_bulk(list(ids))
    foreign = [pk for pk, row in found.items() if actor.id is None or row.member_id != actor.id]
    hidden = set(foreign) - _shown_to(actor, foreign) if foreign else set()
    return {pk: row for pk, row in found.items() if pk not in hidden}


def _shown_to(actor: Actor, ids: Collection[UUID]) -> set[UUID]:
    """Those of the uploads that stand in a text which `actor` may read."""
    texts = _texts_with(ids)
    readable = _readable(actor, set().union(*texts.values()) if texts else ())
    return {pk for pk, text_ids in texts.items() if text_ids & readable}


def _texts_with(ids: Collection[UUID]) -> dict[UUID, set[int]]:
    """The texts that show each upload, itself or as the picture of a link."""
    limit = USES_MAX * len(ids)
    own = UploadUse.objects.filter(upload__in=ids).values_list("upload_id", "text_id")[:limit]
    cards = LinkPreviewUse.objects.filter(preview__image__in=ids)
    texts: dict[UUID, set[int]] = {}
    for pk, text_id in [*own, *cards.values_list("preview__image_id", "text_id")[:limit]]:
        texts.setdefault(pk, set()).add(text_id)
    return texts


def _readable(actor: Actor, text_ids: Iterable[int]) -> set[int]:
    wanted = list(text_ids)
    if not wanted:
        return set()
    posts = visible_to(actor).filter(body__in=wanted).values_list("body_id", flat=True)
    profiles = Profile.objects.filter(about__in=wanted).values_list("about_id", flat=True)
    return {*posts, *(pk for pk in profiles if pk is not None)}


def own_upload(actor: Actor, upload_id: UUID) -> Upload:
    """One of the actor's own. Raises NotFound."""
    upload = Upload.objects.filter(pk=upload_id, member=actor.id or 0).first()
    if upload is None:
        raise NotFound
    return upload


@dataclass(frozen=True, slots=True)
class OwnUploads:
    """A stretch of a member's uploads, newest first; `older` continues it."""

    items: Sequence[Upload]
    older: UUID | None


def own_uploads(actor: Actor, *, before: UUID | None = None, limit: int = PAGE) -> OwnUploads:
    """The actor's uploads, older than the one with the id `before`, each with `shown_in`: the
    uses in posts that he may read. Raises NotFound."""
    rows = Upload.objects.filter(member=actor.id or 0)
    if before is not None:
        edge = own_upload(actor, before)
        rows = rows.filter(Q(created__lt=edge.created) | Q(created=edge.created, pk__lt=edge.pk))
    uses = (
        UploadUse.objects.filter(text__post__in=_posts_with_own(actor))
        .select_related("text__post__thread__title")
        .order_by("text__post__id")
    )
    shown = Prefetch("uses", queryset=uses, to_attr="shown_in")
    found = list(rows.order_by("-created", "-pk").prefetch_related(shown)[: limit + 1])
    more = len(found) > limit
    return OwnUploads(found[:limit], found[limit - 1].pk if more else None)


def _posts_with_own(actor: Actor) -> "QuerySet[Post]":
    texts = UploadUse.objects.filter(upload__member=actor.id or 0).values("text_id")
    return visible_to(actor).filter(body__in=texts)


@dataclass(frozen=True, slots=True)
class Spent:
    """What a member has uploaded within 24 hours, and what is kept of all, in bytes."""

    day_files: int
    day_bytes: int
    total_bytes: int


def spent_by(member: Member) -> Spent:
    """How much of the quota is used."""
    today = Q(created__gte=timezone.now() - DAY)
    sums = Upload.objects.filter(member=member).aggregate(
        day_files=Count("pk", filter=today),
        day_bytes=Sum("size", filter=today, default=0),
        total_bytes=Sum("size", default=0),
    )
    return Spent(**sums)
