"""`python -m benchmarks.calibrate [--write]`: what the signals of a translation are worth.

Every installed engine translates sentences that people have translated as well (`catalogues`),
and what the pipeline sees of its answers is related to their chrF. Two thirds of the sentences
make the calibration, the others tell how good it is. With ``--write`` the table of the pipeline
(translation/pipeline/calibration.json) is made anew; engines and pairs that are not installed
lose their values, so write where all are.
"""

import json
import os
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from statistics import median

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django
from sacrebleu.metrics.chrf import CHRF

from benchmarks.calibration_fit import Goodness, Row, fit, goodness
from benchmarks.catalogues import PACKAGES, sentence_pairs
from translation.engines.base import Engine, Pair, Segment
from translation.errors import EngineError
from translation.pipeline.signals import length_ratio, signals
from translation.pipeline.thresholds import DATA, Calibration

MOST_SENTENCES = 900
FEWEST_SENTENCES = 100
_HEAD = (
    "| engine | pair | sentences | chrF | below 30 | of these marked | good ones marked | hidden |"
)

Rows = dict[str, list[Row]]


def main(arguments: Sequence[str]) -> int:
    django.setup()
    families = {}
    print(_HEAD, "|---|---|---|---|---|---|---|---|", sep="\n", flush=True)
    for name, rows in _measured():
        learned = {pair: _part(some, seen=False) for pair, some in rows.items()}
        calibrations = fit(learned)
        for pair, some in rows.items():
            unseen = goodness(calibrations[pair], _part(some, seen=True))
            print(_line(name, pair, unseen), flush=True)
        families[name] = _as_data(calibrations)
    if "--write" in arguments:
        DATA.write_text(json.dumps(_with_origin(families), indent=1) + "\n", "utf-8")
    return 0


def _measured() -> Iterator[tuple[str, Rows]]:
    """Each family and its sentences by pair."""
    from translation.routing import engines

    for engine in engines():
        rows = {}
        for pair in sorted(engine.pairs()):
            if len(some := _rows(engine, pair)) >= FEWEST_SENTENCES:
                rows[f"{pair.source}-{pair.target}"] = some
        if rows and engine.family:
            yield engine.family, rows
        if rows and engine.family == "argos":
            # LibreTranslate runs the same models and tells nothing of how sure they are.
            yield "libretranslate", {pair: _unscored(some) for pair, some in rows.items()}


def _rows(engine: Engine, pair: Pair) -> list[Row]:
    pairs = sentence_pairs(pair.source, pair.target)
    random.Random(7).shuffle(pairs)
    pairs = pairs[:MOST_SENTENCES]
    if len(pairs) < FEWEST_SENTENCES:
        return []
    try:
        answers = engine.translate([Segment(source) for source, _target in pairs], pair)
    except EngineError as error:
        print(f"{engine.label(pair)}: {error!r}", file=sys.stderr)
        return []
    lengths = [length_ratio(source, target) for source, target in pairs]
    usual, chrf = median(lengths), CHRF()
    return [
        Row(
            signals(source, answer[0], usual),
            chrf.sentence_score(answer[0].text, [target]).score / 100,
            length,
        )
        for (source, target), answer, length in zip(pairs, answers, lengths, strict=True)
    ]


def _unscored(rows: Sequence[Row]) -> list[Row]:
    return [replace(row, seen=replace(row.seen, certainty=None)) for row in rows]


def _part(rows: Sequence[Row], *, seen: bool) -> list[Row]:
    """Every third row, or the others."""
    return [row for number, row in enumerate(rows) if (number % 3 == 0) == seen]


def _line(family: str, pair: str, found: Goodness) -> str:
    shares = (found.bad, found.found, found.accused, found.hidden)
    cells = (
        family,
        pair,
        found.sentences,
        f"{100 * found.chrf:.0f}",
        *(f"{s:.0%}" for s in shares),
    )
    return f"| {' | '.join(map(str, cells))} |"


def _as_data(calibrations: dict[str, Calibration]) -> dict[str, object]:
    values = {pair: asdict(one) for pair, one in calibrations.items()}
    slopes = [one.pop("slopes") for one in values.values()]
    return {"slopes": slopes[0], "pairs": values}


def _with_origin(families: dict[str, dict[str, object]]) -> dict[str, object]:
    return {
        "made": datetime.now(UTC).date().isoformat(),
        "by": "python -m benchmarks.calibrate --write",
        "from": f"message catalogues of {', '.join(PACKAGES)}",
        "families": families,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
