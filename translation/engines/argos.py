"""Argos packages, read straight from their folders and run in real batches.

CTranslate2 and SentencePiece do the work; nothing of `argostranslate.translate` is used. The
starter packages of the project serve a pair only as long as no other package does, and what
they write is experimental. A package that turns out to be broken is left aside until its files
change; the others go on working.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from threading import Lock

from django.conf import settings

from core.errors import LingoraError
from translation.engines.base import Candidate, Effort, Engine, Pair, Segment
from translation.engines.decoding import Decoded, decode
from translation.engines.forms import KnownForms
from translation.engines.models import LoadedModel, ModelCache, is_out_of_memory, usable_cores
from translation.engines.parts import Wholes, candidates, parts_of
from translation.engines.placeholders import FORMS
from translation.errors import EngineError, EngineOutOfMemory, PackageBroken, PairUnsupported
from translation.packages.folder import InstalledPackage, PackageFolders, Problem, broken
from translation.packages.starter import unpack_starter

VERSION = 1
"""Part of the fingerprint: raise it when the same model would answer differently."""

_STARTER_RETRY_SECONDS = 60.0

FileState = tuple[int, int]


class ArgosEngine(Engine):
    """All pairs for which a package lies in `packages_dir`, or else in the starter folder.

    `memory_bytes` is the budget for loaded models. `inter_threads` batches run side by side, each
    on `intra_threads` cores; 0 means as many as this process may use. `starter_dir` is where
    starter packages are unpacked; `starter=False` leaves them out.
    """

    family = "argos"

    def __init__(
        self,
        *,
        alias: str = "argos",
        packages_dir: str | Path | None = None,
        memory_bytes: int = 1500 << 20,
        inter_threads: int = 0,
        intra_threads: int = 1,
        starter: bool = True,
        starter_dir: str | Path | None = None,
        rescan_seconds: float = 1.0,
    ) -> None:
        super().__init__(alias=alias)
        self._starter_dir = Path(starter_dir or settings.DATA_DIR / "starter") if starter else None
        self._folders = PackageFolders(
            Path(packages_dir or settings.ARGOS_PACKAGES_DIR),
            starter_dir=self._starter_dir,
            rescan_seconds=rescan_seconds,
        )
        self._models = ModelCache(
            memory_bytes=memory_bytes,
            inter_threads=inter_threads or usable_cores(),
            intra_threads=intra_threads,
        )
        self._forms = KnownForms(self._models)
        self._lock = Lock()
        self._starter_due = 0.0 if starter else float("inf")
        self._starter_problem: Problem | None = None
        self._failed: dict[Path, tuple[FileState, PackageBroken]] = {}

    def pairs(self) -> frozenset[Pair]:
        return frozenset(self.packages())

    def packages(self) -> dict[Pair, InstalledPackage]:
        """The package that serves each pair now: the best one that is not broken."""
        self._provide_starter()
        usable = {}
        for pair, packages in self._folders.inventory().packages.items():
            chosen = next((one for one in packages if not self._has_failed(one)), None)
            if chosen:
                usable[pair] = chosen
        return usable

    def problems(self) -> list[Problem]:
        """Packages that cannot be used now, and why."""
        self._provide_starter()
        inventory = self._folders.inventory()
        packages = [one for some in inventory.packages.values() for one in some]
        failed = [
            Problem(one.path, self._failed[one.path][1])
            for one in packages
            if self._has_failed(one)
        ]
        starter = [self._starter_problem] if self._starter_problem else []
        return [*inventory.problems, *failed, *starter]

    def memory(self) -> int:
        """About how many bytes the loaded models take."""
        return self._models.memory()

    def fingerprint(self, pair: Pair) -> str:
        package = self._package(pair)
        try:
            digest = package.model_digest
        except OSError as error:
            raise broken(package.path, error.strerror) from error
        return f"argos/{VERSION}:{package.code}:{package.version}:{digest}"

    def label(self, pair: Pair) -> str:
        package = self._package(pair)
        return f"{self.alias} {package.code} {package.version}"

    def experimental(self, pair: Pair) -> bool:
        return self._package(pair).starter

    def count_tokens(self, text: str, pair: Pair) -> int:
        return len(self._models.tokenizer(self._package(pair)).encode(text).pieces)

    def forms(self, pair: Pair) -> int:
        return len(FORMS)

    def translate(
        self,
        segments: Sequence[Segment],
        pair: Pair,
        *,
        effort: Effort = Effort.QUICK,
        form: int = 0,
    ) -> list[list[Candidate]]:
        found = dict(self.stream(segments, pair, effort=effort, form=form))
        return [list(found[number]) for number in range(len(segments))]

    def stream(
        self,
        segments: Sequence[Segment],
        pair: Pair,
        *,
        effort: Effort = Effort.QUICK,
        form: int = 0,
    ) -> Iterator[tuple[int, Iterable[Candidate]]]:
        package = self._package(pair)
        try:
            yield from self._answers(segments, package, effort, form)
        except PackageBroken as error:
            self._failed[package.path] = (_file_state(package), error)
            raise
        except (MemoryError, EngineOutOfMemory) as error:
            self.unload()
            raise EngineOutOfMemory from error

    def unload(self) -> None:
        self._models.clear()

    def _package(self, pair: Pair) -> InstalledPackage:
        package = self.packages().get(pair)
        if package is None:
            raise PairUnsupported(source=pair.source, target=pair.target)
        return package

    def _answers(
        self, segments: Sequence[Segment], package: InstalledPackage, effort: Effort, form: int
    ) -> Iterator[tuple[int, Iterator[Candidate]]]:
        model, tokenizer = self._models.model(package), self._models.tokenizer(package)
        written = self._forms.of(package)[form]
        whole = Wholes([parts_of(segment, tokenizer, written) for segment in segments])
        for number, answers in whole.of(self._decode(whole.sources, package, model, effort)):
            yield number, candidates(whole.parts[number], answers, tokenizer)

    def _decode(
        self,
        sources: list[list[str]],
        package: InstalledPackage,
        model: LoadedModel,
        effort: Effort,
    ) -> Iterator[tuple[int, list[Decoded]]]:
        try:
            yield from decode(
                model.translator,
                sources,
                target_prefix=package.target_prefix,
                effort=effort,
                threads=self._models.inter_threads,
            )
        except (RuntimeError, ValueError) as error:
            raise (EngineOutOfMemory if is_out_of_memory(error) else EngineError) from error

    def _has_failed(self, package: InstalledPackage) -> bool:
        """True while the files that failed to load are still the same."""
        failed = self._failed.get(package.path)
        return failed is not None and failed[0] == _file_state(package)

    def _provide_starter(self) -> None:
        if self._starter_dir is None or time.monotonic() < self._starter_due:
            return
        with self._lock:
            try:
                unpack_starter(self._starter_dir)
            except (LingoraError, OSError) as error:
                self._starter_due = time.monotonic() + _STARTER_RETRY_SECONDS
                self._starter_problem = Problem(
                    self._starter_dir, PackageBroken(package="starter", reason=error)
                )
            else:
                self._starter_due, self._starter_problem = float("inf"), None


def _file_state(package: InstalledPackage) -> FileState:
    try:
        model, tokenizer = (package.model / "model.bin").stat(), package.tokenizer.stat()
    except OSError:
        return (-1, -1)
    return (model.st_mtime_ns, model.st_size + tokenizer.st_size)
