"""Leave no deleted key in the files of the database, where the bytes of a deleted row stay until they are overwritten.

SQLite: VACUUM writes the file of keys anew, and a checkpoint empties its write-ahead log.
PostgreSQL: a plain VACUUM gives a row's place free and leaves its bytes there, so the table is written anew. Only its
owner may do that, and lets the maintenance role do it by a function. Rows that an older snapshot could still ask for
would be written too, so that this waits until there is none. A snapshot, its own too, reaches back to the oldest
transaction that goes on in any database of the server.
"""

from sqlite3 import SQLITE_BUSY, SQLITE_LOCKED, SQLITE_OK
from time import monotonic, sleep

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from journal.core.db import db
from journal.core.engine import sqlstate
from journal.core.sqlite import KEYS

WAIT = 5.0  # seconds, for what others read just now
LOOK = 0.1  # seconds between two looks
READ = (
    "something may still read the database as it was before, such as a backup, a long query, or on PostgreSQL a "
    "transaction in another database of the server"
)
PRIMARY = 0xFF  # the bits of SQLite's codes that tell what happened; the others tell where
LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's code

_XID = text("SELECT CAST(CAST(pg_current_xact_id() AS xid) AS text)")
_SNAPSHOTS = text(
    """
    WITH others AS (
        SELECT * FROM pg_stat_activity WHERE pid <> pg_backend_pid()
    ), needed AS (
        SELECT backend_xid AS xid FROM others
        UNION ALL SELECT backend_xmin FROM others WHERE datid IS NULL OR datname = current_database()
        UNION ALL SELECT xmin FROM pg_replication_slots
        UNION ALL SELECT transaction FROM pg_prepared_xacts
    )
    SELECT count(*) FROM needed WHERE age(xid) >= age(CAST(:deleted AS xid))
    """
)
_REWRITE = text(f"SELECT {KEYS}.rewrite()")


class KeysRemain(Exception):
    """Deleted keys may still be in a file of the database; the message says why, as the second half of a sentence."""


def erase() -> None:
    """Remove deleted keys from the files of the database; it may be called again. Raises KeysRemain."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        try:
            _ERASE[connection.dialect.name](connection)
        except OperationalError as problem:
            raise KeysRemain(READ if _is_locked(problem) else str(problem.orig).partition("\n")[0]) from problem


def _erase_on_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(f"VACUUM {KEYS}")
    if connection.exec_driver_sql(f"PRAGMA {KEYS}.wal_checkpoint(TRUNCATE)").one()[0]:  # it was busy
        raise KeysRemain(READ)


def _erase_on_postgresql(connection: Connection) -> None:
    deleted, until = connection.scalar(_XID), monotonic() + WAIT
    while connection.scalar(_SNAPSHOTS, {"deleted": deleted}):
        if monotonic() > until:
            raise KeysRemain(READ)
        sleep(LOOK)
    connection.execute(_REWRITE)


def _is_locked(problem: OperationalError) -> bool:
    code = getattr(problem.orig, "sqlite_errorcode", SQLITE_OK) & PRIMARY
    return code in (SQLITE_BUSY, SQLITE_LOCKED) or sqlstate(problem) == LOCK_NOT_AVAILABLE


_ERASE = {"sqlite": _erase_on_sqlite, "postgresql": _erase_on_postgresql}
