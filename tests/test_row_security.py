"""PostgreSQL itself keeps people's rows apart: of every table that somebody owns, and whatever is asked for."""

from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Executable, Select, Table, delete, event, func, insert, select, text, update
from sqlalchemy.exc import ProgrammingError

from journal.core import clock
from journal.core.choices import NAME, REST
from journal.core.connection import commit, current_connection, rollback
from journal.core.db import Base, db
from journal.core.engine import sqlstate
from journal.core.roles import APP, MAINTENANCE
from journal.core.row_security import act_for, acting_for
from journal.domain import care
from journal.domain.identity import authenticate
from journal.models import Care, Caseload, Share
from tests.domain.test_access import CHECKED, SAMPLES
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import execute

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

As = Callable[[Somebody], FlaskClient]
OWNED = [table for table in Base.metadata.sorted_tables if "owner_id" in table.columns]
THERE_ALREADY = {"people", "data_keys"}  # once somebody has an account
NOBODY = UUID(int=404)
INSUFFICIENT_PRIVILEGE = "42501"


def sample(table: Table, owner: Somebody, **values: object) -> dict[str, object]:
    """Return a row with just what its columns need; every id in it is the same, so that all rows find each other."""
    needed = [column for column in table.columns if not column.nullable]
    row: dict[str, object] = {column.name: (SAMPLES | {bool: False})[column.type.python_type] for column in needed}
    checked = {name: value for name, value in CHECKED.items() if name in row}
    return row | checked | {"owner_id": owner.id} | {name: value for name, value in values.items() if name in row}


@pytest.fixture
def adas(context: Flask, ada: Somebody, tom: Somebody) -> Somebody:
    """Ada, with a row in every table; Tom has her in care and an open share of hers."""
    for table in OWNED:
        if table.name not in THERE_ALREADY:
            execute(insert(table), sample(table, ada, therapist_id=tom.id))
    commit()
    return ada


@pytest.fixture
def connected(context: Flask) -> Iterator[None]:
    """The pushed context, in which nothing is left of a statement that was refused."""
    yield
    rollback()


def visible(table: Table, owner: Somebody) -> int:
    """Return how many rows of somebody's the session sees."""
    count: Select[int] = select(func.count()).select_from(table).where(table.c.owner_id == owner.id)
    return int(current_connection().execute(count).scalar_one())


def outcome(statement: Executable) -> int | str:
    """Run a statement; return how many rows it reached, or "refused" where PostgreSQL does not allow it."""
    try:
        with current_connection().begin_nested():
            return int(current_connection().execute(statement).rowcount)
    except ProgrammingError as problem:
        if sqlstate(problem) != INSUFFICIENT_PRIVILEGE:
            raise
        return "refused"


@pytest.mark.parametrize("table", OWNED, ids=lambda table: table.name)
def test_every_table_that_is_owned_keeps_its_rows_apart(context: Flask, table: Table) -> None:
    """One that fails here is new: add it to OWNED of migration 0004, or call `protect` in its own migration."""
    name = f"{table.schema or 'public'}.{table.name}"
    flags = text("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = CAST(:name AS regclass)")
    assert tuple(execute(flags, {"name": name}).one()) == (True, True)
    policies = text("SELECT policyname FROM pg_policies WHERE schemaname = :schema AND tablename = :name")
    found = set(execute(policies, {"schema": table.schema or "public", "name": table.name}).scalars())
    assert {"own", "every"} <= found


def test_counts_of_attempts_are_for_the_server_and_the_worker_alone(context: Flask) -> None:
    flags = text("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = 'attempt_counts'")
    assert tuple(execute(flags).one()) == (True, True)
    policies = text("SELECT policyname, roles::text[] FROM pg_policies WHERE tablename = 'attempt_counts'")
    assert [(name, set(whose)) for name, whose in execute(policies)] == [("every", {APP, MAINTENANCE})]


@pytest.mark.usefixtures("connected")
@pytest.mark.parametrize("table", OWNED, ids=lambda table: table.name)
def test_nobody_and_nobody_else_reaches_a_row(adas: Somebody, eve: Somebody, table: Table) -> None:
    assert adas.id != eve.id
    for person, rows in ((adas.id, True), (eve.id, False), (None, False)):
        act_for(person)
        assert (visible(table, adas) > 0) is rows, person
    for person in (eve.id, None):
        act_for(person)
        of_ada = table.c.owner_id == adas.id
        for column in table.columns:
            assert outcome(update(table).where(of_ada).values({column.name: column})) in (0, "refused"), column
        assert outcome(delete(table).where(of_ada)) in (0, "refused")
        assert outcome(insert(table).values(sample(table, adas, id=NOBODY, record_id=NOBODY))) == "refused"


