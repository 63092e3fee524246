"""Files in the storage of the installation (`STORAGE_URL`): a folder or S3.

Files are named by the id of their row and by nothing that anybody sent. Raises StorageFailed.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from forum.models import Upload
from forum.uploads.content import Content
from forum.uploads.errors import StorageFailed

logger = logging.getLogger(__name__)

FOLDER = "uploads"


def shard_of(key: str) -> str:
    """The folder for an id: one of 256, so that none grows too long to be listed."""
    return f"{FOLDER}/{key[:2]}"


@contextmanager
def stored(upload: Upload, content: Content) -> Iterator[None]:
    """Store the files of a new row, for which the block makes the rest; if anything fails, they
    are removed again."""
    path = f"{shard_of(str(upload.pk))}/{upload.pk}"
    saved: list[str] = []
    try:
        saved.append(_save(f"{path}.{content.extension}", content.data))
        upload.file.name = saved[0]
        if content.thumbnail:
            saved.append(_save(f"{path}.thumbnail.webp", content.thumbnail))
            upload.thumbnail.name = saved[1]
        yield
    except BaseException:
        remove(saved)
        raise


def _save(path: str, data: bytes) -> str:
    try:
        return default_storage.save(path, ContentFile(data))
    except Exception as error:  # each storage has its own errors, and no common base for them
        logger.exception("a file of %d bytes could not be stored", len(data))
        remove([path])
        raise StorageFailed from error


def read(path: str) -> bytes | None:
    """What is in a file; None where it is missing. Raises StorageFailed."""
    try:
        with default_storage.open(path, "rb") as file:
            return bytes(file.read())
    except FileNotFoundError:
        logger.warning("the file %s is missing", path)
        return None
    except Exception as error:  # as in `_save`
        logger.exception("the file %s could not be read", path)
        raise StorageFailed from error


def remove(paths: Iterable[str]) -> None:
    """Delete files. What cannot be deleted now is found by the sweep for strays."""
    for path in filter(None, paths):
        try:
            default_storage.delete(path)
        except Exception:  # as in `_save`
            logger.exception("the file %s could not be deleted", path)


def files_in(shard: str, *, before: datetime) -> list[str]:
    """The files of a folder that were last changed before a moment."""
    try:
        _folders, names = default_storage.listdir(shard)
    except FileNotFoundError:
        return []
    paths = (f"{shard}/{name}" for name in names)
    return [path for path in paths if default_storage.get_modified_time(path) < before]
