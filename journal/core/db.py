"""The database: the base of all tables, statements, and transactions."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import wraps
from secrets import randbelow
from sqlite3 import Connection as SqliteConnection
from time import sleep
from typing import Any, ParamSpec, TypeAlias, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import CursorResult, DateTime, Dialect, Executable, MetaData, Row, Select
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from journal.core import sqlite
from journal.core.connection import commit, current_connection, rollback
from journal.core.engine import RETRY, sqlstate
from journal.core.errors import Unavailable

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
TRIES = 4
PAUSE = 50  # milliseconds at most, before the second try


class Base(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(metadata=Base.metadata)  # makes the engine; its ORM session is not used

ResultRow: TypeAlias = Row[Any]  # columns are attributes
AnySelect: TypeAlias = Select[*tuple[Any, ...]]

P = ParamSpec("P")
R = TypeVar("R")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, stored in UTC and read back aware; SQLite by itself would drop the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC. Raises ValueError if the instant is naive."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return PostgreSQL's instant in UTC."""
        return value and value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """Return what reads a column: SQLite's text in one step, not in two."""
        return _from_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _from_text(text: str | None) -> datetime | None:
    """Return the instant that SQLite holds as text, in UTC and without saying so."""
    return None if text is None else datetime.fromisoformat(text + "Z")


def execute(
    statement: Executable, values: Mapping[str, object] | Sequence[Mapping[str, object]] | None = None
) -> CursorResult[Any]:
    """Run a statement on this request's connection. values: a sequence runs it once for each element."""
    return current_connection().execute(statement, values)


def transaction(work: Callable[P, R]) -> Callable[P, R]:
    """Decorate a service call, to run as one transaction: commit when it returns, roll back when it raises.

    It is retried when another request came first, which is safe because every write carries its own id.
    Raises Unavailable when the database cannot take it now.
    """

    @wraps(work)
    def kept(*args: P.args, **kwargs: P.kwargs) -> R:
        for attempt in range(1, TRIES + 1):
            try:
                with sqlite.turn_to_write(db.engine.url):
                    return _once(work, *args, **kwargs)
            except IntegrityError:
                if attempt == TRIES:
                    raise
            except (OperationalError, InterfaceError) as problem:
                if attempt == TRIES or sqlstate(problem) not in RETRY:
                    raise Unavailable from problem
                sleep(randbelow(PAUSE * attempt) / 1000)
        raise AssertionError("unreachable")

    return kept


def _once(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    done = False
    try:
        _lock_sqlite()
        result = work(*args, **kwargs)
        commit()
        done = True
        return result
    finally:
        if not done:
            rollback()


def _lock_sqlite() -> None:
    """Take SQLite's write lock before the first read, so that what was read still holds at the first write.

    Its driver would begin a transaction only at the first write. PostgreSQL locks rows where a service asks for it.
    """
    driver = current_connection().connection.dbapi_connection
    if isinstance(driver, SqliteConnection) and not driver.in_transaction:
        current_connection().exec_driver_sql("BEGIN IMMEDIATE")
