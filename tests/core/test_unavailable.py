"""While the database is unavailable no write is acknowledged, and what can be read is read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, event, select, text, update

from journal.core import clock
from journal.core.connection import commit, current_connection
from journal.core.db import TRIES, db, transaction
from journal.core.errors import Unavailable
from journal.core.row_security import act_for, acting_for
from journal.domain.identity import SEEN_EVERY
from journal.models import Device, Person
from tests.plugins.people import PASSWORD, Browser, Somebody
from tests.plugins.unrestricted import execute

As = Callable[[Somebody], FlaskClient]
WORDS = {"body": "The water was dark.", "written_at": "2026-05-12T20:14:00+02:00"}
READ_ONLY = {"sqlite": "PRAGMA query_only = ON", "postgresql": "SET TRANSACTION READ ONLY"}
STATES = ["25006", "25P03", "55P03", "57014", "57P01", "57P02", "57P03", "08006", "08P01"]
on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@contextmanager
def read_only(app: Flask) -> Iterator[None]:
    """Make the database read-only."""

    def refuse(connection: Connection) -> None:
        connection.exec_driver_sql(READ_ONLY[connection.dialect.name])

    with app.app_context():
        engine = db.engine
    event.listen(engine, "begin", refuse)
    try:
        yield
    finally:
        event.remove(engine, "begin", refuse)
        engine.dispose()


def test_a_database_that_takes_nothing_can_be_read(app: Flask, as_: As, ada: Somebody) -> None:
    client, path = as_(ada), f"/api/v1/entries/{uuid4()}"
    client.put(path, json=WORDS)
    long_ago = clock.now() - SEEN_EVERY - timedelta(minutes=1)
    with app.app_context():
        execute(update(Device).values(seen_at=long_ago))
        commit()
    with read_only(app):
        assert client.get(path).json["body"] == WORDS["body"]
        assert client.put(path, json=WORDS | {"body": "Other"}, headers={"If-Match": '"1"'}).status_code == 503
    assert client.get(path).json["revision"] == 1


def test_no_password_is_examined_while_its_failure_could_not_be_counted(app: Flask, ada: Somebody) -> None:
    with read_only(app):
        for password in (PASSWORD, "wrong wrong wrong"):
            values = {"email": ada.email, "password": password}
            answers = [Browser(app).post("/sign-in", data=values), Browser(app).post("/api/v1/session", json=values)]
            assert [answer.status_code for answer in answers] == [503, 503]


@on_postgresql
def test_a_connection_that_is_lost_while_acting_for_somebody_else_is_no_fault(
    context: Flask, ada: Somebody, eve: Somebody
) -> None:
    @transaction
    def lose() -> None:
        with acting_for(eve.id):
            execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    act_for(ada.id)
    with pytest.raises(Unavailable):
        lose()
    assert set(current_connection().scalars(select(Person.owner_id))) == {ada.id}


@on_postgresql
def test_a_table_that_is_locked_is_not_waited_for_without_end(app: Flask, as_: As, ada: Somebody) -> None:
    client, path = as_(ada), f"/api/v1/entries/{uuid4()}"
    with app.app_context(), db.engine.begin() as other:
        other.execute(text("LOCK TABLE entries IN ACCESS EXCLUSIVE MODE"))
        assert client.put(path, json=WORDS).status_code == 503
    assert client.get(path).status_code == 404


@on_postgresql
def test_every_connection_has_its_limits(context: Flask) -> None:
    said = [current_connection().scalar(text(f"SHOW {name}")) for name in ("lock_timeout", "statement_timeout", "jit")]
    assert [*said, current_connection().scalar(text("SHOW synchronous_commit"))] == ["5s", "15s", "off", "on"]


@transaction
def fail(state: str, times: list[None], often: int) -> int:
    """Fail with a SQLSTATE, `often` times; return how often it was tried."""
    times.append(None)
    if len(times) <= often:
        current_connection().execute(text(f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$"))
    return len(times)


@on_postgresql
@pytest.mark.parametrize("state", STATES)
def test_the_database_is_unavailable_whatever_class_the_driver_raises(context: Flask, state: str) -> None:
    tries: list[None] = []
    with pytest.raises(Unavailable):
        fail(state, tries, often=1)
    assert len(tries) == 1


@on_postgresql
@pytest.mark.parametrize("state", ["40001", "40P01"])
def test_colliding_transactions_are_retried(context: Flask, state: str) -> None:
    assert fail(state, [], often=TRIES - 1) == TRIES
    with pytest.raises(Unavailable):
        fail(state, [], often=TRIES)
