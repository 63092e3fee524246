"""Addresses of a community's own threads, posts and files as `lingora:` references."""

import re
from collections.abc import Iterable

from accounts.models import Community
from forum.models import Post, Thread, Upload
from forum.transfer.export_keys import Keys
from forum.transfer.references import Reference

_INSIDE = re.compile(
    r"(?<=\]\()(?:/[a-z]{2,3}(?:-[a-z]+)?)?"
    r"(?:/t/(?P<thread>[0-9]{1,15})/(?:\?post=(?P<post>[0-9]{1,15})[^)\s]*)?"
    r"|/files/(?P<upload>[0-9a-f-]{36})/[^)\s]*)"
    r"(?=\))"
)
"""The address of a Markdown link, as far as it is one of the forum's own."""


class Links:
    """The references for what some texts link to."""

    def __init__(self, community: Community, keys: Keys, sources: Iterable[str]) -> None:
        found = [match for source in sources for match in _INSIDE.finditer(source)]
        threads = Thread.objects.filter(community=community)
        posts = Post.objects.filter(thread__community=community)
        uploads = Upload.objects.filter(community=community)
        self._keys = {
            "thread": keys.of("thread", _there(threads, found, "thread")),
            "post": keys.of("post", _there(posts, found, "post")),
            "upload": keys.of("upload", _there(uploads, found, "upload")),
        }

    def put(self, source: str) -> str:
        """The text with references for what belongs to the community."""
        return _INSIDE.sub(self._reference, source)

    def _reference(self, match: re.Match[str]) -> str:
        kind = "upload" if match["upload"] else "post" if match["post"] else "thread"
        key = self._keys[kind].get(match[kind])
        return str(Reference(kind, key)) if key else match[0]


def _there(rows, found: Iterable[re.Match[str]], kind: str) -> Iterable[object]:  # type: ignore[no-untyped-def]  # a queryset of any of the three
    wanted = {match[kind] for match in found if match[kind]}
    return rows.filter(pk__in=wanted).values_list("pk", flat=True)
