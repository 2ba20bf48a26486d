"""A database of a Journal from before the first release is found by its revision, and nothing is made by looking."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from journal.core import earlier
from journal.core.db import db
from tests.plugins.unrestricted import unrestricted


def refusal(app: Flask) -> str:
    with app.app_context():
        return earlier.refusal()


def test_the_tables_of_today_are_not_refused(app: Flask) -> None:
    assert refusal(app) == ""


@pytest.mark.parametrize("revision", sorted(earlier.REVISIONS))
def test_those_of_an_earlier_journal_are(app: Flask, revision: str) -> None:
    with app.app_context(), db.engine.begin() as connection, unrestricted(connection):
        today = connection.scalar(text("SELECT version_num FROM alembic_version"))
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    try:
        assert "was made by an earlier Journal, from before its first release, and was not opened." in (refusal(app))
    finally:
        with app.app_context(), db.engine.begin() as connection, unrestricted(connection):
            connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": today})


def test_a_database_that_is_not_there_is_neither_refused_nor_made(tmp_path: Path) -> None:
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{tmp_path}/new.sqlite3"
    db.init_app(app)
    assert refusal(app) == ""
    assert list(tmp_path.iterdir()) == []


def test_nor_is_one_without_tables(tmp_path: Path) -> None:
    (tmp_path / "new.sqlite3").touch()
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{tmp_path}/new.sqlite3"
    db.init_app(app)
    assert refusal(app) == ""
