"""Debian's rule-based Apertium pairs: light, offline, strong between close languages.

Apertium is under the GPL and always runs as processes of its own. One pipeline per pair is
kept, because starting one takes seconds and a sentence takes milliseconds. Atoms travel
verbatim in superblanks; words that Apertium does not know are counted and lose their marks.
There is no score: the share of unknown words is what tells good from bad.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from translation.engines import apertium_stream as stream
from translation.engines.apertium_modes import Modes
from translation.engines.apertium_process import Pipelines
from translation.engines.apertium_spelling import spelled
from translation.engines.base import Candidate, Effort, Engine, Pair, Segment
from translation.engines.placeholders import has_words
from translation.errors import PairUnsupported

VERSION = 2
"""Part of the fingerprint: raise it when the same pair would answer differently."""


class ApertiumEngine(Engine):
    """The installed pairs of `modes_dir`; none, and no error, where Apertium is missing.

    At most `max_processes` pipelines are kept (40 to 160 MB each); one that was not used for
    `idle_seconds` ends. A pipeline that does not answer within `timeout_seconds` is killed.
    """

    family = "apertium"
    tries_harder = False

    def __init__(
        self,
        *,
        alias: str = "apertium",
        modes_dir: str | Path = "/usr/share/apertium/modes",
        max_processes: int = 4,
        idle_seconds: float = 600.0,
        timeout_seconds: float = 30.0,
    ) -> None:
        super().__init__(alias=alias)
        self._modes = Modes(Path(modes_dir))
        self._pipelines = Pipelines(
            most=max_processes, idle_seconds=idle_seconds, timeout_seconds=timeout_seconds
        )

    def pairs(self) -> frozenset[Pair]:
        return frozenset(self._modes.by_pair())

    def fingerprint(self, pair: Pair) -> str:
        self.accepts(pair)
        mode = self._modes.by_pair()[pair]
        return f"apertium/{VERSION}:{pair.source}-{pair.target}:{self._modes.digest(mode)}"

    def label(self, pair: Pair) -> str:
        self.accepts(pair)
        return f"{self.alias} {self._modes.by_pair()[pair].stem}"

    def experimental(self, pair: Pair) -> bool:
        """From English Apertium is understandable at best."""
        return pair.source == "en"

    def memory(self) -> int:
        """About how many bytes the kept pipelines take."""
        return self._pipelines.memory()

    def translate(
        self,
        segments: Sequence[Segment],
        pair: Pair,
        *,
        effort: Effort = Effort.QUICK,
        form: int = 0,
    ) -> list[list[Candidate]]:
        mode = self._modes.by_pair().get(pair)
        if mode is None:
            raise PairUnsupported(source=pair.source, target=pair.target)
        requests = [
            stream.request(segment) if has_words(segment.text) else None for segment in segments
        ]
        messages = [sent.stream + stream.END for sent in requests if sent]
        answers = iter(self._pipelines.ask(mode, messages) if messages else [])
        return [
            [_candidate(segment, sent, next(answers), pair) if sent else Candidate(segment.text)]
            for segment, sent in zip(segments, requests, strict=True)
        ]

    def unload(self) -> None:
        self._pipelines.close()


def _candidate(segment: Segment, sent: stream.Request, answer: str, pair: Pair) -> Candidate:
    found = stream.candidate(segment, sent, answer)
    core = found.text.strip()
    start = found.text.find(core)
    text = spelled(core, segment.text.strip(), pair)
    return replace(found, text=found.text[:start] + text + found.text[start + len(core) :])
