"""Which items of a source are here already, and as what."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from accounts.models import Community
from forum.models import Category, ImportedItem, Post, Product, Tag, Thread
from forum.transfer.parts import in_parts

KEYS_PER_QUERY = 500


class Known:
    """The memory of imports of one source into one community."""

    def __init__(self, community: Community, source: str) -> None:
        self._rows = ImportedItem.objects.filter(community=community, source=source)
        self._community, self._source = community, source
        newest = self._rows.order_by("-pk").values_list("pk", flat=True).first()
        self._newest_before = newest or 0

    def items(self, kind: str, keys: Iterable[str]) -> dict[str, ImportedItem]:
        """What became of items, by key."""
        return {
            item.key: item
            for part in in_parts(sorted(set(keys)), KEYS_PER_QUERY)
            for item in self._rows.filter(kind=kind, key__in=part)
        }

    def ids(self, kind: str, keys: Iterable[str | None]) -> dict[str, int]:
        """The ids of rows that items became, by key."""
        wanted = [key for key in keys if key is not None]
        return {key: int(item.target) for key, item in self.items(kind, wanted).items()}

    def was_here(self, item: ImportedItem) -> bool:
        """True for what an earlier run brought."""
        return item.pk <= self._newest_before

    def new(self, kind: str, key: str, target: object, checksum: str, state: str) -> ImportedItem:
        """A row that remembers an item, not stored yet."""
        return ImportedItem(
            community=self._community,
            source=self._source,
            kind=kind,
            key=key,
            target=str(target),
            checksum=checksum,
            state=state,
        )

    def remember(self, items: Sequence[ImportedItem]) -> None:
        """Store rows of `new`, or bring known ones up to date."""
        ImportedItem.objects.bulk_create(item for item in items if item.pk is None)
        known = [item for item in items if item.pk is not None]
        ImportedItem.objects.bulk_update(known, ["target", "checksum", "state"])


def _state(*parts: object) -> str:
    return sha256("\x00".join(map(str, parts)).encode()).hexdigest()


def state_of_named(row: Category | Tag | Product) -> str:
    """Changes whenever somebody changes what an import may change."""
    description = getattr(row, "description", None)
    return _state(row.slug, row.name.checksum, description.checksum if description else "")


def state_of_thread(thread: Thread) -> str:
    """The same of a thread."""
    return _state(
        thread.title.checksum,
        thread.category_id,
        thread.kind,
        thread.visibility,
        thread.closed,
        thread.locked,
        thread.pinned,
    )


def state_of_post(post: Post) -> str:
    """The same of a post."""
    return _state(post.body.checksum, post.visibility)
