"""What two requests at once can do to each other."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from sqlite3 import Connection as SqliteConnection
from threading import Barrier, Thread, current_thread
from typing import Any, TypeAlias

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from journal.core.connection import current_connection
from journal.crypto import passwords
from tests.plugins.listening import listening
from tests.plugins.people import PASSWORD, Browser, Somebody

Send: TypeAlias = Callable[[FlaskClient], TestResponse]

PATIENCE = 0.4  # seconds; work that takes longer waits for a lock


@contextmanager
def meanwhile(app: Flask, statement: str, work: Callable[[], None], moment: str = "before") -> Iterator[None]:
    """Run `work` once in another thread, when this thread runs the first statement that begins with `statement`.

    moment: "before" or "after" the statement. If work waits for a lock, this thread goes on; work is done at the end.
    """
    here, working = current_thread(), Thread(target=work)

    def begin(_connection: Any, _cursor: Any, said: str, *_rest: Any) -> None:
        if current_thread() is here and said.startswith(statement) and working.ident is None:
            working.start()
            working.join(PATIENCE)

    with listening(app, f"{moment}_cursor_execute", begin):
        yield
        assert working.ident is not None, f"nothing was run that begins with {statement}"
        working.join()


def at_once(*works: Callable[[], None]) -> None:
    """Run each work in a thread of its own, all begun at the same moment, and wait for them."""
    start = Barrier(len(works))

    def run(work: Callable[[], None]) -> None:
        start.wait()
        work()

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.fixture
def both(app: Flask, ada: Somebody) -> Callable[[Send, Send], list[int]]:
    """Send two requests of Ada's at the same moment, from two browsers, and return their statuses."""
    browsers = [Browser(app), Browser(app)]
    for browser in browsers:
        browser.post("/sign-in", data={"email": ada.email, "password": PASSWORD})

    def send(*sends: Send) -> list[int]:
        found = [0, 0]

        def work(place: int) -> None:
            found[place] = sends[place](browsers[place]).status_code

        at_once(lambda: work(0), lambda: work(1))
        return found

    return send


@pytest.fixture
def hashing(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """A list that grows with each password hashed: whether SQLite's one write lock was held meanwhile."""
    found: list[bool] = []
    work = passwords.hash_password

    def watched(password: str) -> str:
        driver = current_connection().connection.dbapi_connection
        found.append(isinstance(driver, SqliteConnection) and driver.in_transaction)
        return work(password)

    monkeypatch.setattr(passwords, "hash_password", watched)
    return found
