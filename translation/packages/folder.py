"""Packages that lie unpacked in a folder: which there are, and which of them are broken.

One damaged package never hides the others. Nothing is loaded here; a scan reads a few small
files and looks at sizes, and is repeated only when something in the folder has changed.
"""

import hashlib
import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from django.utils.translation import gettext_lazy as _
from packaging.version import InvalidVersion, Version

from core.languages import InvalidLanguage
from translation.engines.base import Pair
from translation.errors import PackageBroken
from translation.packages.codes import from_argos

METADATA = "metadata.json"
MODEL = "model/model.bin"
TOKENIZERS = ("sentencepiece.model", "bpe.model")
MANIFEST = "lingora.json"
"""Written beside the metadata when a package is installed: size and origin of the model."""

_DIGEST_SAMPLE_BYTES = 1 << 20

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class InstalledPackage:
    """One usable package. `code` is Argos's name of the pair, for example ``de_en``."""

    path: Path
    pair: Pair
    code: str
    version: str
    target_prefix: str
    tokenizer: Path
    starter: bool = False
    forms: tuple[str, ...] = ()
    """Placeholder forms that survive this model, best first, as found when it was installed."""

    @property
    def model(self) -> Path:
        return self.path / "model"

    @property
    def model_bytes(self) -> int:
        """Size of the weights on disk, which is about what they take in memory."""
        return (self.path / MODEL).stat().st_size

    @cached_property
    def model_digest(self) -> str:
        """Identifies the weights and the vocabulary by samples of their content.

        Two packages with the same digest can share one loaded model. Sampling (start, middle,
        end) keeps it in the milliseconds for models of a gigabyte.
        """
        digest = hashlib.sha256()
        for file in (self.path / MODEL, self.tokenizer):
            digest.update(_sample(file))
        return digest.hexdigest()[:16]

    @property
    def rank(self) -> tuple[bool, Version]:
        """The higher, the better: real packages before starters, then by version."""
        return (not self.starter, _version(self.version))