@pytest.mark.usefixtures("connected")
def test_a_therapist_sees_what_the_grant_shows_while_it_lasts(adas: Somebody, tom: Somebody) -> None:
    def seen() -> set[str]:
        act_for(tom.id)
        return {table.name for table in OWNED if visible(table, adas)}

    keys = select(text("kind")).select_from(text("keys.data_keys")).where(text("owner_id = :owner"))
    assert seen() == {"people", "data_keys", "care", "shares"}
    assert set(current_connection().execute(keys, {"owner": adas.id}).scalars()) == {NAME, REST}
    execute(update(Share).values(ended_at=clock.now(), snapshot=None))
    assert seen() == {"people", "data_keys", "care"}
    assert set(current_connection().execute(keys, {"owner": adas.id}).scalars()) == {NAME}
    execute(update(Share).values(ended_at=None))
    execute(update(Care).values(ended_at=clock.now()))
    assert seen() == set()


def test_a_patient_points_each_therapist_to_the_care_by_them_alone(
    context: Flask, ada: Somebody, tom: Somebody, make_person: Callable[..., Somebody], take_care: Callable[..., UUID]
) -> None:
    uma = make_person("Uma", "therapist")
    of_tom, _of_uma = (take_care(therapist, ada) for therapist in (tom, uma))
    act_for(ada.id)
    assert outcome(insert(Caseload).values(owner_id=uma.id, id=of_tom, patient_id=ada.id)) == "refused"


@pytest.mark.usefixtures("connected")
def test_a_therapist_writes_nothing_of_the_grant(adas: Somebody, tom: Somebody) -> None:
    act_for(tom.id)
    for change in (update(Share).values(acknowledged_at=clock.now()), update(Care).values(ended_at=clock.now())):
        assert outcome(change) in (0, "refused")
    for table in (Care.__table__, Share.__table__):
        assert outcome(insert(table).values(sample(table, adas, therapist_id=tom.id, id=NOBODY))) == "refused"


@pytest.mark.usefixtures("connected")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE shares SET therapist_id = owner_id",
        "UPDATE shares SET ends_at = '2099-01-01'",
        "UPDATE care SET therapist_id = owner_id",
        "UPDATE people SET role = 'admin'",
        "UPDATE people SET clinic_id = owner_id",
        "UPDATE audit_lines SET act = 'nothing'",
        "DELETE FROM audit_lines",
        "DELETE FROM entries",
        "DELETE FROM keys.data_keys",
        "UPDATE keys.data_keys SET wrapped = ''",
        "INSERT INTO clinics (id, name, country, zone) VALUES (gen_random_uuid(), 'x', 'US', 'UTC')",
        "UPDATE addresses SET person_id = person_id",
        "DELETE FROM addresses",
        "DELETE FROM attempt_counts",
        "TRUNCATE entries",
        "ALTER TABLE entries NO FORCE ROW LEVEL SECURITY",
        "CREATE TABLE public.mine (n int)",
        "DROP POLICY own ON entries",
    ],
)
def test_the_server_may_not(ada: Somebody, statement: str) -> None:
    act_for(ada.id)
    assert outcome(text(statement)) == "refused"


def test_nobody_is_acted_for_after_a_request_or_a_refused_token(app: Flask, as_: As, ada: Somebody) -> None:
    assert as_(ada).get("/api/v1/me").status_code == 200
    people = Base.metadata.tables["people"]
    with app.app_context():
        assert visible(people, ada) == 0
    with app.app_context():
        token = f"{ada.id}"
        assert authenticate(token, clock.now()) is None
        act_for(ada.id)
        assert visible(people, ada) == 1
        assert authenticate("no token", clock.now()) is None
        assert visible(people, ada) == 0


def test_a_request_says_once_for_whom_it_acts(app: Flask, as_: As, ada: Somebody) -> None:
    client, path, said = as_(ada), f"/api/v1/entries/{uuid4()}", list[str]()
    with app.app_context():
        engine = db.engine

    def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.extend(["told"] if "set_config" in statement else [])

    event.listen(engine, "before_cursor_execute", listen)
    try:
        client.put(path, json={"body": "The sea was calm.", "written_at": "2026-05-12T20:14:00Z"})
        client.get(path)
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    assert said == ["told"] * 2


@pytest.mark.usefixtures("connected")
def test_acting_for_somebody_else_ends_with_the_block_however_it_ends(ada: Somebody, eve: Somebody) -> None:
    people = Base.metadata.tables["people"]
    act_for(ada.id)
    with acting_for(eve.id):
        assert (visible(people, ada), visible(people, eve)) == (0, 1)
    assert (visible(people, ada), visible(people, eve)) == (1, 0)
    with pytest.raises(ProgrammingError), acting_for(eve.id):
        current_connection().execute(text("SELECT no_such_column FROM people"))
    rollback()
    assert (visible(people, ada), visible(people, eve)) == (1, 0)
    with acting_for(eve.id):
        commit()
        assert (visible(people, ada), visible(people, eve)) == (0, 1)
    assert (visible(people, ada), visible(people, eve)) == (1, 0)


def test_care_is_the_patients_to_give(app: Flask, ada: Somebody, tom: Somebody, stored: Callable) -> None:
    with app.app_context():
        act_for(tom.id)
        care.begin(ada.id, tom.id, tom.id, clock.now())
        commit()
    assert [row.owner_id for row in stored(Care)] == [ada.id]
