"""Runs pieces through a CTranslate2 model in real batches.

Sentences of similar length share a batch, so that little is padding and a short sentence that
loops stops early. Batches run side by side on the model's threads, and what they answer is looked
at while others run.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import ctranslate2

from translation.engines.base import Effort

BATCH_TOKENS = 1024
"""Most tokens in a batch, padding included; twice as many were slower with beams on two cores."""
MOST_ANSWERED = 500
"""No answer is longer; the position encodings of some models end at 512."""
_SMALLEST_BATCH_TOKENS = 256
_BEAM = 4
_QUICK_BEAM = 2
"""A third more time than without a beam, and most of what a beam of 4 gains over that
(docs/decisions/0017-two-beams-at-first.md)."""

_BY_EFFORT: dict[Effort, dict[str, Any]] = {
    Effort.QUICK: {"beam_size": _QUICK_BEAM, "num_hypotheses": _QUICK_BEAM},
    Effort.BEAM: {"beam_size": _BEAM, "num_hypotheses": _BEAM},
    Effort.NO_REPEAT: {"beam_size": _BEAM, "num_hypotheses": _BEAM, "no_repeat_ngram_size": 3},
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """One answer: its pieces and the mean log-probability per piece."""

    pieces: list[str]
    score: float
    _result: ctranslate2.TranslationResult = field(repr=False)
    _rank: int = 0
    _skipped: int = 0

    def looked_at(self) -> list[int]:
        """For each piece the number of the source piece it looked at most. The library turns its
        attention into lists only here, for most answers never."""
        rows = self._result.attention[self._rank][self._skipped :]
        # For rows as short as sentences this is quicker than numpy.
        return [row.index(max(row)) for row in rows]


def decode(
    translator: ctranslate2.Translator,
    sources: Sequence[list[str]],
    *,
    target_prefix: str,
    effort: Effort,
    threads: int,
) -> Iterator[tuple[int, list[Decoded]]]:
    """The number of each source with its answers, best first, as they come.

    All batches are queued at the first look, so the translator's queue must not be limited. Raises
    RuntimeError or MemoryError of the library.
    """
    running = []
    for batch in _batches(sources, threads=threads):
        longest = len(sources[batch[0]])
        results = translator.translate_batch(
            [sources[number] for number in batch],
            target_prefix=[[target_prefix]] * len(batch) if target_prefix else None,
            max_batch_size=0,
            max_input_length=0,
            max_decoding_length=min(2 * longest + 10, MOST_ANSWERED),
            replace_unknowns=True,
            return_scores=True,
            return_attention=True,
            asynchronous=True,
            **_BY_EFFORT[effort],
        )
        running.append((batch, results))
    for batch, results in running:
        for number, result in zip(batch, results, strict=True):
            yield number, _hypotheses(result.result(), target_prefix)


def _batches(sources: Sequence[list[str]], *, threads: int) -> list[list[int]]:
    """Numbers of sources, longest first, in batches of at most BATCH_TOKENS padded tokens.

    Little work is spread over all threads as long as the batches do not become tiny.
    """
    total = sum(map(len, sources))
    limit = min(BATCH_TOKENS, max(_SMALLEST_BATCH_TOKENS, total // threads))
    batches: list[list[int]] = []
    for number in sorted(range(len(sources)), key=lambda at: -len(sources[at])):
        if batches and (len(batches[-1]) + 1) * len(sources[batches[-1][0]]) <= limit:
            batches[-1].append(number)
        else:
            batches.append([number])
    return batches


def _hypotheses(result: ctranslate2.TranslationResult, target_prefix: str) -> list[Decoded]:
    answers = []
    for rank, (pieces, score) in enumerate(zip(result.hypotheses, result.scores, strict=True)):
        skipped = int(bool(target_prefix) and pieces[:1] == [target_prefix])
        answers.append(Decoded(pieces[skipped:], float(score), result, rank, skipped))
    return answers
