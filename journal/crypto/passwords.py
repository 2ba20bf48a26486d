"""Password hashing with argon2id. Source: RFC 9106; OWASP Password Storage (m=19 MiB, t=2, p=1)."""

from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# One at a time in a process. Whoever guesses leaves the other threads a share of the cores, and the memory of a hash is
# held once: each thread that has made one would keep its own.
_one_thread = ThreadPoolExecutor(1, "passwords")
_DUMMY_HASH = _hasher.hash("the password of nobody")


def hash_password(password: str) -> str:
    """Return the hash to store."""
    return _one_thread.submit(_hasher.hash, password).result()


def verify(password: str, stored_hash: str | None) -> bool:
    """Return True if the password matches the hash.

    stored_hash: None if there is no such account; verifying takes as long.
    """
    try:
        fits = _one_thread.submit(_hasher.verify, stored_hash or _DUMMY_HASH, password).result()
    except VerificationError:
        return False
    return fits and stored_hash is not None


def needs_rehash(stored_hash: str) -> bool:
    """Return True if the hash was made with other costs than today's."""
    return _hasher.check_needs_rehash(stored_hash)
