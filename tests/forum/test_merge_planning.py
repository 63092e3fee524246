"""Numbers and places of posts when two threads become one."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, strategies as st

from forum.merge_planning import Place, Readers, Returning, interleaved

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def places(minutes, *, moved=False):
    first = 100 if moved else 1
    return [
        Place(first + index, index + 1, BEGIN + timedelta(minutes=minute), moved)
        for index, minute in enumerate(minutes)
    ]


minutes = st.lists(st.integers(0, 60), min_size=1, max_size=12).map(sorted)


@given(minutes, minutes)
def test_both_threads_keep_their_order_and_numbers_rise(target, source):
    steps = interleaved(places(target), places(source, moved=True), last=len(target))
    numbers = [step.number for step in steps]
    assert numbers == sorted(set(numbers))
    assert len(steps) == len(target) + len(source)
    assert steps[0].place.post == 1
    for moved in (True, False):
        own = [step.place.number for step in steps if step.place.moved == moved]
        assert own == sorted(own)


@given(minutes, minutes)
def test_a_number_that_was_given_stays_with_its_post(target, source):
    steps = interleaved(places(target), places(source, moved=True), last=len(target))
    for step in steps:
        if step.number <= len(target):
            assert not step.place.moved
            assert step.number == step.place.number


@given(minutes, minutes, st.data())
def test_no_post_is_read_that_was_not_in_a_thread_that_was_begun(target, source, data):
    steps = interleaved(places(target), places(source, moved=True), last=len(target))
    read = {
        False: data.draw(st.integers(1, len(target))),
        True: data.draw(st.integers(1, len(source))),
    }
    place = Readers(steps).place(read[False], read[True])
    for step in steps:
        if step.number <= place:
            assert step.place.number <= read[step.place.moved]


@given(minutes, minutes)
def test_who_had_read_all_of_both_has_nothing_left(target, source):
    steps = interleaved(places(target), places(source, moved=True), last=len(target))
    assert Readers(steps).place(len(target), len(source)) == steps[-1].number


@given(minutes, minutes, st.data())
def test_the_way_back_leads_to_where_one_stood(target, source, data):
    steps = interleaved(places(target), places(source, moved=True), last=len(target))
    number = data.draw(st.integers(1, len(target)))
    place = Readers(steps).place(number, None)
    pairs = [(step.number, step.place.number) for step in steps if not step.place.moved]
    assert Returning(pairs).place(place) == number
