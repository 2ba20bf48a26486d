"""`flask backup`: one file for all but the keys, one for the keys, while people write."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import text

from journal.core import clock
from journal.core.db import db
from journal.core.sqlite import KEYS

KEYS_LIVE = timedelta(days=7)  # as the privacy page says
KEYS_KEPT = timedelta(days=6)  # so that with one backup a day none grows older than that
STAMP = "%Y%m%dT%H%M%SZ"
POSTGRESQL = (
    "This is PostgreSQL. Back it up in two parts, and remove each copy of the keys after 7 days:",
    'pg_dump "$JOURNAL_DATABASE_URL" --format=custom --exclude-schema=keys --file={folder}/journal.dump',
    'pg_dump "$JOURNAL_DATABASE_URL" --format=custom --schema=keys --file={folder}/journal-keys.dump',
)


@click.command("backup")
@click.argument("folder", type=click.Path(file_okay=False))
@with_appcontext
def command(folder: str) -> None:
    """Copy the database into FOLDER while people write: all but the keys, and the keys, which do not stay long."""
    if db.engine.dialect.name != "sqlite":
        for line in POSTGRESQL:
            click.echo(line.format(folder=folder))
        return
    for line in _copy_sqlite(folder):
        click.echo(line)


def truncate_log() -> None:
    """Remove deleted keys from the write-ahead log of a SQLite file; nothing to do elsewhere."""
    if db.engine.dialect.name == "sqlite":
        _run_alone(f"PRAGMA {KEYS}.wal_checkpoint(TRUNCATE)")


def _copy_sqlite(folder: str) -> Iterator[str]:
    """Copy both files into `folder` and remove older copies of the keys; yield a sentence for each.

    The keys are copied last: a key without an account is harmless, an account without its key is not. The names are
    such that Journal opens a copy where JOURNAL_DATABASE_URL names its first file.
    """
    to, name = Path(folder), Path(str(db.engine.url.database)).stem
    to.mkdir(mode=0o700, parents=True, exist_ok=True)
    stamp = clock.now().strftime(STAMP)
    for schema, ending in (("main", ""), (KEYS, "-keys")):
        path = to / f"{name}-{stamp}{ending}.sqlite3"
        _copy(schema, path)
        yield f"Wrote {path}"
    for path in _expired_keys(to, name):
        path.unlink()
        yield f"Removed {path}: copies of the keys live {KEYS_LIVE.days} days at most."


def _copy(schema: str, path: Path) -> None:
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    _run_alone(f"VACUUM {schema} INTO :path", path=str(part))
    _sync(part, os.O_RDWR)
    part.rename(path)
    _sync(path.parent, os.O_RDONLY)


def _run_alone(statement: str, **values: str) -> None:
    """Run a statement outside of any transaction."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement), values)


def _sync(path: Path, how: int) -> None:
    """Wait until the disk has a file; VACUUM INTO does not."""
    descriptor = os.open(path, how)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _expired_keys(folder: Path, name: str) -> Iterator[Path]:
    for path in sorted(folder.glob(f"{name}-*-keys.sqlite3")):
        stamp = path.name.removeprefix(f"{name}-").removesuffix("-keys.sqlite3")
        try:
            made = datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
        except ValueError:
            continue  # somebody else's file
        if clock.now() - made > KEYS_KEPT:
            yield path
