"""Password hashing with argon2id. Source: RFC 9106; OWASP Password Storage (m=19 MiB, t=2, p=1)."""

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_DUMMY_HASH = _hasher.hash("the password of nobody")


def hash_password(password: str) -> str:
    """Return the hash to store."""
    return _hasher.hash(password)


def verify(password: str, stored_hash: str | None) -> bool:
    """Return True if the password matches the hash.

    stored_hash: None if there is no such account; verifying takes as long.
    """
    try:
        return _hasher.verify(stored_hash or _DUMMY_HASH, password) and stored_hash is not None
    except VerificationError:
        return False


def needs_rehash(stored_hash: str) -> bool:
    """Return True if the hash was made with other costs than today's."""
    return _hasher.check_needs_rehash(stored_hash)
