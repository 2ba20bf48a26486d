"""Copy a SQLite database into the two parts of a backup, while people write, and back into an empty place."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click
from sqlalchemy import text
from sqlalchemy.dialects import sqlite

from journal.cli.parts import TABLES, UNFINISHED, Parts
from journal.core import unfinished
from journal.core.db import db
from journal.core.files import make_blank, sync
from journal.core.sqlite import KEYS, keys_path
from journal.domain import key_check

SUFFIX = ".sqlite3"
TRIES = 3

_SIZE = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"  # bytes
_LEFT_OVER = ("", "-wal", "-shm", "-journal")


def write(parts: Parts) -> None:
    """Copy both parts. Raises ClickException, OperationalError.

    An account that is deleted between the two copies would be open in the one and without keys in the other: then both
    are made again.
    """
    for _ in range(TRIES):
        for schema, path in (("main", parts.data), (KEYS, parts.keys)):
            make_blank(path)
            _run_alone(f"VACUUM {schema} INTO :path", path=str(path))
        if _fits(parts):
            return
    raise click.ClickException("Accounts are being deleted just now. Run it again in a minute.")


def place(parts: Parts) -> None:
    """Copy both parts to where the database is to be, marked as unfinished. Raises ClickException if one is there."""
    main = Path(str(db.engine.url.database))
    for path in (main, keys_path(main)):
        if any(path.with_name(path.name + end).exists() for end in _LEFT_OVER):
            raise click.ClickException(f"{path} is there already. A restore needs an empty place: move it away first.")
    for source, table in zip(parts, TABLES, strict=True):
        _check(source, table)
    _copy(parts.keys, keys_path(main))
    _copy(parts.data, main, mark=True)


@contextmanager
def every_row() -> Iterator[None]:
    """Do nothing: whoever opens the file reaches every row."""
    yield


def _run_alone(statement: str, **values: str) -> None:
    """Run a statement outside of any transaction."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement), values)


def _fits(parts: Parts) -> bool:
    """Return whether every open account of the one part has its keys in the other."""
    compiled = key_check.WITHOUT_KEYS.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    with closing(_read_only(parts.data)) as copy:
        copy.execute(f"ATTACH DATABASE ? AS {KEYS}", (_uri(parts.keys),))
        return not copy.execute(str(compiled)).fetchall()


def _check(path: Path, table: str) -> None:
    """Raise ClickException unless a file is a whole database with this table."""
    try:
        with closing(_read_only(path)) as copy:
            copy.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
            problems = copy.execute("PRAGMA quick_check").fetchone()[0]
            if path.stat().st_size < copy.execute(_SIZE).fetchone()[0]:  # what is missing of a page reads as empty
                problems = "its end is missing"
    except sqlite3.DatabaseError as problem:
        problems = str(problem)
    if problems != "ok":
        raise click.ClickException(f"{path} is damaged or no such part, and nothing was restored: {problems}")


def _copy(source: Path, to: Path, mark: bool = False) -> None:
    part = to.with_name(f"{to.name}{UNFINISHED}")
    make_blank(part)
    with source.open("rb") as copied, part.open("wb") as file:
        shutil.copyfileobj(copied, file)
    if mark:
        with closing(sqlite3.connect(part)) as database:
            database.execute(unfinished.MARK)
            database.commit()
    sync(part)
    part.rename(to)
    sync(to.parent)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(_uri(path), uri=True)


def _uri(path: Path) -> str:
    return f"{path.resolve().as_uri()}?mode=ro&immutable=1"
