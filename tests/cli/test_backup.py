"""Backups: two files that Journal opens again, and keys that are gone when people were told they would be."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient

from journal.app import create_app
from journal.core.choices import KEY_KINDS
from journal.core.db import db
from journal.models import StoredKey
from tests.plugins.people import PASSWORD, Browser, Somebody, command, settings

As = Callable[[Somebody], FlaskClient]
WORDS = {"body": "The sea was calm.", "written_at": "2026-05-12T20:14:00Z"}


@pytest.fixture
def back_up(app: Flask, tmp_path: Path) -> Callable[[], Result]:
    """Back up into a folder that is not there yet."""
    return lambda: command(app, "backup", str(tmp_path / "copies"))


@pytest.fixture
def database(app: Flask) -> Path | None:
    """The file of the database, None where it is on a server."""
    with app.app_context():
        return Path(db.engine.url.database) if db.engine.dialect.name == "sqlite" else None


@pytest.fixture
def restored(tmp_path: Path) -> Iterator[Callable[[], Flask]]:
    """Start Journal on the copy."""
    started: list[Flask] = []

    def start() -> Flask:
        (main,) = [path for path in (tmp_path / "copies").glob("*.sqlite3") if "keys" not in path.name]
        started.append(create_app(settings(f"sqlite:///{main}")))
        return started[0]

    yield start
    for app in started:
        with app.app_context():
            db.engine.dispose()


def test_a_copy_opens_again_and_holds_what_was_written(
    as_: As, ada: Somebody, back_up: Callable, restored: Callable, database: Path | None
) -> None:
    path = f"/api/v1/entries/{uuid4()}"
    assert as_(ada).put(path, json=WORDS).status_code == 201
    result = back_up()
    assert result.exit_code == 0
    if database is None:
        told = result.output.splitlines()
        assert [line.split()[0] for line in told[1:]] == ["pg_dump", "pg_dump"]
        assert ("--exclude-schema=keys" in told[1], "--schema=keys" in told[2]) == (True, True)
        return
    copy = Browser(restored())
    assert copy.post("/sign-in", data={"email": ada.email, "password": PASSWORD}).status_code == 303
    assert copy.get(path).json["body"] == WORDS["body"]


def test_copies_are_for_their_owner_alone_and_hold_no_words(
    as_: As, ada: Somebody, back_up: Callable, tmp_path: Path, database: Path | None
) -> None:
    as_(ada).put(f"/api/v1/entries/{uuid4()}", json=WORDS)
    result = back_up()
    assert "The sea was calm" not in result.output
    if database is None:
        assert not (tmp_path / "copies").exists()  # pg_dump writes them, when it is asked to
        return
    copies = list((tmp_path / "copies").iterdir())
    assert len(copies) == 2
    for path in copies:
        assert path.stat().st_mode & 0o077 == 0
        assert b"The sea was calm" not in path.read_bytes()
        assert b"ada@example.org" not in path.read_bytes()


def test_copies_of_keys_do_not_outlive_the_days_that_people_are_told(
    back_up: Callable, tmp_path: Path, database: Path | None
) -> None:
    start, folder = datetime.now(UTC), tmp_path / "copies"
    if database is None:
        assert "remove each copy of the keys after 7 days" in back_up().output
        return
    for day in range(9):
        with time_machine.travel(start + timedelta(days=day, minutes=day)):
            assert back_up().exit_code == 0
    assert len(list(folder.glob("*-keys.sqlite3"))) == 6
    assert len(list(folder.glob("*"))) == 6 + 9


def test_files_of_others_are_left_alone(back_up: Callable, tmp_path: Path, database: Path | None) -> None:
    (tmp_path / "copies").mkdir()
    others = [f"{database.stem}-mine-keys.sqlite3" if database else "mine", "notes.txt"]
    for name in others:
        (tmp_path / "copies" / name).write_text("mine")
    assert back_up().exit_code == 0
    assert all((tmp_path / "copies" / name).read_text() == "mine" for name in others)


def test_destroyed_keys_are_in_no_file(
    app: Flask, as_: As, ada: Somebody, stored: Callable, database: Path | None
) -> None:
    as_(ada).put(f"/api/v1/entries/{uuid4()}", json=WORDS)
    keys = stored(StoredKey, owner_id=ada.id)
    result = command(app, "account", "delete", ada.email, "--yes")
    assert (result.exit_code, "Copies of these keys in backups live 7 days" in result.output) == (0, True)
    files = list(database.parent.glob(f"{database.stem}*")) if database else []
    assert len(keys) == len(KEY_KINDS)
    assert not any(key.wrapped in path.read_bytes() for path in files for key in keys)
    assert stored(StoredKey, owner_id=ada.id) == []
