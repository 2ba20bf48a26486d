"""SQLite's two files are made together, for their owner alone, and neither is ever made in passing."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from stat import S_IMODE

import pytest
from flask import Flask
from sqlalchemy import URL, make_url, text
from sqlalchemy.exc import OperationalError

from journal.core import sqlite
from journal.core.db import db
from journal.core.engine import engine_options
from journal.core.errors import Unavailable
from journal.core.sqlite import FileLost, check_files, keys_path, make_files, turn_to_write


@pytest.fixture
def main(tmp_path: Path) -> Path:
    """Where a database is to be, in a folder whose name must be quoted in a URI."""
    (tmp_path / "a ?#%").mkdir()
    return tmp_path / "a ?#%" / "journal.sqlite3"


@pytest.fixture
def connect(main: Path) -> Iterator[Callable[[], list[str]]]:
    """Open the database, and return the schemas that it has."""
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = url(main)
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options("sqlite://")
    db.init_app(app)

    def schemas() -> list[str]:
        with app.app_context(), db.engine.connect() as connection:
            found = [row.name for row in connection.execute(text("PRAGMA database_list"))]
            connection.invalidate()  # the next one opens the files again
            return found

    yield schemas
    with app.app_context():
        db.engine.dispose()


def url(path: Path) -> URL:
    return URL.create("sqlite", database=str(path))


def names(main: Path) -> set[str]:
    return {path.name for path in main.parent.iterdir()}


def test_both_files_are_made_for_their_owner_alone(main: Path, connect: Callable[[], list[str]]) -> None:
    make_files(url(main))
    assert connect() == ["main", "keys"]
    make_files(url(main))
    assert names(main) >= {"journal.sqlite3", "journal-keys.sqlite3"}
    assert {S_IMODE(path.stat().st_mode) for path in main.parent.iterdir()} == {0o600}


def test_opening_makes_no_file(main: Path, connect: Callable[[], list[str]]) -> None:
    with pytest.raises(OperationalError, match="unable to open"):
        connect()
    assert names(main) == set()


@pytest.mark.parametrize("lost", [keys_path, Path], ids=["keys", "main"])
def test_a_lost_file_is_named_and_not_made_again(
    main: Path, connect: Callable[[], list[str]], lost: Callable[[Path], Path]
) -> None:
    make_files(url(main))
    connect()
    lost(main).unlink()
    for look in (check_files, make_files):
        with pytest.raises(FileLost, match=f"{lost(main).name} is missing"):
            look(url(main))
    assert not lost(main).exists()
    with pytest.raises(OperationalError, match="unable to open"):
        connect()


def test_a_server_has_no_files_to_lose() -> None:
    make_files(URL.create("postgresql", database="journal"))


def test_files_that_are_there_are_not_opened_since_that_would_drop_the_locks_of_this_process(main: Path) -> None:
    """Closing any descriptor of a file gives up its owner's POSIX locks. Source: sqlite.org/howtocorrupt.html, 2.2."""
    make_files(url(main))
    other = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN EXCLUSIVE')"
    with closing(sqlite3.connect(main)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        make_files(url(main))
        tried = subprocess.run([sys.executable, "-c", other, str(main)], capture_output=True, text=True)
    assert "database is locked" in tried.stderr


def write(database: URL) -> str:
    """Write from this thread, once it is its turn."""
    with turn_to_write(database):
        return "written"


def test_one_thread_writes_at_a_time_and_none_waits_for_ever(main: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ThreadPoolExecutor(1) as other:
        with turn_to_write(make_url(url(main))):
            waiting = other.submit(write, make_url(url(main)))
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.05)
        assert waiting.result(timeout=5) == "written"
        monkeypatch.setattr(sqlite, "BUSY_TIMEOUT", 10)
        with turn_to_write(make_url(url(main))), pytest.raises(Unavailable):
            other.submit(write, make_url(url(main))).result(timeout=5)


def test_no_turn_begins_inside_another_whose_transaction_it_would_commit(
    main: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT", 10)
    with turn_to_write(make_url(url(main))), pytest.raises(Unavailable):
        write(make_url(url(main)))
    assert write(make_url(url(main))) == "written"


def test_postgresql_takes_as_many_as_come() -> None:
    database = make_url("postgresql+psycopg://journal_app@/journal")
    with ThreadPoolExecutor(1) as other, turn_to_write(database):
        assert other.submit(write, database).result(timeout=5) == "written"
