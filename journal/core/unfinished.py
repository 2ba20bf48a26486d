"""The mark of a restore that did not end: what it would have ended again is still open, so nothing starts on it."""

from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

from journal.core.db import db

TABLE = "unfinished_restore"
MARK = f"CREATE TABLE {TABLE} (id INTEGER)"
REFUSAL = "A restore into this database did not end. Empty the place and restore again."


def mark() -> None:
    """Mark an empty database, before anything is in it."""
    with db.engine.begin() as connection:
        connection.exec_driver_sql(MARK)


def unmark() -> None:
    """Take the mark away, at the very end."""
    with db.engine.begin() as connection:
        connection.exec_driver_sql(f"DROP TABLE {TABLE}")


def refusal() -> str:
    """Return what to say of such a database, "" of any other and of one that is away."""
    try:
        with db.engine.connect() as connection:
            return REFUSAL if inspect(connection).has_table(TABLE) else ""
    except SQLAlchemyError:
        return ""
