"""Keyed digests that are no token's: what is counted, or remembered by a browser, without saying what it is."""

from journal.crypto import encoding
from journal.crypto.vault import vault


def keyed_digest(purpose: str, *parts: bytes) -> bytes:
    """Return the keyed digest of some parts, 32 bytes; another one for each purpose.

    purpose: no name of a table, by which the digests of tokens begin.
    """
    lengths_and_parts = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return vault.hash_token(encoding.word(purpose) + lengths_and_parts)
