"""Wrap every data key with the newest master key, a few at a time, while people write."""

from sqlalchemy import select, update

from journal.core.db import db, transaction
from journal.crypto.vault import vault
from journal.models import StoredKey

BATCH = 100  # keys rewrapped in one transaction


@transaction
def rewrap_some() -> int:
    """Rewrap a few keys and return how many; one that was changed meanwhile is left for the next time.

    Raises Tampered where a key does not open.
    """
    connection = db.session.connection()
    older = select(StoredKey.owner_id, StoredKey.master, StoredKey.wrapped).where(
        StoredKey.master != vault.masters.current
    )
    done = 0
    for row in connection.execute(older.limit(BATCH)).all():
        master, wrapped = vault.rewrap(row.owner_id, row.master, row.wrapped)
        same = update(StoredKey).where(StoredKey.owner_id == row.owner_id, StoredKey.wrapped == row.wrapped)
        done += connection.execute(same.values(master=master, wrapped=wrapped)).rowcount
    return done
