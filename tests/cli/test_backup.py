"""Backups: two parts, both whole or neither there, and keys that are gone when people were told they would be."""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from fcntl import LOCK_EX, flock
from pathlib import Path
from resource import RLIM_INFINITY, RLIMIT_FSIZE, setrlimit
from uuid import uuid4

import pytest
import time_machine
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient

from journal.app import create_app
from journal.cli import backup, parts
from journal.core import clock
from journal.core.choices import KEY_KINDS
from journal.core.db import db
from journal.core.roles import BACKUP, OWNER
from journal.models import StoredKey
from tests.plugins.people import AS_ROLE, Somebody, command, settings

As = Callable[[Somebody], FlaskClient]
BackUp = Callable[[], Result]
WORDS = {"body": "The sea was calm.", "written_at": "2026-05-12T20:14:00Z"}
on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the backups go; it is not there yet."""
    return tmp_path / "copies"


@pytest.fixture
def back_up(app: Flask, folder: Path) -> BackUp:
    return lambda: command(app, "backup", str(folder))


@pytest.fixture
def name(app: Flask) -> str:
    """The database's name, with which its backups begin."""
    with app.app_context():
        return Path(str(db.engine.url.database)).stem


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Put a script before one of PostgreSQL's tools; $real is the tool itself."""
    first = tmp_path / "tools"
    first.mkdir()

    def put(which: str, script: str) -> None:
        (first / which).write_text(f"#!/bin/sh\nreal={shutil.which(which)}\n{script}\n")
        (first / which).chmod(0o755)
        monkeypatch.setenv("PATH", f"{first}:{os.environ['PATH']}")

    return put


def text_of(path: Path) -> bytes:
    """Return what a part holds, as it can be read without keys."""
    if path.suffix == ".dump":
        return subprocess.run(["pg_restore", "--file=-", path], capture_output=True, check=True).stdout
    return path.read_bytes()


def test_the_two_parts_are_for_their_owner_alone_and_hold_no_words(
    as_: As, ada: Somebody, back_up: BackUp, folder: Path
) -> None:
    as_(ada).put(f"/api/v1/entries/{uuid4()}", json=WORDS)
    result = back_up()
    assert result.exit_code == 0, result.output
    data, keys = sorted(folder.iterdir(), key=lambda path: parts.KEYS_END in path.stem)
    assert result.output == f"Wrote {data}\nWrote {keys}\n"
    assert folder.stat().st_mode & 0o077 == 0
    for path in (data, keys):
        assert path.stat().st_mode & 0o177 == 0
        assert b"The sea was calm" not in text_of(path)
        assert b"ada@example.org" not in text_of(path)


def test_the_keys_are_in_the_one_part_and_not_in_the_other(
    ada: Somebody, back_up: BackUp, folder: Path, stored: Callable
) -> None:
    back_up()
    wrapped = [key.wrapped for key in stored(StoredKey)]
    held = {
        parts.KEYS_END in path.stem: [key in text_of(path) or key.hex().encode() in text_of(path) for key in wrapped]
        for path in folder.iterdir()
    }
    assert held == {True: [True] * len(KEY_KINDS), False: [False] * len(KEY_KINDS)}


def test_copies_of_keys_do_not_outlive_the_days_that_people_are_told(back_up: BackUp, folder: Path) -> None:
    start = datetime.now(UTC)
    for day in range(9):
        with time_machine.travel(start + timedelta(days=day, minutes=day)):
            assert back_up().exit_code == 0
    assert len(list(folder.glob("*-keys.*"))) == 6
    assert len(list(folder.glob("*"))) == 6 + 9


def old_keys(folder: Path, name: str) -> Path:
    """Put a copy of keys there that is too old."""
    folder.mkdir()
    stamp = (clock.now() - parts.KEYS_KEPT - timedelta(minutes=1)).strftime(parts.STAMP)
    path = folder / f"{name}-{stamp}-keys.sqlite3"
    path.touch()
    return path


@on_postgresql
@pytest.mark.parametrize("script", ["exit 1", '$real "$@"; exit 1', "echo full >&2; exit 1"])
def test_where_no_new_backup_comes_nothing_is_left_of_it_and_old_keys_go_all_the_same(
    back_up: BackUp, folder: Path, name: str, tool: Callable[[str, str], None], script: str
) -> None:
    old_keys(folder, name)
    tool("pg_dump", script)
    result = back_up()
    assert result.exit_code == 1
    assert "Error: pg_dump failed:" in result.output
    assert list(folder.iterdir()) == []


