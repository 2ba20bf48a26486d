"""Password hashes as they are stored: sealed for their owner, so that one planted in the table signs nobody in."""

from secrets import token_urlsafe
from uuid import UUID

from journal.crypto import contexts, passwords
from journal.crypto.data_keys import DataKeys
from journal.crypto.vault import Tampered


def seal(owner_id: UUID, keys: DataKeys, password_hash: str) -> bytes:
    """Return the sealed hash to store. password_hash: from passwords.hash_password."""
    return keys.seal(contexts.password_hash(owner_id), password_hash)


def verify(password: str, owner_id: UUID, keys: DataKeys, sealed: bytes) -> str | None:
    """Return the stored hash if the password matches it, None if not.

    Raises Tampered, after as much work, if what is stored was not sealed as this person's hash.
    """
    try:
        stored_hash = str(keys.unseal(contexts.password_hash(owner_id), sealed))
    except Tampered:
        passwords.verify(password, None)
        raise
    return stored_hash if passwords.verify(password, stored_hash) else None


def unguessable() -> str:
    """Return the hash of a password that nobody knows."""
    return passwords.hash_password(token_urlsafe())
