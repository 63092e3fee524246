"""Storages with the troubles that real ones have."""

from typing import Any

from django.core.files.storage import FileSystemStorage


class FullStorage(FileSystemStorage):
    """Has room for so many files, then the disk is full."""

    def __init__(self, room: int, **options: Any) -> None:
        super().__init__(**options)
        self.room = room

    def _save(self, name: str, content: Any) -> str:
        if self.room == 0:
            raise OSError(28, "No space left on device")
        self.room -= 1
        stored: str = super()._save(name, content)  # type: ignore[misc]  # stubs leave out the hook
        return stored
