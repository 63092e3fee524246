"""What `lingora:` references in imported texts lead to, as far as that is here already."""

from collections.abc import Iterable
from uuid import UUID

from forum.actions.importing.known import Known
from forum.models import Post, Upload
from forum.transfer.references import Reference, put_addresses, references_in
from forum.uploads.addresses import path_of


class Addresses:
    """The addresses of everything that some texts name."""

    def __init__(self, known: Known, sources: Iterable[str]) -> None:
        found = references_in(sources)
        keys = {
            kind: [one.key for one in found if one.kind == kind]
            for kind in ("thread", "post", "upload")
        }
        self._threads = known.ids("thread", keys["thread"])
        self._posts = known.ids("post", keys["post"])
        self._places = _places(self._posts.values())
        self._uploads = _uploads(
            {key: item.target for key, item in known.items("upload", keys["upload"]).items()}
        )

    def put(self, source: str) -> str:
        """The text with addresses; a reference to what is not here stays as it is."""
        return put_addresses(source, self._address)

    def _address(self, reference: Reference) -> str | None:
        if reference.kind == "upload":
            return self._uploads.get(reference.key)
        if reference.kind == "thread":
            thread = self._threads.get(reference.key)
            return f"/t/{thread}/" if thread else None
        return self._post_address(reference.key)

    def _post_address(self, key: str) -> str | None:
        place = self._places.get(self._posts.get(key, 0))
        if place is None:
            return None
        post, thread, language = place
        # Said to be read as it was written, so that a block quote below it is a quotation.
        return f"/t/{thread}/?post={post}&shown={language}#post-{post}"


def _places(posts: Iterable[int]) -> dict[int, tuple[int, int, str]]:
    """Id, thread and language by id."""
    rows = Post.objects.filter(pk__in=list(posts)).values_list("pk", "thread_id", "body__language")
    return {row[0]: row for row in rows}


def _uploads(targets: dict[str, str]) -> dict[str, str]:
    rows = Upload.objects.in_bulk([UUID(target) for target in targets.values()])
    return {
        key: upload_address(rows[UUID(target)])
        for key, target in targets.items()
        if UUID(target) in rows
    }


def upload_address(upload: Upload) -> str:
    """What a Markdown text says to show an upload."""
    size = f"#{upload.width}x{upload.height}" if upload.kind == Upload.Kind.IMAGE else ""
    return f"{path_of(upload)}{size}"
