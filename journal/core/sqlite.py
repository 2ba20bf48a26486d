"""The two files of a SQLite database, one of them for the keys: opened as they are, and never made in passing."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from threading import Lock
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Dialect, Engine, event

from journal.core.errors import Unavailable
from journal.core.files import OWNER_ONLY

KEYS = "keys"  # schema (on SQLite: file) of the wrapped keys, backed up separately and for a short time
BUSY_TIMEOUT = 5_000  # milliseconds
# SQLite lets whoever has waited longest look again last, and seconds can pass. So the threads of a process queue up
# here, and only processes compete. A thread has one turn at a time: a transaction inside another would commit its half.
_turns = Lock()


class FileLost(Exception):
    """One of the two files is there, and the other is not."""


def keys_path(path: Path) -> Path:
    """Return the file of keys that belongs to a database file."""
    return path.with_name(f"{path.stem}-keys{path.suffix}")


def check_files(url: URL) -> None:
    """Raise FileLost if one of the two files is there without the other; PostgreSQL has none."""
    if url.get_backend_name() != "sqlite":
        return
    path = Path(str(url.database))
    main, keys = _is_filled(path), _is_filled(keys_path(path))
    if main and not keys:
        raise FileLost(f"{keys_path(path)} is missing: it holds the keys of {path}. Bring it back from a backup.")
    if keys and not main:
        raise FileLost(f"{path} is missing, and its keys are there. Bring it back from a backup.")


def make_files(url: URL) -> None:
    """Make the two files, empty and for their owner alone, where neither is there. Raises FileLost."""
    check_files(url)
    if url.get_backend_name() == "sqlite":
        for path in (keys_path(Path(str(url.database))), Path(str(url.database))):
            # One that is there is not opened: closing it again would drop the locks that SQLite holds in this process.
            with suppress(FileExistsError):
                os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))


@contextmanager
def turn_to_write(url: URL) -> Iterator[None]:
    """Let one thread of this process write at a time; PostgreSQL takes as many as come. Raises Unavailable."""
    if url.get_backend_name() != "sqlite":
        yield
        return
    if not _turns.acquire(timeout=BUSY_TIMEOUT / 1000):
        raise Unavailable
    try:
        yield
    finally:
        _turns.release()


@contextmanager
def waiting_at_most(milliseconds: int, connection: Connection) -> Iterator[None]:
    """Wait shorter than usual for another process that writes. PostgreSQL waits as it is set."""
    driver = connection.connection.dbapi_connection
    if not isinstance(driver, SqliteConnection):
        yield
        return
    driver.execute(f"PRAGMA busy_timeout = {milliseconds}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")


@event.listens_for(Engine, "do_connect")
def _open_existing(dialect: Dialect, _record: object, arguments: list[Any], options: dict[str, Any]) -> None:
    """Open a file only if it is there: SQLite would make an empty one, as if nothing had been lost."""
    if dialect.name == "sqlite" and arguments[0] != ":memory:":
        arguments[0] = _uri(arguments[0])
        options["uri"] = True


@event.listens_for(Engine, "connect")
def _configure(connection: object, _record: object) -> None:
    """Set the safety settings of a SQLite connection and attach the file of keys; neither outlives the connection."""
    if not isinstance(connection, SqliteConnection):
        return
    cursor = connection.cursor()
    path = Path(cursor.execute("PRAGMA database_list").fetchone()[2])
    cursor.execute(f"ATTACH DATABASE ? AS {KEYS}", (_uri(str(keys_path(path))),))
    for schema in ("main", KEYS):
        cursor.execute(f"PRAGMA {schema}.journal_mode = WAL")
        cursor.execute(f"PRAGMA {schema}.synchronous = FULL")
        cursor.execute(f"PRAGMA {schema}.secure_delete = ON")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
    cursor.close()


def _uri(path: str) -> str:
    return f"file:{quote(path)}?mode=rw"


def _is_filled(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0
