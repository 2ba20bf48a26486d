"""Row-level security: PostgreSQL itself shows a session only the rows of the person whom it acts for.

The person is known to core/connection.py until the request ends, and is set in the database as each transaction begins.
One that acts for nobody finds no rows. SQLite has nothing of the kind and needs nothing.

The policies are made by migration 0004; a later migration that adds a table calls `protect`.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import UUID

from sqlalchemy.exc import DBAPIError, PendingRollbackError

from journal.core.connection import Identity, act_as
from journal.core.roles import APP, MAINTENANCE

# What policies compare with, NULL where it is not set; a setting that an earlier transaction had reads ''.
PERSON = "nullif(current_setting('app.person', true), '')::uuid"
CLINIC = "nullif(current_setting('app.clinic', true), '')::uuid"

KEY_CHECK = UUID(int=1)  # nobody: it sees which keys there are, and whose


def act_for(person_id: UUID | None, clinic_id: UUID | None = None) -> Identity:
    """Act for a person from now on, None for nobody, until the request ends; return whom it acted for before.

    clinic_id: that an admin administers.
    """
    return act_as(Identity(person_id, clinic_id))


@contextmanager
def acting_for(person_id: UUID) -> Iterator[None]:
    """Act for another person inside the block: where one person's act reaches what is another's.

    The caller has checked that it may.
    """
    before = act_for(person_id)
    try:
        yield
    finally:
        # A transaction that failed, or whose connection is lost, takes no statement, and ends.
        with suppress(DBAPIError, PendingRollbackError):
            act_as(before)


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
