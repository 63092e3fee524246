"""This layer against argostranslate, LibreTranslate and the limit, with the same package and texts.

The contenders take turns over the same sentences (`benchmarks.peers`); memory is off. Ratios are
medians over rounds that stood side by side, by the clock; those of processor time stand beside
them, since a busy machine slows the clock of programs with many threads more. What memory and
pivots save is measured apart (`benchmarks.savings`).
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import django

from benchmarks.limits import at_least, at_most
from benchmarks.peers.race import Result, Round, race, times_as_fast
from benchmarks.peers.task import Task, write
from tests.services.libretranslate import (
    STARTER_DIR,
    libretranslate_peer,
    offline_environment,
    unpack_packages,
)
from tests.services.servers import Missing

PAIRS = (("de", "en"), ("en", "de"))
SENTENCES = 2000
ROUNDS = 3
PEERS = ("argos", "libretranslate")
LAYER = ("beam", "ladder")
BARE = ("bare beam", "bare greedy")
NAMES = {
    "ladder": "this layer, default ladder",
    "beam": "this layer, beam 4",
    "argos": "argostranslate.translate",
    "libretranslate": "LibreTranslate",
    "bare beam": "bare CTranslate2, beam 4 (the limit)",
    "bare greedy": "bare CTranslate2, greedy",
}

EQUAL_BEAM_TIMES = 3.0
OF_LIMIT = 0.9
LADDER_TIMES = 5.0
CHRF_BELOW = 0.5


def measure(folder: Path) -> Iterator[tuple[str, str]]:
    django.setup()
    from benchmarks.savings import savings

    unpack_packages(STARTER_DIR, folder / "packages")
    for source, target in PAIRS:
        yield from _pair(folder, source, target)
    yield from savings(folder)


def _pair(folder: Path, source: str, target: str) -> Iterator[tuple[str, str]]:
    from benchmarks.forum_corpus import Sentence, origins, sentences

    found: Sequence[Sentence] = sentences(source, target, size=SENTENCES)
    pair = f"{source} to {target}"
    yield f"{pair}: distinct sentences", f"{len(found)}: {origins(found)}"
    with ExitStack() as stack:
        names, servers, url = [*LAYER, "argos", *BARE], {}, ""
        try:
            peer = stack.enter_context(libretranslate_peer(venv_cache=folder))
        except Missing as error:
            yield f"{pair}: LibreTranslate", f"left out: {error}"
        else:
            names.insert(3, "libretranslate")
            servers, url = {"libretranslate": peer.pid}, peer.url
        task = folder / f"{source}-{target}.json"
        segments = [one.segment for one in found]
        write(Task(source, target, str(folder / "packages"), url, segments), task)
        environment = offline_environment(folder)
        results = race(names, task, rounds=ROUNDS, environment=environment, servers=servers)
    scores = {name: _chrf(found, result.answers) for name, result in results.items()}
    yield from ((f"{pair}: {what}", figure) for what, figure in _figures(results, scores))
    yield from ((f"{pair}: {what}", figure) for what, figure in _limits(results, scores))


def _figures(
    results: Mapping[str, Result], scores: Mapping[str, float | None]
) -> Iterator[tuple[str, str]]:
    tokens = results["bare beam"].tokens
    for name, result in results.items():
        count = len(result.answers)
        score = scores[name]
        parts = [
            f"{count / result.seconds:.0f} sentences/s",
            f"{tokens / result.seconds:.0f} source tokens/s",
            f"{result.cpu * 1000 / count:.1f} ms of processors each",
            f"peak {result.peak_mb:.0f} MB",
            f"chrF {score:.2f}" if score is not None else result.setting,
        ]
        yield NAMES[name], ", ".join(filter(None, parts))


def _limits(
    results: Mapping[str, Result], scores: Mapping[str, float | None]
) -> Iterator[tuple[str, str]]:
    yield "equal beam to the limit", _share(results["beam"], results["bare beam"])
    peers = [name for name in PEERS if name in results]
    for peer in peers:
        for mine, times in (("beam", EQUAL_BEAM_TIMES), ("ladder", LADDER_TIMES)):
            fast, slow = results[mine], results[peer]
            yield f"{NAMES[mine]} to {NAMES[peer]}", _times(fast, slow, times)
    mine_chrf = scores["ladder"]
    for other in (*peers, "beam"):
        their_chrf = scores[other]
        if mine_chrf is not None and their_chrf is not None:
            what = f"chrF of the ladder below {NAMES[other]}"
            yield what, at_most(CHRF_BELOW, their_chrf - mine_chrf)


def _share(mine: Result, limit: Result) -> str:
    clock, cpu = _ratios(mine, limit)
    return f"{at_least(OF_LIMIT, clock)} ({cpu:.2f} of processor time)"


def _times(fast: Result, slow: Result, least: float) -> str:
    clock, cpu = _ratios(fast, slow)
    return f"{at_least(least, clock)} ({cpu:.2f} of processor time)"


def _ratios(fast: Result, slow: Result) -> tuple[float, float]:
    """How many times as fast, by the clock and by processor time."""
    return times_as_fast(fast, slow, _seconds), times_as_fast(fast, slow, _cpu)


def _seconds(round: Round) -> float:
    return round.seconds


def _cpu(round: Round) -> float:
    return round.cpu


def _chrf(found: Sequence, answers: Sequence[str]) -> float | None:
    """chrF of the answers that have a reference; None where nobody wrote answers as text."""
    import sacrebleu

    pairs = [(answer, one.reference) for one, answer in zip(found, answers, strict=True)]
    scored = [(answer, reference) for answer, reference in pairs if reference]
    if not any(answer for answer, _reference in scored):
        return None
    texts, references = zip(*scored, strict=True)
    return float(sacrebleu.corpus_chrf(texts, [references]).score)
