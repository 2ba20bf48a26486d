"""The migrations: one line, up and down, and what they make is what the models say."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import downgrade, upgrade
from sqlalchemy import Select, inspect, select, text

from journal.core.connection import close
from journal.core.db import Base, db
from journal.core.roles import OWNER
from journal.core.sqlite import KEYS
from tests.plugins import sharing
from tests.plugins.people import AS_ROLE, Somebody
from tests.plugins.unrestricted import unrestricted

As = Callable[[Somebody], FlaskClient]
Row = dict[str, object]

ROOT = Path(__file__).parents[1]


@pytest.fixture
def owner(app: Flask) -> Flask:
    """The application as it runs the migrations."""
    made: Flask = app.extensions[AS_ROLE][OWNER]
    return made


@pytest.fixture
def connected(owner: Flask) -> Iterator[Flask]:
    with owner.app_context():
        yield owner
        close()


def test_there_is_one_straight_line() -> None:
    scripts = ScriptDirectory.from_config(Config(toml_file=ROOT / "pyproject.toml"))
    revisions = list(scripts.walk_revisions())
    assert len(scripts.get_heads()) == 1
    numbers = [script.revision.partition("_")[0] for script in reversed(revisions)]
    assert numbers == [f"{n:04}" for n in range(1, len(revisions) + 1)]
    assert [script.revision for script in revisions] == [Path(script.path).stem for script in revisions]
    assert all(script.module.__doc__ for script in revisions)


def test_the_tables_are_what_the_models_say(connected: Flask) -> None:
    ours = {"include_schemas": True, "include_name": _is_ours, "compare_type": True}
    with db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=ours), Base.metadata) == []


def test_down_and_up_again_leave_the_same(connected: Flask) -> None:
    downgrade(revision="base")
    assert _tables() == {"alembic_version"}
    upgrade()
    assert _tables() == {"alembic_version"} | {table.name for table in Base.metadata.sorted_tables}


def test_the_audit_trail_has_its_triggers_while_it_is_there(connected: Flask) -> None:
    there = _triggers()
    assert len(there) == {"sqlite": 3, "postgresql": 1}[db.engine.dialect.name]
    downgrade(revision="base")
    assert (_triggers(), _functions()) == ([], [])
    upgrade()
    assert _triggers() == there


def test_a_step_down_and_up_again_keeps_whatever_the_earlier_steps_can_hold(
    owner: Flask, as_: As, ada: Somebody
) -> None:
    for write in (sharing.entry, sharing.treatment, sharing.checkin, sharing.summary):
        write(as_(ada))
    with owner.app_context():
        before = _rows(_columns())
        downgrade()
        there = _columns()
        kept = _rows(there)
        upgrade()
        again = _rows(there)
    assert kept == again == {name: [_only(there[name], row) for row in before[name]] for name in there}
    assert kept["people"] != []


def test_going_down_drops_no_keys_unasked_and_then_nothing_at_all(owner: Flask, as_: As, ada: Somebody) -> None:
    sharing.entry(as_(ada))
    with owner.app_context():
        before = _rows(_columns())
        with pytest.raises(SystemExit):
            downgrade(revision="base")
        assert _rows(_columns()) == before
        assert before["data_keys"] != []
        downgrade(revision="base", x_arg="drop=keys")
        assert _tables() == {"alembic_version"}
        upgrade()


def _triggers() -> list[str]:
    """Return the names of the triggers that we made."""
    made = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY 1",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
    }
    return _names(made[db.engine.dialect.name])


def _functions() -> list[str]:
    """Return the names of the functions that we made; SQLite keeps none."""
    made = "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
    return _names(made) if db.engine.dialect.name == "postgresql" else []


def _names(query: str) -> list[str]:
    with db.engine.connect() as connection:
        return list(connection.execute(text(query)).scalars())


def _columns() -> dict[str, list[str]]:
    """Return the columns of our tables, as far as the database and the models have them."""
    found, there = inspect(db.engine), _tables()
    ours = [table for table in Base.metadata.sorted_tables if table.name in there]
    named = {table: {one["name"] for one in found.get_columns(table.name, table.schema)} for table in ours}
    return {table.name: [column.key for column in table.columns if column.key in named[table]] for table in ours}


def _rows(columns: dict[str, list[str]]) -> dict[str, list[Row]]:
    """Return what these columns hold."""
    with db.engine.connect() as connection, unrestricted(connection):
        return {
            name: [dict(row) for row in connection.execute(_everything(name, columns[name])).mappings()]
            for name in columns
        }


def _everything(table_name: str, columns: list[str]) -> Select[Any]:
    table = next(table for table in Base.metadata.sorted_tables if table.name == table_name)
    return select(*(table.c[name] for name in columns)).order_by(*table.primary_key)


def _only(columns: list[str], row: Row) -> Row:
    return {name: row[name] for name in columns}


def _tables() -> set[str]:
    found = inspect(db.engine)
    return {*found.get_table_names(), *found.get_table_names(schema=KEYS)}


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "schema" or name in (None, KEYS)
