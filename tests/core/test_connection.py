"""A connection belongs to one context, and goes back without a transaction and without anybody's identity."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import Connection, event, insert, select, text
from sqlalchemy.exc import InvalidRequestError, OperationalError

from journal.core.connection import add_ending, close, commit, current_connection, joined, rollback
from journal.core.db import db
from journal.core.ledger import ledger
from journal.core.row_security import act_for
from journal.models import Clinic
from tests.plugins.unrestricted import execute, unrestricted

LAKE = {"name": "Lake", "country": "US", "zone": "America/New_York", "phone": None}
PERSON = text("SELECT nullif(current_setting('app.person', true), '')")
on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def add_clinic() -> UUID:
    """Add a clinic, in the transaction under way."""
    clinic_id = uuid4()
    execute(insert(Clinic), {"id": clinic_id, **LAKE})
    return clinic_id


def clinics(app: Flask) -> set[UUID]:
    """Return the clinics that were committed."""
    with app.app_context(), unrestricted():
        return set(current_connection().scalars(select(Clinic.id)))


@contextmanager
def refused(what: str) -> Iterator[None]:
    """Let the database refuse to commit, or to roll back."""

    def refuse(_connection: Connection) -> None:
        raise OperationalError(what, {}, Exception("away"))

    engine = db.engine
    event.listen(engine, what, refuse)
    try:
        yield
    finally:
        event.remove(engine, what, refuse)


@pytest.fixture
def held(app: Flask) -> Callable[[], int]:
    """Return what counts the connections that are in use."""
    with app.app_context():
        pool = db.engine.pool
    return lambda: pool.checkedout()


def test_what_was_not_committed_is_gone_with_its_context(app: Flask, held: Callable[[], int]) -> None:
    with app.app_context():
        kept = add_clinic()
        commit()
        add_clinic()
        assert held() == 1
    assert (clinics(app), held()) == ({kept}, 0)


def test_a_context_that_asks_nothing_takes_no_connection(app: Flask, held: Callable[[], int]) -> None:
    with app.app_context():
        act_for(uuid4())
        commit()
        rollback()
        assert held() == 0


@on_postgresql
def test_nobody_is_acted_for_on_a_connection_that_went_back(app: Flask) -> None:
    ada = uuid4()
    with app.app_context():
        db.engine.dispose()  # the pool holds this one alone
        act_for(ada)
        assert current_connection().scalar(PERSON) == str(ada)
        commit()
        assert current_connection().scalar(PERSON) == str(ada)
        driver = current_connection().connection.dbapi_connection
        close()
        assert current_connection().scalar(PERSON) is None
        assert current_connection().connection.dbapi_connection is driver


def test_each_context_and_each_thread_has_a_connection_of_its_own(app: Flask) -> None:
    drivers = []

    def look() -> None:
        with app.app_context():
            drivers.append(current_connection().connection.dbapi_connection)

    with app.app_context():
        drivers.append(current_connection().connection.dbapi_connection)
        look()
        other = Thread(target=look)
        other.start()
        other.join()
        assert current_connection().connection.dbapi_connection is drivers[0]
    assert drivers[0] not in drivers[1:]


def test_a_connection_that_cannot_be_rolled_back_hides_no_error_and_keeps_no_change(
    app: Flask, held: Callable[[], int]
) -> None:
    def fail() -> None:
        with app.app_context():
            add_clinic()
            raise ValueError("the first")

    with app.app_context(), refused("rollback"), pytest.raises(ValueError, match="the first"):
        fail()
    assert held() == 0
    assert clinics(app) == set()


def test_what_could_not_be_committed_is_rolled_back_and_the_next_statement_runs(app: Flask) -> None:
    with app.app_context():
        lost = add_clinic()
        with refused("commit"), pytest.raises(OperationalError):
            commit()
        rollback()
        kept = add_clinic()
        commit()
    assert clinics(app) & {lost, kept} == {kept}


def test_no_commit_is_one_of_a_savepoint_that_nobody_commits(app: Flask) -> None:
    acknowledged = set[UUID]()
    with suppress(InvalidRequestError), app.app_context():
        connection = current_connection()
        commit()
        connection.execute(text("SELECT 1"))  # past current_connection(): SQLAlchemy begins a transaction by itself
        kept = add_clinic()
        commit()
        acknowledged = {kept}
    assert acknowledged <= clinics(app)


def test_the_ledger_gets_an_ending_once_when_it_is_committed(app: Flask, ledger_path: Path) -> None:
    ledger.load(ledger_path)
    with app.app_context():
        add_ending({"act": "first"})
        rollback()
        commit()
        assert ledger_path.read_bytes() == b""
        add_ending({"act": "second"})
        commit()
        commit()
    assert ledger_path.read_bytes() == b'\n{"act":"second"}'


@pytest.mark.parametrize("fails", [False, True])
def test_each_commit_of_a_joined_connection_is_a_savepoint_of_one_transaction(app: Flask, fails: bool) -> None:
    first, second = uuid4(), uuid4()
    kept = set[UUID]()
    try:
        with app.app_context(), db.engine.begin() as outer, unrestricted(outer):
            outer.execute(insert(Clinic), {"id": first, **LAKE})
            with joined(outer):
                current_connection().execute(insert(Clinic), {"id": second, **LAKE})
                commit()
                current_connection().execute(insert(Clinic), {"id": uuid4(), **LAKE})
                rollback()
                assert clinics(app) == kept
                if fails:
                    raise ValueError
            kept = {first, second}
    except ValueError:
        assert fails
    assert clinics(app) == kept
