"""Attempts are counted before they are examined, for all processes at once; those that did not fail are taken back."""

from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import insert, select

from journal import retention
from journal.core import clock
from journal.core.connection import commit, rollback
from journal.core.errors import Gone, Invalid, Mismatch, Refused, TooMany, Unauthenticated, Unavailable
from journal.domain.attempt_counts import APART, LONGEST_WINDOW, WAIT, Counter, Rule, counted
from journal.models import AttemptCount
from tests.plugins.concurrency import at_once, meanwhile
from tests.plugins.unrestricted import execute

NOW = datetime(2026, 5, 12, 18, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
FEW = Counter(Rule("few", 3, WAIT), bytes(32))
MANY = Counter(Rule("many", 5, LONGEST_WINDOW), bytes(31) + b"\1")


def attempt(*counters: Counter, outcome: Refused | None = None) -> str:
    """Make an attempt that ends so; return "examined", or "refused" where it was not."""
    try:
        with counted(counters):
            if outcome:
                raise outcome
    except TooMany as refused:
        return "examined" if refused is outcome else "refused"
    except Refused:
        return "examined"
    return "examined"


def fail(*counters: Counter, times: int = 1) -> list[str]:
    return [attempt(*counters, outcome=Unauthenticated()) for _ in range(times)]


def stored() -> dict[bytes, int]:
    found = {row.digest: row.attempts for row in execute(select(AttemptCount.digest, AttemptCount.attempts))}
    rollback()
    return found


def wait(*counters: Counter) -> int:
    with pytest.raises(TooMany) as refused, counted(counters):
        raise AssertionError("it was examined")
    return refused.value.retry_after


@pytest.mark.parametrize("error", [Unauthenticated, Mismatch])
def test_so_many_may_fail_and_no_more(context: Flask, error: type[Refused]) -> None:
    tries = [attempt(FEW, outcome=error()) for _ in range(5)]
    assert tries == ["examined"] * 3 + ["refused"] * 2
    assert attempt(MANY) == "examined"


@pytest.mark.parametrize("outcome", [None, Invalid(), Gone(), TooMany(1)])
def test_what_did_not_fail_is_not_counted(context: Flask, outcome: Refused | None) -> None:
    assert [attempt(FEW, MANY, outcome=outcome) for _ in range(6)] == ["examined"] * 6
    assert set(stored().values()) == {0}


def test_a_fault_stays_counted(context: Flask) -> None:
    with pytest.raises(KeyError), counted([FEW]):
        raise KeyError
    assert attempt(FEW, outcome=Unavailable()) == "examined"
    assert stored() == {FEW.digest: 2}


def test_a_success_takes_nobody_elses_failures_back(context: Flask) -> None:
    fail(FEW, times=2)
    assert attempt(FEW) == "examined"
    assert stored() == {FEW.digest: 2}


def test_a_refused_attempt_is_counted_nowhere(context: Flask) -> None:
    fail(FEW, MANY, times=20)
    assert stored() == {FEW.digest: 3, MANY.digest: 3}


def test_of_guesses_at_the_same_moment_none_slips_through(app: Flask) -> None:
    """All begin before one has ended; the last ones find those of the others counted."""
    guesses = 8
    examining, outcomes = Barrier(FEW.rule.failures), list[str]()

    def guess() -> None:
        with app.app_context():
            try:
                with counted([FEW, MANY]):
                    examining.wait(30)
                    raise Unauthenticated
            except TooMany:
                outcomes.append("refused")
            except Unauthenticated:
                outcomes.append("examined")

    at_once(*[guess] * guesses)
    assert sorted(outcomes) == ["examined"] * 3 + ["refused"] * (guesses - 3)


def test_the_window_begins_with_the_first_failure(context: Flask) -> None:
    for minutes in (0, 5, 10):
        with clock.frozen(NOW + timedelta(minutes=minutes)):
            fail(FEW)
            assert minutes < 10 or wait(FEW) == 5 * 60
    with clock.frozen(NOW + WAIT - SECOND):
        assert wait(FEW) == 1
    with clock.frozen(NOW + WAIT):
        assert fail(FEW, times=4) == ["examined"] * 3 + ["refused"]


def test_nobody_waits_longer_than_a_quarter_of_an_hour_however_long_the_window_is(context: Flask) -> None:
    with clock.frozen(NOW):
        fail(MANY, times=5)
        assert wait(MANY) == WAIT.total_seconds()
    with clock.frozen(NOW + WAIT - SECOND):
        assert wait(MANY) == 1
    with clock.frozen(NOW + WAIT):
        assert fail(MANY, times=6) == ["examined"] * 5 + ["refused"]


def test_the_longest_wait_is_told(context: Flask) -> None:
    with clock.frozen(NOW):
        fail(FEW, times=3)
    with clock.frozen(NOW + timedelta(minutes=10)):
        fail(MANY, times=5)
        assert [wait(FEW), wait(MANY), wait(FEW, MANY)] == [300, 900, 900]


def test_a_clock_that_was_wrong_for_a_while_refuses_nobody_when_it_is_right_again(context: Flask) -> None:
    with clock.frozen(NOW + timedelta(days=30)):
        fail(FEW, times=3)
    with clock.frozen(NOW):
        assert fail(FEW, times=4) == ["examined"] * 3 + ["refused"]


def test_a_failure_that_another_process_counted_by_a_clock_a_little_ahead_is_counted(context: Flask) -> None:
    with clock.frozen(NOW + SECOND):
        fail(FEW, times=3)
    with clock.frozen(NOW):
        assert fail(FEW) == ["refused"]


def test_the_sweep_erases_counts_whose_window_is_over_and_no_others(
    app: Flask, maintenance: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = {
        b"over": NOW,
        b"over too": NOW - timedelta(days=1),
        b"by a wrong clock": NOW + LONGEST_WINDOW + APART + SECOND,
        b"goes on": NOW + SECOND,
        b"begins now": NOW + LONGEST_WINDOW + APART,
    }
    monkeypatch.setattr(retention, "BATCH", 2)
    monkeypatch.setattr(retention, "PAUSE", 0.001)
    with app.app_context():
        execute(insert(AttemptCount), [{"digest": one, "attempts": 1, "ends_at": at} for one, at in ends.items()])
        commit()
    with maintenance.app_context(), clock.frozen(NOW):
        retention.erase_due()
    with app.app_context():
        assert set(stored()) == {b"goes on", b"begins now"}


def test_a_failure_that_comes_while_the_sweep_erases_its_count_is_counted(app: Flask, maintenance: Flask) -> None:
    def fail_meanwhile() -> None:
        with app.app_context(), clock.frozen(NOW + WAIT):
            fail(FEW)

    with app.app_context(), clock.frozen(NOW):
        fail(FEW, times=3)
    with (
        maintenance.app_context(),
        clock.frozen(NOW + WAIT),
        meanwhile(maintenance, "DELETE FROM attempt_counts", fail_meanwhile),
    ):
        retention.erase_due()
    with app.app_context():
        assert stored() == {FEW.digest: 1}
