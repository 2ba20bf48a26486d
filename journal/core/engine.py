"""The engine: what Journal asks of a database's connections, and which errors mean that it is away."""

from sqlalchemy import Engine, ExceptionContext, event
from sqlalchemy.exc import DBAPIError, OperationalError

from journal.core import sqlite  # noqa: F401  (how SQLite's files are opened)

THREADS = 8  # of a process of the server; each has one connection at most, which the pool keeps open for it

# SQLSTATE codes of PostgreSQL for a database that is temporarily unavailable.
RETRY = frozenset({"40001", "40P01"})  # serialization failure, deadlock
UNAVAILABLE = RETRY | {
    "25006",  # read-only transaction
    "25P03",  # idle in transaction
    "55P03",  # lock not available
    "57014",  # query cancelled
    "57P01",  # admin shutdown
    "57P02",  # crash shutdown
    "57P03",  # cannot connect now
    "57P05",  # idle session
}
CONNECTION_CLASS = "08"  # what the codes of connection exceptions begin with


def sqlstate(problem: DBAPIError) -> str:
    """Return PostgreSQL's code of an error, "" if it has none."""
    return getattr(problem.orig, "sqlstate", None) or ""


@event.listens_for(Engine, "handle_error")
def _unify_unavailable(context: ExceptionContext) -> OperationalError | None:
    """Raise OperationalError for every code in UNAVAILABLE; the driver has other classes for some."""
    problem = context.sqlalchemy_exception
    if not isinstance(problem, DBAPIError) or isinstance(problem, OperationalError):
        return None
    if sqlstate(problem) not in UNAVAILABLE and not sqlstate(problem).startswith(CONNECTION_CLASS):
        return None
    return OperationalError(context.statement, None, context.original_exception, hide_parameters=True)


def engine_options(url: str) -> dict[str, object]:
    """Return the arguments of create_engine for a database."""
    # Parameters would appear in error messages.
    common: dict[str, object] = {"hide_parameters": True, "pool_size": THREADS}
    if url.startswith("sqlite"):
        return common
    # Behind a connection pooler each transaction may have another connection: nothing is prepared, and timeouts are
    # settings of the database (docs/roles.sql), without which no process starts.
    return common | {"pool_pre_ping": True, "connect_args": {"connect_timeout": 5, "prepare_threshold": None}}
