"""`flask db`: Flask-Migrate on our database. Importing it loads Alembic, which takes 0.1 s."""

from flask import Flask
from flask_migrate import Migrate

from journal.core.db import db


def install(app: Flask) -> None:
    """Let Flask-Migrate find our database, and add its commands. Asked again, it changes nothing."""
    if "migrate" not in app.extensions:
        Migrate(app, db, directory="migrations")
