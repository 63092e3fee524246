"""A folder or a ZIP file to read from, whichever it is. Nothing outside of it can be named."""

from contextlib import AbstractContextManager
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext_lazy as _

from core.errors import InvalidInput


class UnreadableArchive(InvalidInput):
    code = "unreadable_archive"
    message = _("“%(path)s” is neither a folder nor a ZIP file that can be read.")


class Archive(AbstractContextManager["Archive"]):
    """Files by their path with slashes, relative to the top."""

    def __init__(self, path: Path) -> None:
        """Raises UnreadableArchive."""
        self.path = path
        self._zip = None if path.is_dir() else _opened(path)
        self._root = path.resolve()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._zip:
            self._zip.close()

    def names(self) -> list[str]:
        """All files, sorted."""
        if self._zip:
            return sorted(name for name in self._zip.namelist() if not name.endswith("/"))
        files = (path for path in self.path.rglob("*") if path.is_file())
        return sorted(path.relative_to(self.path).as_posix() for path in files)

    def has(self, name: str) -> bool:
        """Whether there is such a file inside."""
        if self._zip:
            return name in self._zip.NameToInfo
        return self._inside(name) is not None

    def size(self, name: str) -> int:
        """Bytes of a file when unpacked."""
        if self._zip:
            return self._zip.getinfo(name).file_size
        return (self._inside(name) or self._root).stat().st_size

    def open(self, name: str) -> IO[bytes]:
        """A file to read from. Raises FileNotFoundError, also for what is not inside."""
        if self._zip:
            if not self.has(name):
                raise FileNotFoundError(name)
            return self._zip.open(name)
        path = self._inside(name)
        if path is None:
            raise FileNotFoundError(name)
        return path.open("rb")

    def _inside(self, name: str) -> Path | None:
        if "\0" in name or PurePosixPath(name).is_absolute():
            return None
        path = (self._root / name).resolve()
        return path if path.is_relative_to(self._root) and path.is_file() else None


def _opened(path: Path) -> ZipFile:
    try:
        return ZipFile(path)
    except (OSError, BadZipFile) as error:
        raise UnreadableArchive(path=str(path)) from error
