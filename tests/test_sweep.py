"""The sweep at size and in trouble: a batch at a time, two at once, with a database that fails, without a key."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import DatabaseError, OperationalError

from journal import retention
from journal.cli import worker
from journal.core import clock
from journal.core.connection import commit, current_connection, rollback
from journal.core.db import Base, db
from journal.domain.identity import Actor
from journal.domain.records import UNDO, delete, put, restore
from journal.models import Checkin, CheckinRevision, Clinic, Entry, EntryRevision, Summary, Treatment
from tests.domain.test_records import KINDS, values
from tests.plugins.people import Somebody

NOW = datetime(2026, 5, 12, 18, 0, tzinfo=UTC)
TABLES = "entries|checkins|treatments|summaries|shares"
MODELS = {"entry": Entry, "checkin": Checkin, "treatment": Treatment, "summary": Summary}
Acting = Callable[[Somebody], Actor]


@pytest.fixture
def context(maintenance_context: Flask) -> Flask:
    """Erasing is maintenance."""
    return maintenance_context


def keep(person: Actor, name: str, **more: object) -> UUID:
    row_id = uuid4()
    put(person, KINDS[name], row_id, None, values(KINDS[name], 0) | more)
    return row_id


def kept(person: Actor, *names: str, **more: object) -> list[UUID]:
    with clock.frozen(NOW):
        rows = [keep(person, name, **more) for name in names]
        for name, row_id in zip(names, rows, strict=True):
            delete(person, KINDS[name], row_id)
    commit()
    return rows


def counts() -> dict[str, int]:
    counted = {name: count(model) for name, model in MODELS.items()}
    rollback()
    return counted


def count(model: type[Base]) -> int:
    return current_connection().scalar(select(func.count()).select_from(model)) or 0


def sweep(at: datetime = NOW + UNDO) -> bool:
    with clock.frozen(at):
        return worker.run_tasks()


@contextmanager
def failing(engine: Any, part: str, problem: Exception) -> Iterator[None]:
    """Let every statement that holds `part` fail."""

    def fail(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if part in statement:
            raise problem

    event.listen(engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", fail)


def test_no_kind_of_record_is_left_out() -> None:
    assert set(retention.KINDS) == set(KINDS.values())


@pytest.mark.parametrize("name", MODELS)
def test_every_kind_of_record_is_erased_thirty_days_after_it_was_deleted_and_no_earlier(
    acting: Acting, ada: Somebody, name: str
) -> None:
    person = acting(ada)
    row_id = keep(person, name)
    put(person, KINDS[name], row_id, 1, values(KINDS[name], 1))
    with clock.frozen(NOW):
        delete(person, KINDS[name], row_id)
    stays = keep(person, name)
    commit()
    sweep(NOW + UNDO - (UNDO / 1000))
    assert counts()[name] == 2
    sweep()
    assert current_connection().scalars(select(MODELS[name].id)).all() == [stays]
    assert [count(EntryRevision), count(CheckinRevision)] == [0, 0]


def test_what_was_about_an_erased_treatment_stays_and_is_about_none(acting: Acting, ada: Somebody) -> None:
    person = acting(ada)
    (treatment,) = kept(person, "treatment")
    with clock.frozen(NOW):
        restore(person, KINDS["treatment"], treatment)
        for name in ("entry", "checkin"):
            keep(person, name, treatment_id=treatment)
        delete(person, KINDS["treatment"], treatment)
    commit()
    sweep()
    assert counts() == {"entry": 1, "checkin": 1, "treatment": 0, "summary": 0}
    assert [current_connection().scalar(select(model.treatment_id)) for model in (Entry, Checkin)] == [None, None]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # PostgreSQL reads tables so small as a whole
def test_no_statement_of_the_sweep_reads_a_whole_table(acting: Acting, ada: Somebody) -> None:
    ran: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, given: Any, _context: Any, many: bool) -> None:
        ran.append((statement, given[0] if many else given))

    kept(acting(ada), *MODELS)
    event.listen(db.engine, "before_cursor_execute", note)
    sweep()
    event.remove(db.engine, "before_cursor_execute", note)
    assert set(counts().values()) == {0}
    of_records = [one for one in ran if re.search(f"(FROM|UPDATE) ({TABLES})", one[0])]
    assert len(of_records) >= 4 * 2
    with db.engine.connect() as connection:
        for statement, given in of_records:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given).all()
            assert not any(re.search(r"SCAN (?!.* USING )", row.detail) for row in plan), (statement, plan)


def test_others_write_between_two_batches(monkeypatch: pytest.MonkeyPatch, acting: Acting, ada: Somebody) -> None:
    left: list[int] = []

    def write_meanwhile(_seconds: float) -> None:
        with db.engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.detach()  # the pool must not give it to others, who wait
                connection.execute(text("PRAGMA busy_timeout = 0"))
            connection.execute(text("UPDATE clinics SET name = 'Lake'"))
            left.append(connection.scalar(select(func.count()).select_from(Entry)) or 0)
            connection.commit()

    monkeypatch.setattr(retention, "BATCH", 4)
    monkeypatch.setattr(retention, "sleep", write_meanwhile)
    kept(acting(ada), *["entry"] * 10)
    sweep()
    assert left == [6, 2]
    assert counts()["entry"] == 0
    assert current_connection().scalar(select(Clinic.name)) == "Lake"


def test_two_sweeps_side_by_side_erase_everything_once_and_both_end(
    monkeypatch: pytest.MonkeyPatch, maintenance: Flask, acting: Acting, ada: Somebody, capfdbinary: Any
) -> None:
    monkeypatch.setattr(retention, "BATCH", 3)
    monkeypatch.setattr(retention, "PAUSE", 0.001)
    kept(acting(ada), *["entry", "checkin", "treatment", "summary"] * 10)

    def run() -> None:
        with maintenance.app_context():
            sweep()

    sweeps = [Thread(target=run) for _ in range(2)]
    for thread in sweeps:
        thread.start()
    for thread in sweeps:
        thread.join(60)
    assert not any(thread.is_alive() for thread in sweeps)
    sweep()  # what one held when the other asked is left for the next
    assert set(counts().values()) == {0}
    assert capfdbinary.readouterr().err == b""


@pytest.mark.parametrize("problem", [OperationalError, DatabaseError])
@pytest.mark.parametrize("name", MODELS)
def test_a_kind_that_fails_is_logged_by_name_and_stops_no_other(
    acting: Acting, ada: Somebody, capfdbinary: Any, name: str, problem: type[DatabaseError]
) -> None:
    kept(acting(ada), *MODELS)
    capfdbinary.readouterr()
    with failing(db.engine, f"DELETE FROM {MODELS[name].__tablename__} ", problem("", None, Exception("words"))):  # noqa: S608
        sweep()
    assert counts() == {other: int(other == name) for other in MODELS}
    (line,) = capfdbinary.readouterr().err.splitlines()
    logged = json.loads(line)
    assert (logged["event"], logged["level"], logged["rule"]) == ("fault", "error", f"erase {name}")
    assert logged["where"]
    assert b"words" not in line
    sweep()
    assert set(counts().values()) == {0}


def test_shares_that_cannot_be_ended_stop_no_record(acting: Acting, ada: Somebody, capfdbinary: Any) -> None:
    kept(acting(ada), "entry")
    capfdbinary.readouterr()
    with failing(db.engine, "FROM shares", OperationalError("", None, Exception("words"))):
        sweep()
    assert counts()["entry"] == 0
    assert json.loads(capfdbinary.readouterr().err)["rule"] == "erase share"


@pytest.mark.parametrize("name", ["entry", "checkin", "treatment"])
def test_what_a_summary_may_quote_is_not_erased_without_the_key_that_opens_the_summary(
    acting: Acting, ada: Somebody, masters: Callable[[dict[int, bytes]], None], capfdbinary: Any, name: str
) -> None:
    person = acting(ada)
    kept(person, name)
    keep(person, "summary")
    commit()
    capfdbinary.readouterr()
    masters({2: bytes(range(96, 128))})
    assert not sweep()
    assert counts()[name] == 1
    logged = [json.loads(line) for line in capfdbinary.readouterr().err.splitlines()]
    assert ("UnknownMasterKey", f"erase {name}") in [(line["kind"], line["rule"]) for line in logged]
