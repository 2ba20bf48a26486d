"""A clock that jumped erases nothing until it has gone on for a day as it stands; frozen at each boundary."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from journal.core import clock
from journal.core.connection import commit, current_connection
from journal.core.db import transaction
from journal.domain import sweep_clock
from journal.domain.sweep_clock import JUMP, PROOF
from journal.models import SweepMark
from tests.plugins.unrestricted import execute

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
JUST, HOUR, DAY = timedelta(microseconds=1), timedelta(hours=1), timedelta(days=1)
FORTY = 40 * DAY


@pytest.fixture
def context(maintenance_context: Flask) -> Flask:
    """Erasing is maintenance."""
    return maintenance_context


def marked(at: datetime) -> bool:
    """Leave a mark at an instant; return whether it raised an alarm."""
    with clock.frozen(at):
        return transaction(sweep_clock.mark)() is not None


def trusted(at: datetime) -> bool:
    """Return whether a sweep may erase then; the health check must tell whenever it may not."""
    with clock.frozen(at):
        assert sweep_clock.is_held() is not sweep_clock.is_trusted()
        return sweep_clock.is_trusted()


def go_on(since: datetime, until: datetime, every: timedelta = HOUR) -> None:
    """Leave marks from an instant up to just before another; none raises an alarm."""
    at = since
    while at < until:
        assert not marked(at)
        at += every


def test_the_first_sweep_raises_no_alarm_and_may_erase(context: Flask) -> None:
    with clock.frozen(NOON):
        assert (sweep_clock.is_trusted(), sweep_clock.is_held()) == (False, False)  # it has left no mark yet
    assert not marked(NOON)
    assert trusted(NOON)


@pytest.mark.parametrize("way", [1, -1], ids=["forward", "back"])
def test_two_days_are_no_jump_and_more_is_one_either_way(context: Flask, way: int) -> None:
    marked(NOON)
    assert trusted(NOON + way * JUMP)
    assert not trusted(NOON + way * (JUMP + JUST))  # also before that sweep has left its mark
    assert not marked(NOON + way * JUMP)
    assert trusted(NOON + way * JUMP)
    assert marked(NOON + 2 * way * JUMP + way * JUST)
    assert not trusted(NOON + 2 * way * JUMP + way * JUST)


def test_a_day_after_the_jump_the_clock_is_believed_and_no_earlier(context: Flask) -> None:
    marked(NOON)
    jumped = NOON + FORTY
    assert marked(jumped)
    go_on(jumped + HOUR, jumped + PROOF)
    assert not marked(jumped + PROOF - JUST)
    assert not trusted(jumped + PROOF - JUST)
    assert not trusted(jumped + PROOF)  # this sweep has left no mark yet
    assert not marked(jumped + PROOF)
    assert trusted(jumped + PROOF)


@pytest.mark.parametrize("again", [FORTY, -FORTY])
def test_a_jump_during_the_alarm_begins_its_day_anew(context: Flask, again: timedelta) -> None:
    marked(NOON)
    first = NOON + FORTY
    marked(first)
    go_on(first, first + PROOF)
    second = first + PROOF + again
    assert marked(second)
    go_on(second, second + PROOF)
    assert not trusted(second + PROOF - JUST)
    marked(second + PROOF)
    assert trusted(second + PROOF)


def test_a_worker_that_was_away_waits_a_day_also_when_it_stops_in_between(context: Flask) -> None:
    marked(NOON)
    back = NOON + 7 * DAY
    assert marked(back)
    assert not marked(back + PROOF / 2)
    assert marked(back + PROOF / 2 + JUMP + JUST)  # nobody saw the clock go on
    assert not trusted(back + PROOF / 2 + JUMP + JUST)


def test_a_clock_that_goes_back_a_little_during_the_alarm_waits_longer_by_that(context: Flask) -> None:
    marked(NOON)
    jumped = NOON + FORTY
    marked(jumped)
    go_on(jumped - HOUR, jumped + PROOF)
    assert not trusted(jumped + PROOF - JUST)
    marked(jumped + PROOF)
    assert trusted(jumped + PROOF)


def test_sweeps_side_by_side_leave_one_mark(context: Flask) -> None:
    def run() -> None:
        with context.app_context():
            alarms.append(marked(NOON + FORTY))

    for first in (True, False):  # the first ever, then the first after a jump
        alarms: list[bool] = []
        threads = [Thread(target=run) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(alarms) == ([False] * 4 if first else [False] * 3 + [True])
        (mark,) = execute(select(SweepMark.swept_at, SweepMark.alarmed_at)).all()
        assert mark == (NOON + FORTY, None if first else NOON + FORTY)
        commit()
        marked(NOON)
        current_connection().execute(SweepMark.__table__.update().values(alarmed_at=None))
        commit()


def test_the_health_check_tells_while_nothing_is_erased_and_the_server_serves_on(
    context: Flask, visitor: FlaskClient
) -> None:
    def health() -> tuple[int, dict[str, str]]:
        answer = visitor.get("/health")
        return answer.status_code, answer.json

    now = clock.now()
    assert health() == (200, {"status": "ok"})  # nothing was swept yet
    marked(now)
    assert health() == (200, {"status": "ok"})
    marked(now + FORTY)
    assert health() == (200, {"status": "sweep"})
    marked(now)
    assert health() == (200, {"status": "sweep"})


def test_the_health_check_tells_that_no_sweep_comes(context: Flask, visitor: FlaskClient) -> None:
    marked(clock.now() - JUMP - HOUR)
    assert visitor.get("/health").json == {"status": "sweep"}
