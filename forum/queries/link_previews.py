"""What is known of the pages behind links."""

from collections.abc import Collection, Iterable

from django.conf import settings

from forum.models import LinkPreview
from forum.previews.links import checksum_of


def previews_of(urls: Iterable[str]) -> dict[str, LinkPreview]:
    """Those of the addresses whose page is known, with its picture; none where the operator
    does not want previews."""
    wanted = {checksum_of(url): url for url in urls}
    if not settings.LINK_PREVIEWS or not wanted:
        return {}
    rows = LinkPreview.objects.filter(checksum__in=wanted).exclude(title="")
    return {wanted[row.checksum]: row for row in rows.select_related("image")}


def unknown_links(urls: Collection[str]) -> list[str]:
    """Those of the addresses that nobody has asked for yet."""
    sums = {url: checksum_of(url) for url in urls}
    known = LinkPreview.objects.filter(checksum__in=sums.values())
    there = set(known.values_list("checksum", flat=True))
    return [url for url, checksum in sums.items() if checksum not in there]
