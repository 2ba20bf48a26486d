"""The `flask` commands."""

import os

from flask import Flask

from journal.db import db


def install(app: Flask) -> None:
    """Add the commands; `flask db` only where commands are run, since it loads Alembic."""
    if os.environ.get("FLASK_RUN_FROM_CLI"):
        migrations(app)


def migrations(app: Flask) -> None:
    """Add `flask db`."""
    from flask_migrate import Migrate  # Alembic takes 0.1 s to import, and the server never needs it.

    Migrate(app, db, directory="migrations")
