"""Models in memory: each is loaded once per process, the least recently used ones go first.

A model that somebody is using when it is dropped lives until that call ends.
"""

import os
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

import ctranslate2

from translation.engines.tokenizers import Tokenizer, open_tokenizer
from translation.errors import EngineOutOfMemory
from translation.packages.folder import InstalledPackage, broken

_OVERHEAD_BYTES = 24 << 20
"""Buffers of a loaded model beside its weights, measured for a base model on two threads."""


@dataclass(frozen=True, slots=True)
class LoadedModel:
    translator: ctranslate2.Translator
    memory_bytes: int


class ModelCache:
    """Loaded models up to about `memory_bytes`; at least the one in use is always kept.

    `inter_threads` batches run side by side, each on `intra_threads` cores.
    """

    def __init__(self, *, memory_bytes: int, inter_threads: int, intra_threads: int) -> None:
        self._memory_bytes = memory_bytes
        self.inter_threads = inter_threads
        self._intra_threads = intra_threads
        self._models: OrderedDict[str, LoadedModel] = OrderedDict()
        self._tokenizers: dict[str, Tokenizer] = {}
        self._lock = Lock()

    def model(self, package: InstalledPackage) -> LoadedModel:
        """The model of a package, loaded now if need be.

        Raises PackageBroken or EngineOutOfMemory.
        """
        with self._lock:
            digest = _digest(package)
            if digest not in self._models:
                self._make_room(package.model_bytes + _OVERHEAD_BYTES)
                self._models[digest] = self._load(package)
            self._models.move_to_end(digest)
            return self._models[digest]

    def tokenizer(self, package: InstalledPackage) -> Tokenizer:
        """The tokenizer of a package (a few megabytes). Raises PackageBroken."""
        with self._lock:
            key = f"{_digest(package)}/{package.code}"
            if key not in self._tokenizers:
                source, target = package.code.split("_", 1)
                try:
                    opened = open_tokenizer(package.tokenizer, source, target)
                except (OSError, RuntimeError, ValueError) as error:
                    raise broken(package.path, _first_line(error)) from error
                self._tokenizers[key] = opened
            return self._tokenizers[key]

    def memory(self) -> int:
        """About how many bytes the loaded models take."""
        return sum(model.memory_bytes for model in self._models.values())

    def clear(self) -> None:
        """Forget everything; memory is free when the last running call has ended."""
        with self._lock:
            self._models.clear()
            self._tokenizers.clear()

    def _make_room(self, needed_bytes: int) -> None:
        while self._models and self.memory() + needed_bytes > self._memory_bytes:
            self._models.popitem(last=False)

    def _load(self, package: InstalledPackage) -> LoadedModel:
        try:
            translator = ctranslate2.Translator(
                str(package.model),
                device="cpu",
                inter_threads=self.inter_threads,
                intra_threads=self._intra_threads,
                max_queued_batches=-1,
            )
        except MemoryError as error:
            raise EngineOutOfMemory from error
        except (RuntimeError, ValueError) as error:
            if is_out_of_memory(error):
                raise EngineOutOfMemory from error
            raise broken(package.path, _first_line(error)) from error
        return LoadedModel(translator, package.model_bytes + _OVERHEAD_BYTES)


def usable_cores() -> int:
    """How many cores this process may use: containers and taskset often leave it only some."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on every system
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _digest(package: InstalledPackage) -> str:
    try:
        return package.model_digest
    except OSError as error:
        raise broken(package.path, error.strerror) from error


def is_out_of_memory(error: Exception) -> bool:
    """True for the forms in which CTranslate2 says that memory was refused."""
    if isinstance(error, MemoryError):
        return True
    text = str(error).lower()
    return "out of memory" in text or "bad_alloc" in text or "failed to allocate" in text


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
