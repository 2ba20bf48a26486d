"""Row-level security: PostgreSQL itself shows a session only the rows of the person whom it acts for.

The person stands on the session, which ends with the request, and is set in the database as each transaction begins. A
session that acts for nobody finds no rows. SQLite has nothing of the kind and needs nothing.

The policies are made by migration 0004; a later migration that adds a table calls `protect`.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import UUID

from sqlalchemy import Connection, event, text
from sqlalchemy.exc import DBAPIError, PendingRollbackError
from sqlalchemy.orm import Session, SessionTransaction

from journal.core.db import db
from journal.core.roles import APP, MAINTENANCE

# What policies compare with, NULL where it is not set; a setting that an earlier transaction had reads ''.
PERSON = "nullif(current_setting('app.person', true), '')::uuid"
CLINIC = "nullif(current_setting('app.clinic', true), '')::uuid"

KEY_CHECK = UUID(int=1)  # nobody: it sees which keys there are, and whose

_SET_CONFIG = text("SELECT set_config('app.person', :person, true), set_config('app.clinic', :clinic, true)")
_ACTOR = "actor"  # in Session.info: the values of _SET_CONFIG
_NOBODY = {"person": "", "clinic": ""}


def act_for(person_id: UUID | None, clinic_id: UUID | None = None) -> None:
    """Act for a person from now on, None for nobody, until the session ends. clinic_id: that an admin administers."""
    _set_actor({"person": str(person_id or ""), "clinic": str(clinic_id or "")})


@contextmanager
def acting_for(person_id: UUID) -> Iterator[None]:
    """Act for another person inside the block: where one person's act reaches what is another's.

    The caller has checked that it may.
    """
    before = db.session.info.get(_ACTOR, _NOBODY)
    act_for(person_id)
    try:
        yield
    finally:
        # A transaction that failed, or whose connection is lost, takes no statement, and ends.
        with suppress(DBAPIError, PendingRollbackError):
            _set_actor(before)


def protect(table: str, verbs: str) -> list[str]:
    """Return the statements by which the rows of a table are their owners' alone.

    table: with a column owner_id. verbs: what the server may do with its owner's rows, such as "SELECT, INSERT".
    """
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY own ON {table} TO {APP} USING (owner_id = {PERSON})",
        f"CREATE POLICY every ON {table} TO {MAINTENANCE} USING (true)",
        f"GRANT {verbs} ON {table} TO {APP}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {MAINTENANCE}",
    ]


def _set_actor(values: dict[str, str]) -> None:
    """Keep the values on the session, and set them in the database where a transaction has begun already."""
    if db.session.info.get(_ACTOR, _NOBODY) == values:
        return
    db.session.info[_ACTOR] = values
    if db.session().in_transaction():
        _set(db.session.connection(), values)


@event.listens_for(db.session, "after_begin")
def _set_at_begin(session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
    if (values := session.info.get(_ACTOR, _NOBODY)) != _NOBODY:
        _set(connection, values)


def _set(connection: Connection, values: dict[str, str]) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(_SET_CONFIG, values)
