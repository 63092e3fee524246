"""When members are written to: quiet hours and digests on their own clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from forum.notification_times import Habits, awake, next_digest, planned

BERLIN = "Europe/Berlin"
NIGHT = {"quiet_from": 22, "quiet_until": 7}
NOON = datetime(2026, 6, 3, 12, tzinfo=UTC)
YEARS = datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2027-12-31")


def at(text, zone=BERLIN):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def plan(now=NOON, type="answer", last_mail=None, **habits):
    return planned(Habits(zone=BERLIN, **habits), type=type, now=now, last_mail=last_mail)


@pytest.mark.parametrize(
    ("moment", "then"),
    [
        ("2026-06-03T21:59", "2026-06-03T21:59"),
        ("2026-06-03T22:00", "2026-06-04T07:00"),
        ("2026-06-03T02:00", "2026-06-03T07:00"),
        ("2026-06-03T07:00", "2026-06-03T07:00"),
        # The clocks change in these nights.
        ("2026-03-28T23:00", "2026-03-29T07:00"),
        ("2026-10-24T23:00", "2026-10-25T07:00"),
    ],
)
def test_quiet_hours_over_midnight_end_in_the_morning(moment, then):
    assert awake(Habits(zone=BERLIN, **NIGHT), at(moment)) == at(then)


def test_quiet_hours_within_a_day():
    habits = Habits(zone="Asia/Tokyo", quiet_from=9, quiet_until=17)
    assert awake(habits, at("2026-06-03T09:30", "Asia/Tokyo")) == at(
        "2026-06-03T17:00", "Asia/Tokyo"
    )


def test_an_end_that_the_clock_leaps_over_comes_right_after_it():
    habits = Habits(zone=BERLIN, quiet_from=0, quiet_until=2)
    assert awake(habits, at("2026-03-29T01:30")) == datetime(2026, 3, 29, 1, tzinfo=UTC)


@given(
    st.datetimes(*YEARS, timezones=st.just(UTC)),
    st.integers(0, 23),
    st.integers(0, 23),
    st.sampled_from([BERLIN, "America/St_Johns", "Australia/Lord_Howe", "Asia/Tokyo", "Not/There"]),
)
def test_nobody_waits_longer_than_a_day_nor_is_written_to_before(moment, begin, end, zone):
    then = awake(Habits(zone=zone, quiet_from=begin, quiet_until=end), moment)
    assert moment <= then <= moment + timedelta(hours=25)
    assert awake(Habits(zone=zone, quiet_from=begin, quiet_until=end), then) == then


def test_a_digest_comes_at_eight_of_the_members_own_clock():
    habits = Habits(mail="daily", zone=BERLIN)
    assert next_digest(habits, at("2026-06-03T07:59")) == at("2026-06-03T08:00")
    assert next_digest(habits, at("2026-06-03T08:00")) == at("2026-06-04T08:00")
    assert next_digest(habits, at("2026-10-24T12:00")) == at("2026-10-25T08:00")


def test_a_weekly_digest_comes_on_monday():
    habits = Habits(mail="weekly", zone=BERLIN)
    assert next_digest(habits, at("2026-06-03T12:00")) == at("2026-06-08T08:00")


def test_a_digest_waits_for_the_end_of_quiet_hours():
    habits = Habits(mail="daily", zone=BERLIN, quiet_from=22, quiet_until=10)
    assert next_digest(habits, at("2026-06-03T12:00")) == at("2026-06-04T10:00")


def test_a_single_mail_waits_for_what_comes_at_once():
    assert plan() == ("mail", NOON + timedelta(seconds=15))


def test_after_a_mail_what_follows_is_gathered_for_five_minutes():
    assert plan(last_mail=NOON - timedelta(minutes=1)) == ("mail", NOON + timedelta(minutes=4))


def test_votes_are_summed_up_by_the_day():
    assert plan(type="votes") == ("mail", at("2026-06-04T08:00"))


@pytest.mark.parametrize(
    "habits",
    [{"mail": "off"}, {"types_off": frozenset({"answer"})}, {"reachable": False}],
)
def test_who_wants_no_mail_gets_none(habits):
    assert plan(**habits) is None


def test_who_wants_a_digest_gets_one():
    assert plan(mail="daily") == ("digest", at("2026-06-04T08:00"))
