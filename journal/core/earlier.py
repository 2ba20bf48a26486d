"""A database that a Journal from before the first release made: its tables have other names, and it is not opened."""

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from journal.core.db import db

REVISIONS = frozenset({"0001", "0002", "0003"})  # of its migrations; today's carry their names as well
REFUSAL = (
    "{url} was made by an earlier Journal, from before its first release, and was not opened. "
    "A demo can be removed (rm -r instance) and is made anew at the next start."
)


def refusal() -> str:
    """Return what to say of such a database, "" of any other and of one that is away. Makes no file."""
    url = db.engine.url
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        return ""
    found = _revision()
    db.engine.dispose()
    return REFUSAL.format(url=url.render_as_string(hide_password=True)) if found in REVISIONS else ""


def _revision() -> str | None:
    try:
        with db.engine.connect() as connection:
            found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
            return found
    except SQLAlchemyError:  # not migrated yet, or away
        return None
