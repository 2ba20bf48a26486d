"""The worker does what is due, whatever failed before, beside others like it, until it is told to end."""

import json
import signal
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import create_engine, event, select
from sqlalchemy.exc import ProgrammingError

from journal.app import create_app
from journal.cli import worker
from journal.core import clock
from journal.core.db import db
from journal.core.roles import MAINTENANCE
from journal.models import AuditLine, Share, StoredKey
from tests.plugins.databases import as_role
from tests.plugins.instances import ROOT, Instance
from tests.plugins.people import Somebody, command, settings

BOTH = {1: bytes(range(64, 96)), 2: bytes(range(96, 128))}
NEW = {2: BOTH[2]}
WAIT = 30.0  # seconds

Masters = Callable[[dict[int, bytes]], None]


@pytest.fixture
def expired(
    app: Flask,
    ada: Somebody,
    tom: Somebody,
    take_care: Callable[..., UUID],
    add_share: Callable[..., UUID],
) -> list[UUID]:
    """Shares of ada's whose date is over."""
    care_id = take_care(tom, ada)
    with clock.frozen(clock.now() - timedelta(days=8)):
        return [add_share(ada, tom, care_id) for _ in range(5)]


@contextmanager
def refusing(app: Flask) -> Iterator[None]:
    """Let the database refuse whatever is asked, with somebody's words in its message."""

    def refuse(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        raise ProgrammingError(statement, None, Exception("words of somebody"))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", refuse)
    yield
    event.remove(engine, "before_cursor_execute", refuse)


def run(app: Flask) -> bool:
    with app.app_context():
        return worker.run_tasks()


def kinds(logged: bytes) -> list[str]:
    """Return the kinds of the faults that were logged."""
    lines = [json.loads(line) for line in logged.splitlines()]
    assert {line["event"] for line in lines} <= {"fault"}
    return [line["kind"] for line in lines]


def test_one_run_erases_what_is_due_and_rewraps_every_key(
    app: Flask, expired: list[UUID], masters: Masters, stored: Callable
) -> None:
    masters(BOTH)
    result = command(app, "worker", "--once")
    assert (result.exit_code, result.output) == (0, "")
    assert {share.snapshot for share in stored(Share)} == {None}
    assert {key.master for key in stored(StoredKey)} == {2}


def test_a_key_that_cannot_be_rewrapped_keeps_nothing_else_from_being_done(
    app: Flask, expired: list[UUID], masters: Masters, stored: Callable, capfdbinary: Any
) -> None:
    masters(NEW)
    assert command(app, "worker", "--once").exit_code == 1
    assert {share.snapshot for share in stored(Share)} == {None}


def test_a_run_that_fails_is_logged_without_anybodys_words_and_the_next_goes_on(
    maintenance: Flask, expired: list[UUID], stored: Callable, capfdbinary: Any
) -> None:
    with refusing(maintenance):
        assert not run(maintenance)
    logged = capfdbinary.readouterr().err
    assert kinds(logged) == ["ProgrammingError"] * len(worker.TASKS)
    assert b"words" not in logged
    assert {share.ended for share in stored(Share)} == {None}
    assert run(maintenance)
    assert {share.ended for share in stored(Share)} == {"expired"}
    assert capfdbinary.readouterr().err == b""


def test_an_error_that_nobody_foresaw_ends_one_task_alone(
    maintenance: Flask, monkeypatch: pytest.MonkeyPatch, capfdbinary: Any
) -> None:
    done: list[str] = []
    monkeypatch.setattr(worker, "TASKS", {"first": lambda: {}["words"], "second": lambda: done.append("second")})
    assert not run(maintenance)
    logged = capfdbinary.readouterr().err
    assert (done, kinds(logged), b"words" in logged) == (["second"], ["KeyError"], False)


def test_a_database_that_is_away_is_logged_and_waited_for(capfdbinary: Any) -> None:
    away = create_app(settings("postgresql+psycopg://nobody@127.0.0.1:1/none"))
    assert not run(away)
    assert kinds(capfdbinary.readouterr().err) == ["Unavailable"] * len(worker.TASKS)


def test_several_at_once_end_each_share_once(
    maintenance: Flask, expired: list[UUID], stored: Callable, masters: Masters
) -> None:
    masters(BOTH)
    done: list[bool] = []
    threads = [Thread(target=lambda: done.append(run(maintenance))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == [True] * 4
    assert sorted(line.subject_id for line in stored(AuditLine, act="share.ended")) == sorted(expired)
    assert {key.master for key in stored(StoredKey)} == {2}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_works_until_it_is_told_to_end_and_ends_at_once(
    new_instance: Callable[[str], Instance], number: signal.Signals
) -> None:
    """On a database of its own: tests read files of the session's in this process, which drops SQLite's locks."""
    instance = new_instance("instance")
    instance.done("db", "upgrade")
    clinic = instance.done("clinic", "add", "Lake House", "--country", "US", "--zone", "America/New_York").strip()
    instance.done("admin", "add", clinic, "clara@example.org", "Clara")
    url = as_role(instance.environ["JOURNAL_DATABASE_URL"], MAINTENANCE)
    keys = " ".join(f"{version}:{b64encode(key).decode()}" for version, key in BOTH.items())
    environ = instance.environ | {"JOURNAL_DATABASE_URL": url, "JOURNAL_MASTER_KEYS": keys}
    words = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
    process = subprocess.Popen(words, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        wait_until(lambda: versions(url) == {2})
        process.send_signal(number)
        assert process.communicate(timeout=5) == (b"", b"")
        assert process.returncode == 0
    finally:
        process.kill()


def versions(url: str) -> set[int]:
    """Return the master keys that wrap somebody's keys."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = set(connection.execute(select(StoredKey.master)).scalars())
    engine.dispose()
    return found


def wait_until(done: Callable[[], bool]) -> None:
    until = time.monotonic() + WAIT
    while not done():
        assert time.monotonic() < until
        time.sleep(0.2)
