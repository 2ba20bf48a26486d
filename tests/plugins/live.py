"""The application as a browser meets it: on a port of this machine, over the tables that a test has filled."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Page
from werkzeug.serving import make_server

from journal.app import create_app
from journal.config import Settings
from journal.core.db import db
from tests.plugins.people import PASSWORD, Somebody, settings

SignIn = Callable[[Page, Somebody], None]


@pytest.fixture(scope="session")
def served(migrated: Flask, database_url: str) -> Iterator[str]:
    """A server of the application, in a thread of its own."""
    with serving(settings(database_url)) as base:
        yield base


@contextmanager
def serving(chosen: Settings) -> Iterator[str]:
    """Serve an application, and yield its address: a demo by its cookie, since there is no HTTPS on this machine."""
    server = make_server("127.0.0.1", 0, Flask("not yet"), threaded=True)
    base = f"http://127.0.0.1:{server.port}"
    app = create_app(replace(chosen, demo=True, public_url=base))
    server.app = app
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield base
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def live(app: Flask, served: str) -> str:
    """The server's address, its tables empty but for the people of the test."""
    return served


@pytest.fixture
def sign_in(live: str) -> SignIn:
    """Sign somebody in on a page, as they would."""

    def enter(page: Page, person: Somebody) -> None:
        page.goto(f"{live}/sign-in")
        page.locator("[name=email]").fill(person.email)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main button, .actions button").first.click()
        page.wait_for_url(lambda url: "/sign-in" not in url)

    return enter
