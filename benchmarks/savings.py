"""What memory and pivots save: sentences and tokens that no model has to decode again.

Runs in a process of its own with a database of its own (`python -m benchmarks.savings FOLDER`).
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import django

from benchmarks.limits import at_most
from translation.engines.base import Candidate, Engine, Pair, Segment

SENTENCES = 2000
EDITED_EVERY = 20
"""One sentence in so many is changed: 5 %."""
TOKENS_AGAIN = 0.06
PIVOT_SENTENCES = 200
TARGETS = "es fr it pt-BR pl ru tr uk ar ja ko".split()


def savings(folder: Path) -> Iterator[tuple[str, str]]:
    """Rows of the table; `folder` holds the unpacked packages in `packages`."""
    own = folder / "savings"
    own.mkdir()
    environment = {"DATA_DIR": str(own), "DATABASE_URL": f"sqlite:///{own / 'bench.db'}"}
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks.savings", str(folder / "packages")],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    for line in said.splitlines():
        what, figure = json.loads(line)
        yield what, figure


class Counting(Engine):
    """Another engine that counts what it is asked: sentences, and tokens its model reads."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(alias=engine.alias)
        self._engine = engine
        self.gated = engine.gated
        self.sentences = self.tokens = 0

    def pairs(self) -> frozenset[Pair]:
        return self._engine.pairs()

    def fingerprint(self, pair: Pair) -> str:
        return self._engine.fingerprint(pair)

    def forms(self, pair: Pair) -> int:
        return self._engine.forms(pair)

    def translate(
        self, segments: Sequence[Segment], pair: Pair, **how: Any
    ) -> list[list[Candidate]]:
        self.sentences += len(segments)
        self.tokens += sum(self._engine.count_tokens(one.text, pair) for one in segments)
        return self._engine.translate(segments, pair, **how)

    def taken(self) -> tuple[int, int]:
        """Sentences and tokens since the last time."""
        counted = self.sentences, self.tokens
        self.sentences = self.tokens = 0
        return counted


def edited(segments: Sequence[Segment], fresh: Iterable[Segment]) -> list[Segment]:
    """The same sentences, one in twenty written anew: a fresh one stands in its place."""
    others = iter(fresh)
    return [next(others) if at % EDITED_EVERY == 0 else one for at, one in enumerate(segments)]


def apart(segments: Sequence[Segment]) -> tuple[list[Segment], list[Segment]]:
    """The sentences of the first pass, and, from all over the corpus, those to write anew."""
    fresh = list(segments[:: EDITED_EVERY + 1])
    return [one for at, one in enumerate(segments) if at % (EDITED_EVERY + 1)], fresh


def main(packages: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.management import call_command

    from benchmarks.forum_corpus import sentences
    from translation.engines.argos import ArgosEngine

    call_command("migrate", verbosity=0)
    size = SENTENCES + SENTENCES // EDITED_EVERY
    segments = [one.segment for one in sentences("de", "en", size=size)]
    engine = Counting(ArgosEngine(packages_dir=packages, starter=False))
    for row in (*_edited(segments, engine), *_pivots(segments[-PIVOT_SENTENCES:], engine)):
        print(json.dumps(row), flush=True)


def _edited(segments: Sequence[Segment], engine: Counting) -> Iterator[tuple[str, str]]:
    from translation.routing import Hop, Route
    from translation.translating import translate_segments

    route = Route((Hop(engine, Pair("de", "en")),))
    before, fresh = apart(segments)
    translate_segments(before, route)
    asked, first = engine.taken()
    translate_segments(edited(before, fresh), route)
    again, second = engine.taken()
    yield (
        "memory: tokens decoded again when 5 % of the sentences changed, as a share",
        f"{at_most(TOKENS_AGAIN, second / first)} ({second} of {first} tokens, all rungs)",
    )
    yield "memory: sentences sent to the model, first and second pass", f"{asked}, {again}"


def _pivots(segments: Sequence[Segment], engine: Counting) -> Iterator[tuple[str, str]]:
    """From German into eleven languages through English; the model of the second hop is not
    needed for counting, so an engine without one stands in for it."""
    from translation.engines.reference import ReferenceEngine
    from translation.models import MemorySegment
    from translation.routing import Hop, Route
    from translation.translating import translate_segments

    MemorySegment.objects.all().delete()
    onward = Counting(ReferenceEngine(mode="pseudo"))
    for target in TARGETS:
        hops = (Hop(engine, Pair("de", "en")), Hop(onward, Pair("en", target)))
        translate_segments(segments, Route(hops))
        if target == TARGETS[0]:
            alone = engine.sentences + onward.sentences
    shared = engine.taken()[0] + onward.taken()[0]
    saved = 1 - shared / (alone * len(TARGETS))
    yield (
        f"pivots: sentences sent to models, German into {len(TARGETS)} languages through English",
        f"{shared} instead of {alone * len(TARGETS)}: {saved:.0%} saved",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