@on_sqlite
def test_where_the_disk_is_full_nothing_is_left_and_old_keys_go_all_the_same(
    back_up: BackUp, folder: Path, name: str
) -> None:
    old_keys(folder, name)
    setrlimit(RLIMIT_FSIZE, (20_000, RLIM_INFINITY))
    try:
        result = back_up()
    finally:
        setrlimit(RLIMIT_FSIZE, (RLIM_INFINITY, RLIM_INFINITY))
    assert (result.exit_code, "Error: Nothing was written." in result.output) == (1, True)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/journal.sqlite3", "postgresql+psycopg://nobody@127.0.0.1:1/journal"]
)
def test_old_keys_go_also_while_the_database_is_away(folder: Path, url: str) -> None:
    old_keys(folder, "journal")
    result = create_app(settings(url)).test_cli_runner().invoke(args=["backup", str(folder)])
    assert (result.exit_code, "Error: Nothing was written." in result.output) == (1, True)
    assert list(folder.iterdir()) == []


def test_what_a_backup_that_was_killed_left_is_removed_by_the_next(back_up: BackUp, folder: Path, name: str) -> None:
    folder.mkdir()
    left = [folder / f"{name}-20260512T201400Z.part", folder / f"{name}-20260512T201400Z-keys.part"]
    mine = folder / "mine.part"
    for path in (*left, mine):
        path.write_text("half")
    assert back_up().exit_code == 0
    assert [path.exists() for path in (*left, mine)] == [False, False, True]


def test_two_backups_into_one_folder_do_not_meet(back_up: BackUp, folder: Path) -> None:
    folder.mkdir()
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        flock(descriptor, LOCK_EX)
        assert f"Another backup into {folder} is at work." in back_up().output
    finally:
        os.close(descriptor)
    assert back_up().exit_code == 0


def test_files_of_others_are_left_alone(back_up: BackUp, folder: Path, name: str) -> None:
    folder.mkdir()
    others = [f"{name}-mine-keys.sqlite3", f"{name}-mine-keys.dump", "other-20200101T000000Z-keys.dump", "notes.txt"]
    for other in others:
        (folder / other).write_text("mine")
    assert back_up().exit_code == 0
    assert all((folder / other).read_text() == "mine" for other in others)


@on_postgresql
def test_a_dump_that_lacks_rows_is_told_and_not_kept(
    ada: Somebody, back_up: BackUp, folder: Path, tool: Callable[[str, str], None]
) -> None:
    tool("pg_dump", 'exec $real --exclude-table-data=people "$@"')
    result = back_up()
    assert (result.exit_code, "does not hold every row (public.people)" in result.output) == (1, True)
    assert list(folder.iterdir()) == []


@on_postgresql
def test_a_role_that_row_level_security_holds_dumps_nothing(app: Flask, ada: Somebody, folder: Path) -> None:
    result = app.extensions[AS_ROLE][OWNER].test_cli_runner().invoke(backup.command, [str(folder)])
    assert (result.exit_code, "row-level security" in result.output) == (1, True)
    assert list(folder.iterdir()) == []


@on_postgresql
def test_missing_tools_are_named_with_where_they_come_from(
    back_up: BackUp, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert "pg_dump is missing. Install it: apt-get install postgresql-client" in back_up().output
    assert list(folder.iterdir()) == []


@on_postgresql
def test_the_password_stands_in_no_list_of_processes(
    app: Flask, back_up: BackUp, tmp_path: Path, tool: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    tool("pg_dump", f'echo "$PGPASSWORD: $@" >> {tmp_path}/said; exec $real "$@"')
    with app.extensions[AS_ROLE][BACKUP].app_context():
        monkeypatch.setattr(db.engine, "url", db.engine.url.set(password="open sesame"))
    assert back_up().exit_code == 0
    for line in (tmp_path / "said").read_text().splitlines():
        assert line.startswith("open sesame: ")
        assert "sesame" not in line.removeprefix("open sesame: ")


@on_sqlite
def test_destroyed_keys_are_in_no_file(app: Flask, as_: As, ada: Somebody, stored: Callable, name: str) -> None:
    as_(ada).put(f"/api/v1/entries/{uuid4()}", json=WORDS)
    keys = stored(StoredKey, owner_id=ada.id)
    result = command(app, "account", "delete", ada.email, "--yes")
    assert (result.exit_code, "Copies of these keys in backups live 7 days" in result.output) == (0, True)
    with app.app_context():
        files = list(Path(str(db.engine.url.database)).parent.glob(f"{name}*"))
    assert (len(keys), files != []) == (len(KEY_KINDS), True)
    assert all(key.wrapped not in path.read_bytes() for path in files for key in keys)
    assert stored(StoredKey, owner_id=ada.id) == []
