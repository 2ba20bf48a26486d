"""The databases that the tests run on: SQLite always, PostgreSQL too where JOURNAL_TEST_POSTGRES names a server.

There the application connects as its own restricted role, as in production.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import URL, Connection, Engine, MetaData, create_engine, make_url, text
from sqlalchemy.exc import IntegrityError

from journal.core.roles import APP, BACKUP, OWNER, ROLES
from journal.core.sqlite import make_files
from journal.domain import key_erasure
from tests.plugins.strict import in_ci, leave_out
from tests.plugins.unrestricted import UNRESTRICTED, unrestricted

SERVER = "JOURNAL_TEST_POSTGRES"
SETUP = Path(__file__).parents[2] / "docs" / "roles.sql"
PATIENCE = 60.0  # seconds, for a transaction of another test, such as one that fills a demo
_SAME_MOMENT = 1013  # of the sessions that make roles
KINDS = ("sqlite", "postgresql") if os.environ.get(SERVER) or in_ci() else ("sqlite",)

TRIGGERS = {  # how each trigger of a table is taken off, and put on again
    "postgresql": """
        SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', tgrelid::regclass, tgname),
               format('ALTER TABLE %s ENABLE TRIGGER %I', tgrelid::regclass, tgname)
        FROM pg_trigger WHERE tgrelid = CAST(:table AS regclass) AND NOT tgisinternal""",
    "sqlite": "SELECT 'DROP TRIGGER ' || name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table",
}


@pytest.fixture(scope="session", params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database of this run's own, without tables; gone at the end. A test that asks for it runs once on each kind.

    On PostgreSQL it is the URL of the server's role; `as_role` makes another's of it.
    """
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('database') / 'journal.sqlite3'}"
        make_files(make_url(url))
        yield url
    else:
        with fresh_postgresql() as url:
            yield url


@pytest.fixture(scope="session", autouse=True)
def _patience() -> Iterator[None]:
    """Let erasing keys wait for the other databases of the server: those of tests that run beside this one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_erasure, "WAIT", PATIENCE)
        yield


def as_role(database_url: str, role: str) -> str:
    """Return the URL by which another role connects; SQLite has no roles."""
    url = make_url(database_url)
    named = url if url.get_backend_name() == "sqlite" else url.set(username=role)
    return named.render_as_string(hide_password=False)


def empty(engine: Engine, metadata: MetaData) -> None:
    """Delete every row of every table, of both schemas, and keep the tables. As their owner: past the triggers."""
    try:
        _delete_all(engine, metadata)
    except IntegrityError:  # a page that was just closed had its last request answered between two tables
        _delete_all(engine, metadata)


def _delete_all(engine: Engine, metadata: MetaData) -> None:
    name = engine.dialect.identifier_preparer.format_table
    tables = [name(table) for table in reversed(metadata.sorted_tables)]  # those that point at others come first
    full = " UNION ALL ".join(
        f"SELECT {rank}, '{table}' WHERE EXISTS (SELECT 1 FROM {table})"  # noqa: S608
        for rank, table in enumerate(tables)
    )
    with engine.begin() as connection, unrestricted(connection):
        for _, table in connection.execute(text(f"{full} ORDER BY 1")).all():
            with _without_triggers(connection, table):
                connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608


@contextmanager
def _without_triggers(connection: Connection, table: str) -> Iterator[None]:
    """Let no trigger of a table of our own fire meanwhile. SQLite cannot disable one: it is dropped and made again."""
    found = connection.execute(text(TRIGGERS[connection.dialect.name]), {"table": table}).all()
    for off, _ in found:
        connection.execute(text(off))
    yield
    for _, on in found:
        connection.execute(text(on))


@contextmanager
def fresh_postgresql() -> Iterator[str]:
    """Make a database on the server, and drop it at the end."""
    if not os.environ.get(SERVER):
        leave_out(f"no PostgreSQL: set {SERVER}, such as postgresql://postgres@127.0.0.1:5432/postgres")
    server = make_url(os.environ[SERVER]).set(drivername="postgresql+psycopg")
    name = f"journal_test_{uuid4().hex}"
    _make_roles(server)
    _tell(server, f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8'")
    for setting in re.findall(r"^ALTER DATABASE journal (.+);", SETUP.read_text(), re.MULTILINE):
        _tell(server, f"ALTER DATABASE {name} {setting}")
    try:
        yield as_role(server.set(database=name).render_as_string(hide_password=False), APP)
    finally:
        _tell(server, f"DROP DATABASE {name} WITH (FORCE)")


def _make_roles(server: URL) -> None:
    """Make the roles that are missing, with the password of the server's URL; one run at a time."""
    password = f" PASSWORD '{server.password}'" if server.password else ""
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_SAME_MOMENT})"))
        found = set(connection.execute(text("SELECT rolname FROM pg_roles")).scalars())
        for role in {*ROLES, UNRESTRICTED} - found:
            options = {BACKUP: "LOGIN BYPASSRLS", UNRESTRICTED: "SUPERUSER"}.get(role, "LOGIN")
            connection.exec_driver_sql(f"CREATE ROLE {role} {options}{password}")
        if UNRESTRICTED not in found:
            connection.exec_driver_sql(f"GRANT {UNRESTRICTED} TO {', '.join(ROLES)}")
    engine.dispose()


def _tell(server: URL, command: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(command))
    engine.dispose()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say when PostgreSQL was left out."""
    if "postgresql" not in KINDS:
        terminalreporter.write_line(f"PostgreSQL was left out: {SERVER} names no server (.ci/run starts one).")
