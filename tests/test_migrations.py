"""The migrations: one line, up and down, and what they make is what the models say."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from journal.cli import migrations
from journal.core.db import KEYS, Base, db

ROOT = Path(__file__).parents[1]


@pytest.fixture
def connected(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        yield app
        db.session.remove()


def test_there_is_one_straight_line() -> None:
    scripts = ScriptDirectory.from_config(Config(toml_file=ROOT / "pyproject.toml"))
    revisions = list(scripts.walk_revisions())
    assert len(scripts.get_heads()) == 1
    assert [script.revision for script in reversed(revisions)] == [f"{n:04}" for n in range(1, len(revisions) + 1)]
    assert all(script.module.__doc__ for script in revisions)


def test_the_tables_are_what_the_models_say(connected: Flask) -> None:
    assert migrations.differences() == []


def test_down_and_up_again_leave_the_same(connected: Flask) -> None:
    downgrade(revision="base")
    assert _tables() == {"alembic_version"}
    upgrade()
    assert _tables() == {"alembic_version"} | {table.name for table in Base.metadata.sorted_tables}


def _tables() -> set[str]:
    found = inspect(db.engine)
    return {*found.get_table_names(), *found.get_table_names(schema=KEYS)}
