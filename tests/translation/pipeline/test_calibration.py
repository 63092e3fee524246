"""What signals mean: the table of the pipeline, its scale, and how it is fitted."""

import json

import pytest

from benchmarks.calibration_fit import Row, fit, goodness
from translation.engines.base import Candidate, Pair
from translation.pipeline.outcome import UNCERTAIN_BELOW
from translation.pipeline.signals import Signals, signals
from translation.pipeline.thresholds import (
    DATA,
    FLOOR,
    START,
    Calibration,
    Slopes,
    calibration_of,
)

TABLE = json.loads(DATA.read_text("utf-8"))
KNOWN = [
    (family, pair)
    for family, values in TABLE["families"].items()
    for pair in values["pairs"]
    if pair != "default"
]


def seen(certainty: float | None, *, unknown: float = 0.0, stretch: float = 0.0) -> Signals:
    return Signals(certainty, unknown, 0.0, stretch)


@pytest.mark.parametrize(("family", "pair"), KNOWN)
def test_what_is_measured_is_in_order(family: str, pair: str) -> None:
    one = calibration_of(family, Pair(*pair.split("-", 1)))
    assert 0 < one.floor < one.uncertain_below < 1
    assert 0.3 < one.usual_length < 3
    assert one.slopes.certainty >= 0 >= max(one.slopes.unknown, one.slopes.stretch)


def test_the_table_tells_when_and_how_it_was_made() -> None:
    assert {"made", "by", "from", "families"} == set(TABLE)


def test_a_region_takes_the_values_of_its_language() -> None:
    assert calibration_of("apertium", Pair("pt-BR", "es")) == calibration_of(
        "apertium", Pair("pt", "es")
    )


def test_a_pair_without_data_takes_those_of_its_family() -> None:
    default = TABLE["families"]["argos"]["pairs"]["default"]
    assert calibration_of("argos", Pair("fi", "tr")).floor == default["floor"]


def test_an_engine_without_data_starts_with_its_own_certainty() -> None:
    assert calibration_of("", Pair("de", "en")) == START
    assert START.quality(seen(0.7)) == pytest.approx(0.7)


def test_floor_and_threshold_are_the_same_on_the_scale_of_all_pairs() -> None:
    one = Calibration(Slopes(1.0, 0.0, 0.0, 0.0), floor=0.2, uncertain_below=0.5)
    qualities = [one.quality(seen(at)) for at in (0.0, 0.2, 0.5, 1.0)]
    assert qualities == pytest.approx([0.0, FLOOR, UNCERTAIN_BELOW, 1.0])


def test_quality_never_leaves_its_scale() -> None:
    assert START.quality(seen(0.1, unknown=1.0, stretch=5.0)) == 0.0
    assert Calibration(base=0.9).quality(seen(1.0)) == 1.0


def test_a_text_of_the_usual_length_is_not_stretched() -> None:
    found = signals("a" * 100, Candidate("b" * 130), (130 + 8) / (100 + 8))
    assert found.stretch == pytest.approx(0.0)


def test_words_in_small_letters_count_as_copied() -> None:
    assert signals("Das word hier", Candidate("Das word there"), 1.0).copied == 0.5


def a_family() -> dict[str, list[Row]]:
    """Two pairs; chrF follows certainty in both, the second is better throughout."""
    return {
        pair: [
            Row(seen(at / 100, stretch=at % 7 / 9), base + 0.5 * at / 100, 1.2) for at in range(100)
        ]
        for pair, base in (("de-en", 0.1), ("en-de", 0.3))
    }


def test_slopes_are_common_to_a_family_and_the_base_is_the_pairs() -> None:
    found = fit(a_family())
    assert found["de-en"].slopes == found["en-de"].slopes
    assert found["de-en"].slopes.certainty == pytest.approx(0.5, abs=0.01)
    assert found["en-de"].base - found["de-en"].base == pytest.approx(0.2, abs=0.01)


def test_a_slope_with_the_wrong_sign_is_left_out() -> None:
    rows = {"de-en": [Row(seen(0.5, unknown=at / 100), at / 100, 1.0) for at in range(100)]}
    assert fit(rows)["de-en"].slopes.unknown == 0.0


def test_bad_sentences_are_found_below_the_threshold_and_good_ones_are_not() -> None:
    rows = a_family()
    measured = goodness(fit(rows)["de-en"], rows["de-en"])
    assert measured.found == 1.0
    assert measured.accused == 0.0
    assert measured.hidden <= 0.02
