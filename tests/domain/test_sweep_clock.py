"""A clock that jumped erases nothing until it has gone on for a day as it stands; frozen at each boundary."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from journal.cli import worker
from journal.core import clock
from journal.core.db import db
from journal.domain import sweep_clock
from journal.domain.identity import Actor
from journal.domain.records import UNDO, delete, put
from journal.domain.sweep_clock import JUMP, PROOF
from journal.models import Entry, Share, SweepMark
from tests.domain.test_records import KINDS, values
from tests.plugins.past import execute
from tests.plugins.people import Somebody

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
JUST, HOUR, DAY = timedelta(microseconds=1), timedelta(hours=1), timedelta(days=1)
FORTY = 40 * DAY

Acting = Callable[[Somebody], Actor]


@pytest.fixture
def context(maintenance_context: Flask) -> Flask:
    """Erasing is maintenance."""
    return maintenance_context


def marked(at: datetime) -> bool:
    """Leave a mark at an instant; return whether it raised an alarm."""
    with clock.frozen(at):
        return sweep_clock.mark()


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
        db.session.commit()
        marked(NOON)
        db.session.execute(SweepMark.__table__.update().values(alarmed_at=None))
        db.session.commit()


def run_worker(at: datetime) -> bool:
    with clock.frozen(at):
        return worker.run_tasks()


def left() -> tuple[int, int]:
    """Return how many entries there are, and how many open shares."""
    entries = execute(select(func.count()).select_from(Entry)).scalar_one()
    shares = execute(select(func.count()).select_from(Share).where(Share.snapshot.is_not(None))).scalar_one()
    db.session.rollback()
    return entries, shares


@pytest.fixture
def lived(
    acting: Acting, ada: Somebody, tom: Somebody, take_care: Callable[..., UUID], add_share: Callable[..., UUID]
) -> None:
    """An entry that was deleted at noon, and a share for a week."""
    person, entry_id = acting(ada), uuid4()
    care_id = take_care(tom, ada)
    with clock.frozen(NOON):
        add_share(ada, tom, care_id)
        put(person, KINDS["entry"], entry_id, None, values(KINDS["entry"], 0))
        delete(person, KINDS["entry"], entry_id)
    db.session.commit()


@pytest.mark.usefixtures("lived")
def test_a_clock_that_is_forty_days_ahead_for_an_hour_erases_nothing_and_everything_is_erased_in_its_time(
    context: Flask, visitor: FlaskClient, capfdbinary: Any
) -> None:
    run_worker(NOON)
    capfdbinary.readouterr()
    for minutes in range(0, 60, 10):
        assert run_worker(NOON + FORTY + timedelta(minutes=minutes))
    (line,) = capfdbinary.readouterr().err.splitlines()
    assert {key: json.loads(line)[key] for key in ("event", "level", "kind")} == {
        "event": "alarm",
        "level": "error",
        "kind": "clock",
    }
    assert left() == (1, 1)
    for hours in range(1, 24 * 31):
        run_worker(NOON + hours * HOUR)
        if hours in (24 * 7 - 1, 24 * 7, 24 * 30 - 1, 24 * 30):
            assert left() == (int(hours < 24 * 30), int(hours < 24 * 7))


@pytest.mark.usefixtures("lived")
def test_a_server_that_was_off_for_forty_days_erases_what_is_due_a_day_after_it_is_back(context: Flask) -> None:
    run_worker(NOON)
    back = NOON + FORTY
    for hours in range(24):
        run_worker(back + hours * HOUR)
        assert left() == (1, 1)
    run_worker(back + PROOF)
    assert left() == (0, 0)


@pytest.mark.usefixtures("lived")
def test_a_clock_that_goes_back_erases_nothing(context: Flask) -> None:
    run_worker(NOON + UNDO - HOUR)
    for days in range(5):
        run_worker(NOON - FORTY + days * DAY)
    assert left() == (1, 0)  # the share was over when the clock was right
    run_worker(NOON + UNDO)
    assert left() == (1, 0)


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
