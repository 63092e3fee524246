"""What the benchmark of translating computes from what it measured."""

import pytest

from benchmarks.limits import at_least, at_most
from benchmarks.peers.race import Result, Round, times_as_fast
from benchmarks.savings import apart, edited
from translation.engines.base import Segment


def result(*seconds: float) -> Result:
    rounds = [Round(each, each) for each in seconds]
    return Result(rounds, peak_mb=1.0, setting="", tokens=0, answers=[])


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (at_least(3, 3.0), "limit at least 3, measured 3.00, ok"),
        (at_least(3, 2.5), "limit at least 3, measured 2.50, MISSED"),
        (at_most(0.5, -1.0), "limit at most 0.5, measured -1.00, ok"),
        (at_most(0.5, 0.75), "limit at most 0.5, measured 0.75, MISSED"),
    ],
)
def test_a_miss_is_said(said: str, expected: str) -> None:
    assert said == expected


def test_a_ratio_is_that_of_rounds_side_by_side() -> None:
    fast, slow = result(1, 10, 1), result(4, 40, 100)
    assert times_as_fast(fast, slow, lambda each: each.seconds) == 4


def test_one_sentence_in_twenty_is_edited() -> None:
    before, fresh = apart([Segment(f"Satz {number}.") for number in range(105)])
    after = edited(before, fresh)
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert (len(before), changed) == (100, fresh)
