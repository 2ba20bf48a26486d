"""A worker under a clock that jumps: nothing is erased before its time, and everything in its time."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from journal.cli import worker
from journal.core import clock
from journal.core.connection import commit, rollback
from journal.domain.identity import Actor
from journal.domain.records import UNDO, delete, put
from journal.domain.sweep_clock import PROOF
from journal.models import Entry, Share
from tests.domain.test_records import KINDS, values
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import execute

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FORTY = 40 * DAY

Acting = Callable[[Somebody], Actor]


@pytest.fixture
def context(maintenance_context: Flask) -> Flask:
    """Erasing is maintenance."""
    return maintenance_context


def run_worker(at: datetime) -> bool:
    with clock.frozen(at):
        return worker.run_tasks()


def left() -> tuple[int, int]:
    """Return how many entries there are, and how many open shares."""
    entries = execute(select(func.count()).select_from(Entry)).scalar_one()
    shares = execute(select(func.count()).select_from(Share).where(Share.snapshot.is_not(None))).scalar_one()
    rollback()
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
    commit()


@pytest.mark.usefixtures("lived")
def test_a_clock_that_is_forty_days_ahead_for_an_hour_erases_nothing_and_everything_is_erased_in_its_time(
    context: Flask, capfdbinary: Any
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


@pytest.mark.parametrize("wrong", [FORTY, -FORTY, -3 * DAY])
def test_what_is_deleted_while_the_clock_is_wrong_is_erased_thirty_days_after_it_is_right_again(
    context: Flask, acting: Acting, ada: Somebody, wrong: timedelta
) -> None:
    person, ids = acting(ada), [uuid4() for _ in range(3)]
    run_worker(NOON)
    for at, row_id in zip((NOON, NOON + wrong, NOON + wrong + HOUR / 2), ids, strict=True):
        with clock.frozen(at):
            put(person, KINDS["entry"], row_id, None, values(KINDS["entry"], 0))
            delete(person, KINDS["entry"], row_id)
        commit()
        run_worker(at + timedelta(seconds=30))
    right = NOON + HOUR
    for at in (right, right + PROOF, *(right + days * DAY for days in range(2, 30))):
        run_worker(at)
    assert left() == (3, 0)
    run_worker(NOON + UNDO)
    assert left() == (2, 0)
    run_worker(right + UNDO)
    assert left() == (0, 0)


@pytest.mark.parametrize("times", [1, 2])
def test_what_is_deleted_after_a_worker_was_away_is_never_erased_early_and_later_only_if_it_goes_away_again(
    context: Flask, acting: Acting, ada: Somebody, times: int
) -> None:
    person, row_id = acting(ada), uuid4()
    back = [NOON, NOON + 3 * DAY, NOON + 6 * DAY]
    for at in back[:2]:
        run_worker(at)
    with clock.frozen(back[1]):
        put(person, KINDS["entry"], row_id, None, values(KINDS["entry"], 0))
        delete(person, KINDS["entry"], row_id)
    commit()
    due = back[times] + UNDO
    for at in (*(back[times] + days * DAY for days in range(30)), due - HOUR):
        run_worker(at)
    assert left() == (1, 0)
    run_worker(due)
    assert left() == (0, 0)


@pytest.mark.usefixtures("lived")
def test_a_clock_that_goes_back_erases_nothing(context: Flask) -> None:
    run_worker(NOON + UNDO - HOUR)
    for days in range(5):
        run_worker(NOON - FORTY + days * DAY)
    assert left() == (1, 0)  # the share was over when the clock was right
    run_worker(NOON + UNDO)
    assert left() == (1, 0)
