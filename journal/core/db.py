"""The database: what every table shares, what every connection is told, and what a transaction is."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from secrets import randbelow
from sqlite3 import Connection as SqliteConnection
from time import sleep
from typing import Any, ParamSpec, TypeAlias, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import CursorResult, DateTime, Dialect, Engine, ExceptionContext, Executable, MetaData, Row, event
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from journal.core.errors import Unavailable

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
KEYS = "keys"  # the schema (on SQLite: the file) of wrapped keys; it is backed up apart, and not for long
BUSY_TIMEOUT = 5_000  # milliseconds
TRIES = 4
PAUSE = 50  # milliseconds at most, before the second try

# What PostgreSQL calls the states that mean "not now": read-only, timed out, locked, cancelled, shutting down, away.
AGAIN = frozenset({"40001", "40P01"})  # two transactions met; the same one again will do
NOT_NOW = AGAIN | {"25006", "25P03", "55P03", "57014", "57P01", "57P02", "57P03", "57P05"}
AWAY = "08"  # what the states of a lost connection begin with
# Given as the connection begins, so that it holds behind a pooler too; no session is told anything.
LIMITS = "-c lock_timeout=5s -c statement_timeout=15s -c synchronous_commit=on"


class Base(DeclarativeBase):
    """What every table is made of."""

    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})

ResultRow: TypeAlias = Row[Any]  # a row of a prepared statement; its columns are attributes

P = ParamSpec("P")
R = TypeVar("R")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant; kept in UTC, given back aware also by SQLite, which forgets zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive instant; store any other in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def execute(
    statement: Executable, values: Mapping[str, object] | Sequence[Mapping[str, object]] | None = None
) -> CursorResult[Any]:
    """Run a statement on the one connection of this request. values: a sequence runs it once for each."""
    return db.session.connection().execute(statement, values)


def transaction(work: Callable[P, R]) -> Callable[P, R]:
    """Make one service call one transaction: all of it is kept, or none.

    Every write carries its id, so the whole may be tried again when another request was faster.
    Raises Unavailable when the database did not take it in time.
    """

    @wraps(work)
    def kept(*args: P.args, **kwargs: P.kwargs) -> R:
        for attempt in range(1, TRIES + 1):
            try:
                return _once(work, *args, **kwargs)
            except IntegrityError:
                if attempt == TRIES:
                    raise
            except (OperationalError, InterfaceError) as problem:
                if attempt == TRIES or state_of(problem) not in AGAIN:
                    raise Unavailable from problem
                sleep(randbelow(PAUSE * attempt) / 1000)
        raise AssertionError("unreachable")

    return kept


def _once(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    done = False
    try:
        _begin()
        result = work(*args, **kwargs)
        db.session.commit()
        done = True
        return result
    finally:
        if not done:
            db.session.rollback()


def _begin() -> None:
    """Let SQLite take its one write lock before anything is read, so that what is read still holds when it is written.

    Its driver would begin only at the first change. PostgreSQL locks rows where a service asks for it.
    """
    connection = db.session.connection()
    driver = connection.connection.dbapi_connection
    if isinstance(driver, SqliteConnection) and not driver.in_transaction:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def state_of(problem: DBAPIError) -> str:
    """Return PostgreSQL's five letters for what went wrong, "" where it said none."""
    return getattr(problem.orig, "sqlstate", None) or ""


@event.listens_for(Engine, "handle_error")
def _say_not_now(context: ExceptionContext) -> OperationalError | None:
    """Let every state that means "not now" be an OperationalError; the driver files some as errors of its own."""
    problem = context.sqlalchemy_exception
    if not isinstance(problem, DBAPIError) or isinstance(problem, OperationalError):
        return None
    if state_of(problem) not in NOT_NOW and not state_of(problem).startswith(AWAY):
        return None
    return OperationalError(context.statement, None, context.original_exception, hide_parameters=True)


def engine_options(url: str) -> dict[str, Any]:
    """Return what create_engine is told for `url`."""
    if url.startswith("sqlite"):
        return {"hide_parameters": True}  # an error's message may be read by somebody
    return {
        "hide_parameters": True,
        "pool_pre_ping": True,
        "connect_args": {"connect_timeout": 5, "prepare_threshold": None, "options": LIMITS},
    }


@event.listens_for(Engine, "connect")
def _tell_sqlite(connection: Any, _record: Any) -> None:
    """Give each SQLite connection its safety settings and the file of keys; all of them last one connection only."""
    if not isinstance(connection, SqliteConnection):
        return
    cursor = connection.cursor()
    path = Path(cursor.execute("PRAGMA database_list").fetchone()[2])
    cursor.execute(f"ATTACH DATABASE ? AS {KEYS}", (str(path.with_name(f"{path.stem}-keys{path.suffix}")),))
    for schema in ("main", KEYS):
        cursor.execute(f"PRAGMA {schema}.journal_mode = WAL")
        cursor.execute(f"PRAGMA {schema}.synchronous = FULL")
        cursor.execute(f"PRAGMA {schema}.secure_delete = ON")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
    cursor.close()
