"""Dump a PostgreSQL database into the two parts of a backup, by PostgreSQL's own tools, and back into an empty one."""

import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy import URL, Connection, func, inspect, select, table, text

from journal.cli.parts import TABLES, Parts
from journal.core import unfinished
from journal.core.db import Base, db
from journal.core.files import make_blank
from journal.core.sqlite import KEYS

SUFFIX = ".dump"

_HELD = text("SELECT oid::regclass::text FROM pg_class WHERE relforcerowsecurity")


def write(parts: Parts) -> None:
    """Dump both parts as they were at one moment, and count what was dumped. Raises ClickException."""
    with _snapshot() as (connection, snapshot):
        counted = _count(connection)
        for path, which in ((parts.data, f"--exclude-schema={KEYS}"), (parts.keys, f"--schema={KEYS}")):
            make_blank(path)
            _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", which, f"--file={path}", _url())
    dumped = sum((_dumped(path) for path in parts), Counter[str]())
    if dumped != counted:
        wrong = ", ".join(sorted(name for name in {*dumped, *counted} if dumped[name] != counted[name]))
        raise click.ClickException(f"The dump does not hold every row ({wrong}), and was not kept.")


def place(parts: Parts) -> None:
    """Bring both parts into the database, marked as unfinished. Raises ClickException if it is not empty."""
    with db.engine.connect() as connection:
        found = inspect(connection)
        if found.get_table_names() or found.has_schema(KEYS):
            raise click.ClickException("There are tables in this database. A restore needs an empty one: createdb.")
    for path, name in zip(parts, TABLES, strict=True):
        if not any(found.endswith(f".{name}") for found in _dumped(path)):
            raise click.ClickException(f"{path} is damaged or no such part, and nothing was restored.")
    unfinished.mark()
    for path in parts:
        _run("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", f"--dbname={_url()}", str(path))


@contextmanager
def every_row() -> Iterator[None]:
    """Let the owner of the tables reach everybody's rows, inside the block; nothing starts before it ends."""
    with db.engine.begin() as connection:
        held = connection.execute(_HELD).scalars().all()
    _hold(held, "NO FORCE")
    yield
    _hold(held, "FORCE")


def _hold(tables: Sequence[str], how: str) -> None:
    with db.engine.begin() as connection:
        for name in tables:
            connection.exec_driver_sql(f"ALTER TABLE {name} {how} ROW LEVEL SECURITY")


@contextmanager
def _snapshot() -> Iterator[tuple[Connection, str]]:
    """Hold the database as it is now, for as long as it takes."""
    with db.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        connection.execute(text("SET TRANSACTION READ ONLY"))
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SET LOCAL row_security = off"))  # rows that this role may not see are an error
        yield connection, str(connection.scalar(text("SELECT pg_export_snapshot()")))


def _count(connection: Connection) -> Counter[str]:
    """Return the number of rows of each table."""
    tables = [*Base.metadata.sorted_tables, table("alembic_version")]
    count = {
        f"{one.schema or 'public'}.{one.name}": connection.scalar(select(func.count()).select_from(one))
        for one in tables
    }
    return Counter(count)


def _dumped(path: Path) -> Counter[str]:
    """Return the number of rows of each table in a dump. Raises ClickException if it is damaged."""
    counted: Counter[str] = Counter()
    name = None
    command = [_tool("pg_restore"), "--data-only", "--file=-", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        for line in process.stdout or ():
            if name is None and line.startswith(b"COPY "):
                name = line.split()[1].decode()
                counted[name] += 0
            elif line == b"\\.\n":
                name = None
            elif name is not None:
                counted[name] += 1
    if process.returncode:
        raise click.ClickException(f"{path} is damaged or no such part, and nothing was restored.")
    return counted


def _run(name: str, *arguments: str) -> None:
    password = db.engine.url.password
    environ = os.environ | ({"PGPASSWORD": str(password)} if password else {})  # not for all to see, as arguments are
    result = subprocess.run([_tool(name), *arguments], env=environ, capture_output=True, text=True)  # noqa: S603
    if result.returncode:
        raise click.ClickException(f"{name} failed: {result.stderr.strip()}")


def _url() -> str:
    """Return the database's URL without the password."""
    url = db.engine.url
    return URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query).render_as_string()


def _tool(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise click.ClickException(f"{name} is missing. Install it: apt-get install postgresql-client")
    return path
