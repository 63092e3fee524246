"""CTranslate2's `translate_batch` and nothing around it: how fast the model can be at all.

It is given ready pieces (those the layer sends), asked for no score and no attention, and runs at
the best of several settings, found before the clock runs.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import ctranslate2

from benchmarks.peers.task import Task
from translation.engines.base import Segment
from translation.engines.parts import parts_of
from translation.engines.placeholders import ordered_forms
from translation.engines.tokenizers import open_tokenizer
from translation.packages.folder import PackageFolders

THREADS = ((2, 1), (1, 2))
"""Batches side by side, and cores for each."""
BATCH_TOKENS = (512, 1024, 2048)
TRIED = 400
"""Sentences with which the best setting is found."""
MOST_ANSWERED = 500


@dataclass(frozen=True, slots=True)
class Setting:
    """How `translate_batch` is called."""

    inter_threads: int
    intra_threads: int
    batch_tokens: int

    def __str__(self) -> str:
        return f"{self.inter_threads} x {self.intra_threads} threads, {self.batch_tokens} tokens"


class Bare:
    """Translates pieces; the answers are pieces as well."""

    def __init__(self, task: Task, *, beam_size: int) -> None:
        packages = PackageFolders(Path(task.packages)).inventory().packages
        self._package = packages[task.pair][0]
        self._beam_size = beam_size
        self._tokenizer = open_tokenizer(self._package.tokenizer, task.source, task.target)
        self._translators = {
            threads: ctranslate2.Translator(
                str(self._package.model), inter_threads=threads[0], intra_threads=threads[1]
            )
            for threads in THREADS
        }
        self._pieces = {one: list(self._cut(one)) for one in task.segments}
        self.setting = self._best(task.segments)

    def tokens(self) -> int:
        """How many pieces the model reads."""
        return sum(len(pieces) for some in self._pieces.values() for pieces in some)

    def translate(self, segments: Sequence[Segment]) -> list[str]:
        """Decode, and leave the answers as they are: turning them into text is others' work."""
        self._decode(segments, self.setting)
        return ["" for _segment in segments]

    def _cut(self, segment: Segment) -> Iterator[list[str]]:
        form = ordered_forms(self._package.forms)[0]
        for part in parts_of(segment, self._tokenizer, form):
            if part.pieces:
                yield part.pieces.pieces

    def _best(self, segments: Sequence[Segment]) -> Setting:
        settings = [Setting(*threads, size) for threads, size in product(THREADS, BATCH_TOKENS)]
        some = segments[:: max(len(segments) // TRIED, 1)]
        for warming in (settings[0], settings[-1]):
            self._decode(some[:20], warming)
        return min(settings, key=lambda setting: self._seconds(some, setting))

    def _seconds(self, segments: Sequence[Segment], setting: Setting) -> float:
        begin = time.perf_counter()
        self._decode(segments, setting)
        return time.perf_counter() - begin

    def _decode(self, segments: Sequence[Segment], setting: Setting) -> None:
        sources = [pieces for one in segments for pieces in self._pieces[one]]
        prefix = self._package.target_prefix
        self._translators[setting.inter_threads, setting.intra_threads].translate_batch(
            sources,
            target_prefix=[[prefix]] * len(sources) if prefix else None,
            max_batch_size=setting.batch_tokens,
            batch_type="tokens",
            beam_size=self._beam_size,
            max_input_length=0,
            max_decoding_length=min(2 * max(map(len, sources)) + 10, MOST_ANSWERED),
        )
