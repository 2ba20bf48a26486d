"""Tokens that open a door once or for a while: a signed-in device, an invitation, a new password.

A token names its row (so that the look-up stays with the row's owner) and carries a secret of 256 bits; only the
secret's hash is stored.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from hashlib import sha256
from secrets import token_bytes
from typing import NamedTuple
from uuid import UUID

SECRET_BYTES = 32
TOKEN_BYTES = 16 + 16 + SECRET_BYTES  # owner, row, secret
TOKEN_LENGTH = 86  # characters of base64 without padding


class Named(NamedTuple):
    """What a token says: whose row, which row, and the hash to compare."""

    owner_id: UUID
    row_id: UUID
    digest: bytes


def issue(owner_id: UUID, row_id: UUID) -> tuple[str, bytes]:
    """Return a new token and the hash to store for it."""
    secret = token_bytes(SECRET_BYTES)
    token = urlsafe_b64encode(owner_id.bytes + row_id.bytes + secret).rstrip(b"=").decode()
    return token, sha256(secret).digest()


def read(token: str) -> Named | None:
    """Return what `token` names, None where it is no token at all."""
    if len(token) != TOKEN_LENGTH or not token.isascii():
        return None
    try:
        raw = urlsafe_b64decode(token + "==")
    except NotBase64:
        return None
    if len(raw) != TOKEN_BYTES:
        return None
    return Named(UUID(bytes=raw[:16]), UUID(bytes=raw[16:32]), sha256(raw[32:]).digest())
