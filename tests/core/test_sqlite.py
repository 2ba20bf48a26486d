"""SQLite's two files are made together, for their owner alone, and neither is ever made in passing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from stat import S_IMODE

import pytest
from flask import Flask
from sqlalchemy import URL, text
from sqlalchemy.exc import OperationalError

from journal.core.db import db, engine_options
from journal.core.sqlite import FileLost, check_files, keys_path, make_files


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
