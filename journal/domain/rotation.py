"""Rewrap data keys with the newest master key, a few at a time, while the server runs."""

from sqlalchemy import select, update

from journal.core.db import execute, transaction
from journal.crypto.vault import vault
from journal.models import StoredKey

BATCH = 100  # keys rewrapped in one transaction


def rewrap_all() -> int:
    """Rewrap every key that an older master key wraps; return how many. Raises Tampered, Unavailable."""
    count = 0
    while rewrapped := rewrap_some():
        count += rewrapped
    return count


@transaction
def rewrap_some() -> int:
    """Rewrap a batch of keys and return how many; one that changed meanwhile is left for the next batch.

    Raises Tampered if a key cannot be unwrapped.
    """
    older = select(*StoredKey.__table__.columns).where(StoredKey.master != vault.masters.current)
    rewrapped = 0
    for row in execute(older.limit(BATCH)).all():
        master, wrapped = vault.rewrap(row.owner_id, row.kind, row.master, row.wrapped)
        one = update(StoredKey).where(StoredKey.owner_id == row.owner_id, StoredKey.kind == row.kind)
        unchanged = one.where(StoredKey.wrapped == row.wrapped)
        rewrapped += execute(unchanged.values(master=master, wrapped=wrapped)).rowcount
    return rewrapped