@dataclass(frozen=True, slots=True)
class Problem:
    """A folder that should be a package and cannot be used; `str(error)` says why."""

    path: Path
    error: PackageBroken


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a scan found; the packages of a pair stand best first."""

    packages: Mapping[Pair, tuple[InstalledPackage, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class PackageFolders:
    """The packages of some folders, scanned again whenever their content changes.

    `starter_dir` holds experimental packages that give way to all others. Looking at the files
    is skipped for `rescan_seconds` after the last look unless a folder itself changed.
    """

    def __init__(
        self, packages_dir: Path, *, starter_dir: Path | None = None, rescan_seconds: float = 1.0
    ) -> None:
        self._folders = [(packages_dir, False)] + ([(starter_dir, True)] if starter_dir else [])
        self._rescan_seconds = rescan_seconds
        self._lock = Lock()
        self._looked_at = float("-inf")
        self._folders_stamp: Stamp = ()
        self._files_stamp: Stamp | None = None
        self._inventory = Inventory()

    def inventory(self) -> Inventory:
        """What is installed now."""
        with self._lock:
            folders_stamp = _stamp(folder for folder, _starter in self._folders)
            now = time.monotonic()
            rested = now - self._looked_at < self._rescan_seconds
            if not (rested and folders_stamp == self._folders_stamp):
                self._look()
                self._looked_at, self._folders_stamp = now, folders_stamp
            return self._inventory

    def _look(self) -> None:
        found = [(path, starter) for folder, starter in self._folders for path in _within(folder)]
        stamp = _stamp(file for path, _starter in found for file in _watched(path))
        if stamp != self._files_stamp:
            self._inventory = _mark_copies(_take_inventory(found))
            self._files_stamp = stamp


def read_package(path: Path, *, starter: bool = False) -> InstalledPackage | None:
    """The package unpacked in `path`; None for other kinds of package (sentence splitters).

    Raises PackageBroken where something is missing, damaged or shorter than it was when it was
    installed.
    """
    metadata = _read_json(path / METADATA)
    if metadata.get("type", "translate") != "translate":
        return None
    source, target = str(metadata.get("from_code")), str(metadata.get("to_code"))
    try:
        pair = Pair(from_argos(source), from_argos(target))
    except InvalidLanguage as error:
        raise broken(path, error) from error
    manifest = _read_json(path / MANIFEST) if has_manifest(path) else {}
    return InstalledPackage(
        path=path,
        pair=pair,
        code=f"{source}_{target}",
        version=str(metadata.get("package_version") or "0"),
        target_prefix=str(metadata.get("target_prefix") or ""),
        tokenizer=_checked_files(path, manifest),
        starter=starter,
        forms=tuple(map(str, manifest.get("forms", ()))),
    )


def broken(path: Path, reason: object) -> PackageBroken:
    """The error that says which package cannot be used and why."""
    message = _("The language package %(package)s is damaged: %(reason)s")
    return PackageBroken(message, package=path.name, reason=reason)


def has_manifest(path: Path) -> bool:
    """True for packages that Lingora installed itself."""
    return (path / MANIFEST).is_file()


def _checked_files(path: Path, manifest: Mapping[str, Any]) -> Path:
    """The tokenizer, after a look at everything a model needs. Raises PackageBroken."""
    model = path / MODEL
    if not model.is_file() or not model.stat().st_size:
        raise broken(path, _("its model is missing."))
    tokenizer = next((path / name for name in TOKENIZERS if (path / name).is_file()), None)
    if tokenizer is None:
        raise broken(path, _("its tokenizer is missing."))
    if manifest.get("model_bytes") not in (None, model.stat().st_size):
        raise broken(path, _("its model is incomplete."))
    return tokenizer


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise broken(path.parent, _("%(file)s is missing.") % {"file": path.name}) from error
    except (OSError, ValueError) as error:
        raise broken(path.parent, _("%(file)s cannot be read.") % {"file": path.name}) from error
    if not isinstance(content, dict):
        raise broken(path.parent, _("%(file)s cannot be read.") % {"file": path.name})
    return content


def _take_inventory(found: Iterable[tuple[Path, bool]]) -> Inventory:
    packages: dict[Pair, list[InstalledPackage]] = {}
    problems = []
    for path, starter in found:
        try:
            package = read_package(path, starter=starter)
        except PackageBroken as error:
            problems.append(Problem(path, error))
        except OSError as error:
            problems.append(Problem(path, broken(path, error.strerror)))
        else:
            if package:
                packages.setdefault(package.pair, []).append(package)
    ranked = {pair: _ranked(some) for pair, some in packages.items()}
    return Inventory(packages=ranked, problems=tuple(problems))


def _mark_copies(inventory: Inventory) -> Inventory:
    """A starter package stays one, also where somebody installed it like any other."""
    everything = [one for some in inventory.packages.values() for one in some]
    starters = [one for one in everything if one.starter]
    sizes = {one.model_bytes for one in starters}

    digests = {one.model_digest for one in starters if len(everything) > len(starters)}

    def marked(package: InstalledPackage) -> InstalledPackage:
        if package.starter or package.model_bytes not in sizes:
            return package
        return replace(package, starter=package.model_digest in digests)

    packages = {pair: _ranked(map(marked, some)) for pair, some in inventory.packages.items()}
    return Inventory(packages=packages, problems=inventory.problems)


def _ranked(packages: Iterable[InstalledPackage]) -> tuple[InstalledPackage, ...]:
    return tuple(sorted(packages, key=lambda package: package.rank, reverse=True))


def _within(folder: Path) -> list[Path]:
    """Folders that should be packages; hidden ones are work in progress."""
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        return []
    return [path for path in inside if path.is_dir() and not path.name.startswith(".")]


def _watched(path: Path) -> list[Path]:
    return [path, *(path / name for name in (METADATA, MODEL, MANIFEST, *TOKENIZERS))]


def _stamp(files: Iterable[Path]) -> Stamp:
    """Changes when one of the files appears, disappears or is written."""
    seen = []
    for file in files:
        try:
            status = file.stat()
        except OSError:
            seen.append((str(file), -1, -1))
        else:
            seen.append((str(file), status.st_mtime_ns, status.st_size))
    return tuple(seen)


def _sample(path: Path) -> bytes:
    size = path.stat().st_size
    starts = sorted({0, max(0, size // 2), max(0, size - _DIGEST_SAMPLE_BYTES)})
    with path.open("rb") as file:
        parts = []
        for start in starts:
            file.seek(start)
            parts.append(file.read(_DIGEST_SAMPLE_BYTES))
    return str(size).encode() + b"".join(parts)


def _version(text: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion:
        return Version("0")
