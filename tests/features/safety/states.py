"""Databases that are in a bad state: locked, stopped in the middle, or another than a browser signed in on."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import connect
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, make_url, select

from journal.app import create_app
from journal.core import sqlite
from journal.core.db import db
from journal.core.roles import OWNER
from tests.plugins.listening import listening
from tests.plugins.people import AS_ROLE, Browser, settings
from tests.plugins.unrestricted import execute

COOKIE = "__Host-journal"


def at_another(app: Flask, client: FlaskClient, database_url: str) -> FlaskClient:
    """Return the same browser in front of an application whose database is another one."""
    other = Browser(create_app(settings(database_url)))
    cookie = client.get_cookie(COOKIE, domain="journal.example.org")
    assert cookie is not None
    other.set_cookie(COOKIE, cookie.value, domain="journal.example.org", secure=True)
    return other


@contextmanager
def stopping(app: Flask, moment: str, begins: str) -> Iterator[None]:
    """End the connection before or after each statement that begins so, as a server does that stops."""

    def stop(connection: Any, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(begins):
            pid = connection.connection.dbapi_connection.info.backend_pid
            with app.extensions[AS_ROLE][OWNER].app_context():
                execute(select(func.pg_terminate_backend(pid)))

    with listening(app, f"{moment}_cursor_execute", stop):
        yield


def copied(app: Flask, folder: Path) -> Path:
    """Return a copy of a SQLite database that nobody else has open, as the server of other tests has the original."""
    original, copy = Path(make_url(app.config["SQLALCHEMY_DATABASE_URI"]).database or ""), folder / "copy.sqlite3"
    for source, target in ((original, copy), (sqlite.keys_path(original), sqlite.keys_path(copy))):
        with closing(connect(source)) as file:
            file.execute("VACUUM INTO ?", (str(target),))
    return copy


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Lock a SQLite database for everybody, readers too."""
    with closing(connect(database)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        yield


def close(*apps: Flask) -> None:
    """Close every connection of applications to their databases."""
    for app in apps:
        with app.app_context():
            db.engine.dispose()
