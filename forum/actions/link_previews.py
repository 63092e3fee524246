"""Link previews: wanted by texts, fetched by the worker, forgotten when no text holds the link.

Nothing here happens while somebody waits for a page.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from core.claims import claim
from core.errors import LingoraError
from forum.actions.uploads import drop_uploads, keep_picture
from forum.models import LinkPreview, LinkPreviewUse, Upload
from forum.previews.errors import FetchFailed, FetchRefused
from forum.previews.fetching import fetch_page, fetch_picture
from forum.previews.guard import Guard
from forum.previews.heads import Head, read_head
from forum.previews.links import checksum_of, lone_links
from forum.queries.link_previews import unknown_links
from forum.uploads.content import picture_content
from translation.models import Text

logger = logging.getLogger(__name__)

FRESH_FOR = timedelta(days=14)
"""A page is asked again after that, while a text holds its link."""
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (10, 60, 360, 1440))
"""Waits after failures; after the last one it is asked as seldom as a page that answers."""
PICTURE_SIDE = 600
TOO_LONG = 2000


@transaction.atomic
def note_links(*, text: Text) -> None:
    """Record which links of a text are shown as cards, and let those nobody knows be fetched."""
    urls = [url for url in lone_links(text.html) if len(url) <= TOO_LONG]
    if settings.LINK_PREVIEWS and urls:
        LinkPreview.objects.bulk_create(
            [LinkPreview(url=url, checksum=checksum_of(url)) for url in unknown_links(urls)],
            ignore_conflicts=True,
        )
    wanted = LinkPreview.objects.filter(checksum__in=[checksum_of(url) for url in urls])
    uses = LinkPreviewUse.objects.filter(text=text)
    uses.exclude(preview__in=wanted).delete()
    LinkPreviewUse.objects.bulk_create(
        [LinkPreviewUse(preview=preview, text=text) for preview in wanted], ignore_conflicts=True
    )


def guard() -> Guard:
    """The guard as the operator has set it."""
    return Guard(
        ports=frozenset(settings.LINK_PREVIEW_PORTS),
        private=settings.LINK_PREVIEW_PRIVATE_ADDRESSES,
    )


def fetch_next() -> int:
    """Fetch the preview that has waited longest; how many those were (0 or 1)."""
    if not settings.LINK_PREVIEWS:
        return 0
    used = Exists(LinkPreviewUse.objects.filter(preview=OuterRef("pk")))
    rows = claim(
        LinkPreview.objects.filter(used, due__lte=timezone.now()), order=("due", "id"), limit=1
    )
    for row in rows:
        _fetch(row)
    return len(rows)


def _fetch(row: LinkPreview) -> None:
    try:
        head, image = _read(row.url)
    except FetchRefused as refusal:
        _finish(row, LinkPreview.State.REFUSED, reason=refusal.reason)
    except FetchFailed as failure:
        _finish(row, LinkPreview.State.FAILED, reason=failure.reason)
    else:
        _finish(row, LinkPreview.State.READY, head=head, image=image)


def _read(url: str) -> tuple[Head, Upload | None]:
    """What the page says, and its picture. Raises FetchRefused and FetchFailed."""
    page = fetch_page(url, guard())
    head = read_head(page.data, charset=page.charset, url=page.url)
    if not head.title:
        raise FetchFailed("no_title")
    return head, _picture(head.image) if head.image else None


def _picture(url: str) -> Upload | None:
    """The picture, encoded anew like every upload; a card stands without it as well."""
    try:
        picture = fetch_picture(url, guard())
        content = picture_content("preview", picture.data, side_max=PICTURE_SIDE)
        return keep_picture(content=content)
    except (FetchFailed, LingoraError) as error:
        logger.info("the picture of a link is left out: %r", error)
        return None


@transaction.atomic
def _finish(
    row: LinkPreview,
    state: str,
    *,
    reason: str = "",
    head: Head | None = None,
    image: Upload | None = None,
) -> None:
    """Write what became of a fetch. What an earlier one found outlives a failure."""
    now = timezone.now()
    row.state, row.reason, row.owner, row.lease_until = state, reason, "", None
    row.attempts = 0 if head else min(row.attempts + 1, len(BACKOFF))
    row.due = now + (BACKOFF[row.attempts - 1] if state == LinkPreview.State.FAILED else FRESH_FOR)
    if head is not None:
        old = row.image
        row.fetched, row.image = now, image
        row.title, row.description, row.site = head.title, head.description, head.site
        row.language = head.language
        drop_uploads([old] if old else [])
    elif state == LinkPreview.State.REFUSED:
        row.title = ""
    row.save()


@transaction.atomic
def forget_unused_previews() -> int:
    """Forget the links that no text holds any more, with their pictures; how many."""
    rows = list(LinkPreview.objects.filter(uses__isnull=True).select_related("image")[:500])
    drop_uploads([row.image for row in rows if row.image])
    LinkPreview.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)
