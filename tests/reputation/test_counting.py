"""What caps leave, without a database: the rules in thousands of histories."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from reputation.counting import Entry, decide, replay
from reputation.rules import DAY, VERSION, VERSIONS, Topic, rule

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)


def an_entry(number: int, code: str = "answer_up", **fields) -> Entry:
    return Entry(
        **{
            "number": number,
            "code": code,
            "version": VERSION,
            "requested": rule(code).points,
            "object": ("post", number),
            "thread": number,
            "giver": number,
            "happened": BEGIN + timedelta(minutes=number),
            "event": number,
            **fields,
        }
    )


def applied(entries) -> list[int]:
    return [entry.applied for entry in replay(entries)]


def ended(entry: Entry, *, after: timedelta) -> Entry:
    entry.ended = (entry.happened + after, entry.event + 10_000)
    return entry


def test_a_day_is_clipped_to_what_is_left_and_never_overshoots():
    entries = [*(an_entry(number) for number in range(1, 20)), an_entry(20, "solved_me_too")]
    last = [an_entry(21), an_entry(22)]
    counted = replay([*entries, *last])
    assert [entry.applied for entry in counted[-3:]] == [5, 5, 0]
    assert [entry.cap for entry in counted[-3:]] == ["", "day_cap", "day_cap"]


def test_the_next_day_begins_at_nothing():
    full = [an_entry(number) for number in range(1, 22)]
    assert applied([*full, an_entry(23, happened=BEGIN + DAY)])[-2:] == [0, 10]


def test_what_is_not_under_the_day_cap_is_not_clipped_by_it():
    full = [an_entry(number) for number in range(1, 21)]
    assert applied([*full, an_entry(30, "answer_accepted")])[-1] == 15


@pytest.mark.parametrize(("after", "left"), [(timedelta(minutes=5), 10), (DAY, 0)])
def test_only_undoing_on_the_same_day_frees_room(after, left):
    first = ended(an_entry(1), after=after)
    others = [an_entry(number, happened=BEGIN + timedelta(hours=1)) for number in range(2, 21)]
    late = an_entry(40, happened=BEGIN + timedelta(hours=20))
    assert applied([first, *others, late])[-1] == left


def test_one_giver_credits_one_receiver_sixty_points_in_thirty_days():
    day = [DAY * number for number in range(8)]
    entries = [an_entry(n, giver=7, happened=BEGIN + day[n]) for n in range(1, 8)]
    counted = replay(entries)
    assert [entry.applied for entry in counted] == [10] * 6 + [0]
    assert counted[-1].cap == "pair_cap"
    later = an_entry(50, giver=7, happened=BEGIN + DAY + timedelta(days=30))
    assert applied([*entries, later])[-1] == 10


def test_another_giver_is_not_bound_by_that():
    entries = [an_entry(n, giver=7, happened=BEGIN + DAY * n) for n in range(1, 8)]
    assert applied([*entries, an_entry(60, giver=8, happened=BEGIN + DAY * 7)])[-1] == 10


def daily(number: int, code: str, **fields) -> Entry:
    return an_entry(number, code, **fields)


@pytest.mark.parametrize(
    ("code", "fields", "most"),
    [
        ("answer_up", {"object": ("post", 1), "step": DAY}, 300),
        ("question_up", {"object": ("post", 1), "step": DAY}, 50),
        ("solved_me_too", {"object": ("post", 1), "step": DAY}, 50),
        ("post_down", {"object": ("post", 1)}, -20),
        ("answer_accepted", {"thread": 1}, 15),
        ("accept_given", {"giver": 0}, 10),
        ("translation_fix_ok", {}, 30),
        ("term_ok", {}, 25),
        ("flag_ok", {}, 10),
        ("bridge_language", {}, 50),
        ("bridge_country", {}, 50),
        ("short_notice", {}, 50),
        ("bridge_language", {"giver": 1, "step": DAY / 2}, 15),
        ("abuse_confirmed", {"object": ("post", 1)}, -100),
        ("welcome_accept", {"step": DAY}, 2),
        ("welcome_fix", {"step": DAY}, 3),
    ],
)
def test_every_rule_has_its_own_most(code, fields, most):
    step = fields.pop("step", timedelta(minutes=1))
    entries = [an_entry(n, code, **fields, happened=BEGIN + step * n) for n in range(1, 36)]
    assert sum(applied(entries)) == most


def test_what_stands_under_a_cap_of_a_post_is_freed_whenever_it_goes():
    post = {"object": ("post", 1), "code": "question_up"}
    entries = [an_entry(n, **post, happened=BEGIN + DAY * n) for n in range(1, 11)]
    ended(entries[0], after=timedelta(days=15))
    late = an_entry(40, **post, happened=BEGIN + timedelta(days=20))
    assert applied([*entries, late])[-1] == 5


def test_clipping_keeps_the_sign():
    assert decide(rule("post_down"), -2, lambda cap: 1) == (-1, "post_cap")


def test_a_claim_has_only_the_caps_that_count_it():
    for version in VERSIONS.values():
        for code, known in version.items():
            assert all(code in cap.codes for cap in known.caps)


def test_codes_that_share_a_cap_are_all_clipped_by_it():
    for version in VERSIONS.values():
        caps = {cap for known in version.values() for cap in known.caps}
        assert all(cap in version[code].caps for cap in caps for code in cap.codes)


def test_what_can_be_withdrawn_has_a_topic():
    assert rule("edit_ok").topic == Topic.LASTING
    assert {rule(code).topic for code in ("answer_accepted", "short_notice")} == {Topic.ACCEPT}


ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["answer_up", "question_up", "solved_me_too", "answer_accepted"]),
        st.integers(0, 60),
        st.integers(0, 5),
        st.integers(0, 5),
        st.none() | st.integers(0, 80),
    ),
    max_size=60,
)


def entries_of(rows) -> list[Entry]:
    entries = []
    for number, (code, hours, giver, post, kept) in enumerate(rows):
        happened = BEGIN + timedelta(hours=hours)
        entry = an_entry(
            number, code, giver=giver, object=("post", post), thread=post, happened=happened
        )
        entries.append(entry if kept is None else ended(entry, after=timedelta(hours=kept)))
    return entries


@given(ENTRIES, st.randoms())
def test_the_order_in_which_entries_come_means_nothing(rows, chance):
    entries = entries_of(rows)
    mixed = entries_of(rows)
    chance.shuffle(mixed)
    assert [(one.number, one.applied) for one in replay(entries)] == [
        (one.number, one.applied) for one in replay(mixed)
    ]


@given(ENTRIES)
def test_no_day_and_no_pair_is_ever_exceeded(rows):
    days: dict[object, int] = defaultdict(int)
    counted = replay(entries_of(rows))
    for entry in counted:
        same_day = entry.ended and entry.ended[0].date() == entry.day
        if entry.code != "answer_accepted" and not same_day:
            days[entry.day] += entry.applied
        pair = [
            other.applied
            for other in counted
            if other.giver == entry.giver
            and other.ended is None
            and timedelta(0) <= entry.happened - other.happened < timedelta(days=30)
        ]
        assert sum(pair) <= 60
    assert all(points <= 200 for points in days.values())
