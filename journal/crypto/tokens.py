"""Secret tokens: a signed-in device, an invitation, a link for a new password.

A token names its row by owner and id and carries a secret of 256 bits; only the secret's hash is stored.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from hashlib import sha256
from secrets import token_bytes
from typing import NamedTuple
from uuid import UUID

SECRET_BYTES = 32
TOKEN_LENGTH = 86  # characters: owner, row and secret in base64 without padding


class ParsedToken(NamedTuple):
    """The row that a token names, and the hash of its secret."""

    owner_id: UUID
    row_id: UUID
    secret_hash: bytes


def issue(owner_id: UUID, row_id: UUID) -> tuple[str, bytes]:
    """Return a new token and the hash to store for it."""
    secret = token_bytes(SECRET_BYTES)
    return _encode(owner_id.bytes + row_id.bytes + secret), sha256(secret).digest()


def parse(token: str) -> ParsedToken | None:
    """Return the parts of a token, None if it is malformed.

    A token has one spelling: whoever counts tries by it counts all of them.
    """
    if len(token) != TOKEN_LENGTH or not token.isascii():
        return None
    try:
        raw = urlsafe_b64decode(token + "==")
    except NotBase64:
        return None
    if _encode(raw) != token:
        return None
    return ParsedToken(UUID(bytes=raw[:16]), UUID(bytes=raw[16:32]), sha256(raw[32:]).digest())


def _encode(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
