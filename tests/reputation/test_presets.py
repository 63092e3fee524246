"""What a level takes in communities of different ages."""

from datetime import timedelta

import pytest

from reputation.presets import Preset, preset_for, threshold


@pytest.mark.parametrize(
    ("days", "preset"),
    [(0, "new"), (89, "new"), (90, "growing"), (364, "growing"), (365, "mature"), (9999, "mature")],
)
def test_communities_grow_up_by_age(days, preset):
    assert preset_for(timedelta(days=days)) == preset


def test_young_communities_ask_for_less_and_every_level_for_more():
    for level in range(1, 6):
        asked = [threshold(level, preset) for preset in (Preset.NEW, Preset.GROWING, Preset.MATURE)]
        assert asked == sorted(asked)
        assert asked[0] > threshold(level - 1, Preset.NEW)


def test_a_mature_community_asks_for_what_the_design_says():
    assert [threshold(level, Preset.MATURE) for level in range(6)] == [0, 15, 125, 500, 2000, 5000]
