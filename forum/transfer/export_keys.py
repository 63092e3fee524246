"""Keys of rows in an export: those they came with, and lasting ones of their own for the others.

So what was exported and imported elsewhere is exported from there under the same keys.
"""

from collections.abc import Iterable
from hashlib import sha256

from accounts.models import Community
from forum.models import ImportedItem, ImportRun
from forum.transfer.parts import in_parts

IDS_PER_QUERY = 500


class Keys:
    """The keys of one community's rows. `origin` names the community among all installations."""

    def __init__(self, community: Community) -> None:
        self._community = community
        born = community.created.isoformat()
        self.origin = sha256(f"{community.slug} {born}".encode()).hexdigest()[:10]
        runs = ImportRun.objects.filter(community=community, format=ImportRun.Format.LINGORA)
        self._own_format = set(runs.values_list("source", flat=True))

    def of(self, kind: str, ids: Iterable[object | None]) -> dict[str, str]:
        """Keys by the ids, as texts, of rows of a kind."""
        wanted = sorted({str(one) for one in ids if one is not None})
        found = {one: f"{self.origin}:{one}" for one in wanted}
        for part in in_parts(wanted, IDS_PER_QUERY):
            items = ImportedItem.objects.filter(
                community=self._community, kind=kind, target__in=part
            )
            # The newest first: where several became one, the oldest gives it its key.
            for item in items.order_by("-pk"):
                found[item.target] = self._imported(item)
        return found

    def _imported(self, item: ImportedItem) -> str:
        whole = item.source in self._own_format and ":" in item.key
        key = item.key if whole else f"{item.source}:{item.key}"
        return key if len(key) <= 120 else f"x:{sha256(key.encode()).hexdigest()}"
