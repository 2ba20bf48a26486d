"""`flask db`: Flask-Migrate on our database. Importing it loads Alembic, which takes 0.1 s."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import Migrate

from journal.core.db import KEYS, Base, db


def install(app: Flask) -> None:
    """Let Flask-Migrate find our database, and add its commands. Asked again, it changes nothing."""
    if "migrate" not in app.extensions:
        Migrate(app, db, directory="migrations")


def differences() -> list[object]:
    """Return where the tables are not what the models say: none after an upgrade, unless another Journal made them."""
    options = {"include_schemas": True, "include_name": _is_ours, "compare_type": True}
    with db.engine.connect() as connection:
        found: list[object] = compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)
    return found


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "schema" or name in (None, KEYS)
