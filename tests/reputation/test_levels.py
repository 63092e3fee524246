"""What levels take: pure arithmetic."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from reputation.levels import (
    GRACE,
    TRUST,
    Evidence,
    Turn,
    conditions_of,
    earned_level,
    missing_for,
    turn_of,
    within_reach,
)
from reputation.presets import STANDING, Preset
from reputation.records import Record

NOW = datetime(2026, 5, 1, tzinfo=UTC)
BRIDGES = Evidence(Preset.MATURE, points=2000, accepted=10, bridged=25)
TOP = replace(BRIDGES, points=5000, active_days=30, appointed=True)


@pytest.mark.parametrize(
    ("points", "level"), [(-100, 0), (0, 0), (14, 0), (15, 1), (124, 1), (125, 2), (499, 2)]
)
def test_standing_alone_takes_members_to_the_second_level(points, level):
    assert earned_level(Evidence(Preset.MATURE, points=points)) == level


@pytest.mark.parametrize(
    ("known", "level"),
    [
        (Evidence(Preset.MATURE, points=500, accepted=9), 2),
        (Evidence(Preset.MATURE, points=500, accepted=10), 3),
        (replace(BRIDGES, bridged=24), 3),
        (BRIDGES, 4),
        (replace(BRIDGES, bridged=0, fixes=40, edits=Record(40, 0)), 4),
        (replace(BRIDGES, bridged=0, fixes=40, edits=Record(40, 2)), 3),
        (replace(BRIDGES, points=5000), 4),
        (replace(TOP, appointed=False), 4),
        (replace(TOP, active_days=29), 4),
        (TOP, 5),
        (replace(TOP, flags=Record(36, 0)), 5),
        (replace(TOP, flags=Record(36, 3)), 4),
    ],
)
def test_higher_levels_take_trust_as_well(known, level):
    assert earned_level(known) == level


def test_a_level_takes_what_those_below_it_take():
    assert earned_level(replace(TOP, accepted=0)) == 2


@pytest.mark.parametrize(
    ("record", "stands"),
    [
        (Record(), False),
        (Record(15, 0), False),
        (Record(0, 1), False),
        (Record(16, 0), False),
        (Record(14, 2), True),
        (Record(30, 1), False),
        (Record(0, 20), True),
    ],
)
def test_a_ratio_is_asked_for_once_a_spotless_record_could_reach_it(record, stands):
    assert record.stands_against(0.9) is stands


@given(good=st.integers(0, 200), needed=st.sampled_from([0.75, 0.9, 0.95]))
def test_nobody_is_held_back_by_praise(good, needed):
    assert not Record(good, 0).stands_against(needed)


def test_what_is_missing_is_named_step_by_step():
    missing = missing_for(3, Evidence(Preset.MATURE, points=499, edits=Record(0, 20)))
    assert [step.measure for one in missing for way in one.ways for step in way] == [
        "points",
        "accepted",
        "edit_ratio",
    ]
    assert missing_for(1, Evidence(Preset.NEW, points=3)) == ()


def test_every_level_has_its_conditions_and_a_young_community_asks_for_fewer_points():
    assert TRUST.keys() == STANDING.keys() - {0}
    (points,) = conditions_of(1, Preset.NEW)
    assert [step.needed for way in points.ways for step in way] == [3]
    assert [within_reach(one, Preset.MATURE) for one in (-1, 14, 15, 5000)] == [0, 0, 1, 5]


@pytest.mark.parametrize(
    ("present", "earned", "ends", "turn"),
    [
        (1, 2, None, Turn.RISES),
        (1, 2, NOW, Turn.RISES),
        (2, 2, NOW, Turn.STAYS),
        (2, 1, None, Turn.WARNED),
        (2, 1, NOW + timedelta(seconds=1), Turn.WAITS),
        (2, 1, NOW, Turn.FALLS),
        (4, 0, NOW - GRACE, Turn.FALLS),
    ],
)
def test_a_level_is_reached_at_once_and_lost_after_its_grace(present, earned, ends, turn):
    assert turn_of(present, earned, ends=ends, now=NOW) == turn
