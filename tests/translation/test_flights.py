from concurrent.futures import CancelledError
from threading import Event, Thread

import pytest

from translation.flights import Flights
from translation.pipeline import Outcome

OUTCOME = Outcome("The lamp is off.")


def test_the_first_to_board_translates_and_the_second_waits():
    flights = Flights()
    assert flights.board(["key"])[0] == {"key"}
    mine, others = flights.board(["key", "other"])
    assert (mine, set(others)) == ({"other"}, {"key"})


def test_who_waits_gets_what_the_first_one_made():
    flights, arrived = Flights(), []
    flights.board(["key"])
    _mine, others = flights.board(["key"])
    waiting = Thread(target=lambda: arrived.append(others["key"].result(timeout=5)))
    waiting.start()
    flights.land(["key"], {"key": OUTCOME})
    waiting.join(timeout=5)
    assert arrived == [OUTCOME]


def test_who_waits_for_a_failure_has_to_translate_himself():
    flights = Flights()
    flights.board(["key"])
    _mine, others = flights.board(["key"])
    flights.land(["key"], {})
    with pytest.raises(CancelledError):
        others["key"].result(timeout=0)


def test_what_has_landed_may_fly_again():
    flights = Flights()
    flights.board(["key"])
    flights.land(["key"], {"key": OUTCOME})
    assert flights.board(["key"])[0] == {"key"}


def test_many_threads_board_each_key_once():
    flights, boarded, start = Flights(), [], Event()

    def board() -> None:
        start.wait(5)
        boarded.extend(flights.board(map(str, range(100)))[0])

    threads = [Thread(target=board) for _thread in range(8)]
    for thread in threads:
        thread.start()
    start.set()
    for thread in threads:
        thread.join(timeout=5)
    assert sorted(boarded) == sorted(map(str, range(100)))
