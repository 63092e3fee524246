"""The starter packages that come with the project, unpacked once into the data folder.

They let a first start without internet translate something. They are experimental: whatever
they write is shown as uncertain, and any other package for their pair is preferred.
"""

from pathlib import Path

from translation.packages.install import folder_lock, install_locked

STARTER_DIR = Path(__file__).resolve().parent.parent / "starter"


def unpack_starter(into: Path, *, source: Path = STARTER_DIR) -> None:
    """Make sure that every starter package lies unpacked in `into`.

    A package that is there already is left alone, unless its file in the project has another
    size. Raises OSError or `PackageError` where that is not possible.
    """
    for file in sorted(source.glob("*.argosmodel")):
        if not _is_unpacked(file, into):
            with folder_lock(into):
                if not _is_unpacked(file, into):
                    install_locked(file, into=into, try_out=False)
                    _mark(file, into).write_text(str(file.stat().st_size))


def _is_unpacked(file: Path, into: Path) -> bool:
    mark = _mark(file, into)
    unpacked = mark.is_file() and (into / file.stem).is_dir()
    return unpacked and mark.read_text() == str(file.stat().st_size)


def _mark(file: Path, into: Path) -> Path:
    return into / f".{file.stem}"
