"""Keyed digests of what is counted, or remembered by a browser, without being named there."""

from journal.crypto import encoding
from journal.crypto.vault import vault


def keyed_digest(purpose: str, *parts: bytes) -> bytes:
    """Return the keyed digest of some parts, 32 bytes; another one for each purpose.

    purpose: not the name of a table, since tokens are hashed under those.
    """
    lengths_and_parts = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return vault.hash_token(encoding.word(purpose) + lengths_and_parts)
