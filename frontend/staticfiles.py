"""Static files under names that hold their content's hash, compressed ahead."""

from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from frontend import stylesheets


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Falls back to plain names before anything was collected (tests, development)."""

    support_js_module_import_aggregation = True
    manifest_strict = False

    def post_process(self, paths: dict[str, Any], *args: Any, **options: Any) -> Iterator[Any]:
        """Join the stylesheets before names get their hashes."""
        if set(stylesheets.parts()) <= paths.keys():
            self.delete(stylesheets.JOINED)
            self._save(stylesheets.JOINED, ContentFile(stylesheets.join(self._content)))
            paths[stylesheets.JOINED] = self, stylesheets.JOINED
        yield from super().post_process(paths, *args, **options)

    def _content(self, path: str) -> bytes:
        with self.open(path) as file:
            return bytes(file.read())

    def stored_name(self, name: str) -> str:
        if not self.hashed_files:
            return name
        return str(super().stored_name(name))
