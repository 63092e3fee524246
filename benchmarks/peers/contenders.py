"""The contenders. Each is made from a task and translates segments into texts.

All are measured with the packages of one folder and as they come: only the sentence splitter of
the peers, which fetches a neural model, is replaced by a quicker one (`tests/services/splitter`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import requests

from benchmarks.peers.bare import Bare
from benchmarks.peers.task import Task
from translation.engines.argos import ArgosEngine
from translation.engines.base import Effort, Segment
from translation.pipeline import readable
from translation.pipeline.climb import Climb
from translation.pipeline.ladder import translate


@dataclass(frozen=True, slots=True)
class Contender:
    """`translate` answers a text for each segment; `setting` says what was chosen for it, and
    `tokens` is how many the model reads, where it knows."""

    translate: Callable[[Sequence[Segment]], list[str]]
    setting: str = ""
    tokens: int = 0


PEER_BATCH = 50
"""Texts of one request. LibreTranslate goes through them one by one, however many there are."""


def ladder(task: Task) -> Contender:
    """This layer as it works: quick first, whatever fails climbs; what is kept counts as it is
    shown, in its source."""
    engine = engine_of(task)

    def answers(segments: Sequence[Segment]) -> list[str]:
        outcomes = translate(segments, engine=engine, pair=task.pair)
        return [
            readable(segment.text if outcome.text is None else outcome.text, segment)
            for segment, outcome in zip(segments, outcomes, strict=True)
        ]

    return Contender(answers)


def beam(task: Task) -> Contender:
    """This layer at the peers' beam of 4: decoding, cleaning and the gate."""
    climb = Climb(engine_of(task), task.pair)

    def answers(segments: Sequence[Segment]) -> list[str]:
        answers = climb.ask(segments, Effort.BEAM)
        return [
            readable(candidate.text, segment)
            for segment, (candidate, _verdict) in zip(segments, answers, strict=True)
        ]

    return Contender(answers)


def argos(task: Task) -> Contender:
    """`argostranslate.translate`, sentence by sentence, which is how it decodes anyway."""
    from argostranslate import translate as argostranslate  # makes folders when it is imported

    def answers(segments: Sequence[Segment]) -> list[str]:
        return [
            argostranslate.translate(readable(one.text, one), task.source, task.target)
            for one in segments
        ]

    return Contender(answers)


def libretranslate(task: Task) -> Contender:
    """A LibreTranslate server, asked for lists of texts over one connection."""
    session = requests.Session()

    def answers(segments: Sequence[Segment]) -> list[str]:
        texts = [readable(one.text, one) for one in segments]
        found: list[str] = []
        for at in range(0, len(texts), PEER_BATCH):
            body = {"q": texts[at : at + PEER_BATCH], "source": task.source, "target": task.target}
            answer = session.post(f"{task.url}/translate", json=body, timeout=600)
            answer.raise_for_status()
            found += answer.json()["translatedText"]
        return found

    return Contender(answers)


def bare_beam(task: Task) -> Contender:
    """CTranslate2 alone at beam 4: the limit."""
    return _bare(task, beam_size=4)


def bare_greedy(task: Task) -> Contender:
    """CTranslate2 alone, greedy: how fast the model can be at all."""
    return _bare(task, beam_size=1)


def _bare(task: Task, *, beam_size: int) -> Contender:
    bare = Bare(task, beam_size=beam_size)
    return Contender(bare.translate, str(bare.setting), bare.tokens())


def engine_of(task: Task) -> ArgosEngine:
    return ArgosEngine(packages_dir=Path(task.packages), starter=False)


CONTENDERS: dict[str, Callable[[Task], Contender]] = {
    "ladder": ladder,
    "beam": beam,
    "argos": argos,
    "libretranslate": libretranslate,
    "bare beam": bare_beam,
    "bare greedy": bare_greedy,
}
