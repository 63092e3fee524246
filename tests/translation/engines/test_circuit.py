"""Circuit breakers, with a clock of our own."""

from translation.engines.circuit import REST_SECONDS_MAX, Circuit


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def broken_circuit(clock: Clock) -> Circuit:
    circuit = Circuit(most_failures=2, rest_seconds=10, clock=clock)
    circuit.failed()
    circuit.failed()
    return circuit


def test_a_circuit_stays_closed_while_failures_are_few() -> None:
    circuit = Circuit(most_failures=2, clock=Clock())
    circuit.failed()
    assert circuit.state == "closed"
    assert circuit.admits()


def test_a_success_forgets_the_failures_before_it() -> None:
    circuit = Circuit(most_failures=2, clock=Clock())
    circuit.failed()
    circuit.succeeded()
    circuit.failed()
    assert circuit.state == "closed"


def test_it_opens_after_failures_in_a_row() -> None:
    circuit = broken_circuit(Clock())
    assert circuit.state == "open"
    assert not circuit.admits()


def test_after_a_rest_one_may_try() -> None:
    clock = Clock()
    circuit = broken_circuit(clock)
    clock.now += 10
    assert circuit.state == "half open"
    assert [circuit.admits(), circuit.admits()] == [True, False]


def test_a_trial_that_succeeds_closes_it() -> None:
    clock = Clock()
    circuit = broken_circuit(clock)
    clock.now += 10
    circuit.admits()
    circuit.succeeded()
    assert circuit.state == "closed"


def test_a_trial_that_fails_opens_it_for_twice_as_long() -> None:
    clock = Clock()
    circuit = broken_circuit(clock)
    clock.now += 10
    circuit.admits()
    circuit.failed()
    clock.now += 19
    assert not circuit.admits()
    clock.now += 1
    assert circuit.admits()


def test_a_trial_that_is_never_heard_of_gives_way_to_another() -> None:
    clock = Clock()
    circuit = broken_circuit(clock)
    clock.now += 10
    circuit.admits()
    clock.now += 10
    assert circuit.admits()


def test_a_wish_to_rest_is_granted_at_once() -> None:
    clock = Clock()
    circuit = Circuit(clock=clock)
    circuit.failed(rest_seconds=7)
    clock.now += 6
    assert not circuit.admits()
    clock.now += 1
    assert circuit.admits()


def test_no_rest_is_longer_than_the_longest() -> None:
    clock = Clock()
    circuit = Circuit(clock=clock)
    circuit.failed(rest_seconds=86_400)
    clock.now += REST_SECONDS_MAX
    assert circuit.state == "half open"
