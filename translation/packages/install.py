"""Unpacks a package file so that it appears whole or not at all.

The file is checked (a zip, no paths that lead out of it, the metadata and files a model needs),
unpacked beside its destination under a hidden name, and renamed. Older versions of the same
package go when the new one is in place.
"""

import errno
import fcntl
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext_lazy as _

from core.errors import Message
from translation.engines.probe import surviving_forms
from translation.errors import PackageBroken
from translation.packages.errors import NoRoom, NotAPackage
from translation.packages.folder import METADATA, InstalledPackage, read_package
from translation.packages.manifest import write_manifest

_WORK = ".incoming-"
SPARE_BYTES = 16 << 20
"""What stays free on the disk for everything else."""


def install_file(file: Path, *, into: Path, spare_bytes: int = SPARE_BYTES) -> InstalledPackage:
    """Install the package file; the installed package is answered.

    Raises NotAPackage (nothing was changed), or NoRoom where less than `spare_bytes` would stay
    free on the disk.
    """
    with folder_lock(into):
        return install_locked(file, into=into, spare_bytes=spare_bytes)


@contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """One installation at a time per folder, over all processes; not to be nested."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def install_locked(
    file: Path, *, into: Path, try_out: bool = True, spare_bytes: int = SPARE_BYTES
) -> InstalledPackage:
    """`install_file` for those who hold the lock of `into`.

    `try_out=False` neither loads the model nor finds out which placeholders survive it.
    """
    with _room_for(file, into), tempfile.TemporaryDirectory(prefix=_WORK, dir=into) as work:
        unpacked = _unpack(file, Path(work), spare_bytes)
        package = _check(unpacked, file)
        write_manifest(package, _forms(package, file) if try_out else [])
        return _put_in_place(package, into)


def _unpack(file: Path, work: Path, spare_bytes: int) -> Path:
    """The folder that holds the metadata, below `work`. Raises NotAPackage or NoRoom."""
    try:
        with zipfile.ZipFile(file) as archive:
            root = _check_members(archive, file)
            size = sum(member.file_size for member in archive.infolist())
            if shutil.disk_usage(work).free < size + spare_bytes:
                raise NoRoom(folder=work.parent, file=file.name)
            archive.extractall(work)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise _refused(file, _("it is not a whole zip file.")) from error
    return work / root


def _check_members(archive: zipfile.ZipFile, file: Path) -> PurePosixPath:
    """Where the metadata lies inside. Refuses paths and links that lead out of the archive."""
    for member in archive.infolist():
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in member.filename:
            raise _refused(file, _("it holds paths that lead out of it."))
        if stat.S_ISLNK(member.external_attr >> 16):
            raise _refused(file, _("it holds links."))
    found = [path for path in map(PurePosixPath, archive.namelist()) if path.name == METADATA]
    if not found:
        raise _refused(file, _("it has no metadata.json."))
    return min(found, key=lambda path: len(path.parts)).parent


def _check(unpacked: Path, file: Path) -> InstalledPackage:
    try:
        package = read_package(unpacked)
    except PackageBroken as error:
        raise _refused(file, error.context["reason"]) from error
    if package is None:
        raise _refused(file, _("it holds no translation model."))
    return package


def _forms(package: InstalledPackage, file: Path) -> list[str]:
    """Which placeholder forms survive the model; proves that it can be loaded."""
    try:
        return surviving_forms(package)
    except PackageBroken as error:
        raise _refused(file, error.context["reason"]) from error


def _put_in_place(package: InstalledPackage, into: Path) -> InstalledPackage:
    """Rename the unpacked package to its place and remove other versions of it."""
    name = f"translate-{package.code}-{package.version.replace('.', '_')}"
    replaced = [path for path in into.glob(f"translate-{package.code}-*") if path.is_dir()]
    with tempfile.TemporaryDirectory(prefix=_WORK, dir=into) as bin_:
        for path in replaced:
            path.rename(Path(bin_) / path.name)
        package.path.rename(into / name)
    installed = read_package(into / name)
    assert installed is not None
    return installed


@contextmanager
def _room_for(file: Path, into: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoRoom(folder=into, file=file.name) from error
        raise _refused(file, error.strerror or type(error).__name__) from error


def _refused(file: Path, reason: Message) -> NotAPackage:
    return NotAPackage(file=file.name, reason=reason)
