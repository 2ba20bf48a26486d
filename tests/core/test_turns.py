"""Turns: one at a time for each person, one that waits, and nobody who is remembered."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from uuid import UUID

import pytest

from journal.core.errors import Busy
from journal.core.turns import Turns

ADA, EVE = UUID(int=1), UUID(int=2)
LONG = 20.0  # seconds that no test takes


@contextmanager
def working(turns: Turns, person_id: UUID) -> Iterator[Event]:
    """Hold a person's turn in another thread; set what this gives to end it."""
    begun, end = Event(), Event()

    def work() -> None:
        with turns.turn(person_id):
            begun.set()
            assert end.wait(LONG)

    thread = Thread(target=work)
    thread.start()
    assert begun.wait(LONG)
    yield end
    end.set()
    thread.join()


def test_one_who_waits_has_the_turn_when_the_other_ends() -> None:
    turns, done = Turns(LONG), list[str]()

    def second() -> None:
        with turns.turn(ADA):
            done.append("second")

    with working(turns, ADA) as end:
        thread = Thread(target=second)
        thread.start()
        thread.join(0.05)
        assert done == []
        end.set()
        thread.join()
    assert done == ["second"]


def test_nobody_waits_longer_than_their_patience() -> None:
    turns, started = Turns(0.05), monotonic()
    with working(turns, ADA), pytest.raises(Busy), turns.turn(ADA):
        raise AssertionError("two at once")
    assert monotonic() - started < LONG / 2


def test_where_one_waits_already_a_third_is_refused_at_once() -> None:
    turns, started = Turns(LONG), monotonic()

    def wait() -> None:
        with turns.turn(ADA):
            pass

    with working(turns, ADA) as end:
        second = Thread(target=wait)
        second.start()
        while second.is_alive() and ADA not in turns._waiting:
            second.join(0.001)
        with pytest.raises(Busy), turns.turn(ADA):
            raise AssertionError("two at once")
        end.set()
        second.join()
    assert monotonic() - started < LONG / 2


def test_people_do_not_wait_for_each_other() -> None:
    turns = Turns(0.05)
    with working(turns, ADA), turns.turn(EVE):
        pass


def test_nobody_is_remembered_afterwards() -> None:
    turns = Turns(0.01)
    with working(turns, ADA), pytest.raises(Busy), turns.turn(ADA):
        pass
    with pytest.raises(ZeroDivisionError), turns.turn(EVE):
        raise ZeroDivisionError
    assert (turns._working, turns._waiting) == (set(), set())
    for person in (ADA, EVE):
        with turns.turn(person):
            pass
