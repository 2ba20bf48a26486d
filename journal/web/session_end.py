"""The end of a request's database session: what was read is answered, also if the database stops right after."""

from contextlib import suppress

from flask import Flask
from sqlalchemy.exc import DBAPIError

from journal.core.db import db


def install(app: Flask) -> None:
    """End the session before Flask-SQLAlchemy does, which would raise where the connection is lost."""
    app.teardown_appcontext(_end)


def _end(_error: BaseException | None) -> None:
    """Close the session and roll back. Services commit by themselves, so that nothing is lost here."""
    if db.session.registry.has():
        with suppress(DBAPIError):
            db.session.close()
