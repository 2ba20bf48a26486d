"""Secret tokens: a signed-in device, an invitation, a link for a new password.

A token names its row by owner and id and carries a secret of 256 bits. Only a hash is stored, keyed by the server and
bound to the row: a hash that was made up, copied from another row, or whose row was changed afterwards opens nothing.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from datetime import datetime
from hmac import compare_digest
from secrets import token_bytes
from typing import NamedTuple
from uuid import UUID

from journal.crypto import encoding
from journal.crypto.vault import vault

SECRET_BYTES = 32
TOKEN_LENGTH = 86  # characters: owner, row and secret in base64 without padding
USED_UP = b""  # stored in place of the hash of a token that must never work again


class ParsedToken(NamedTuple):
    """The row that a token names, and its secret."""

    owner_id: UUID
    row_id: UUID
    secret: bytes


class Binding(NamedTuple):
    """The row that a token is for, and what must not change in it while the token works.

    at: when the token expires; for a device, when it signed in. terms: other columns, encoded.
    """

    table: str
    owner_id: UUID
    row_id: UUID
    at: datetime
    terms: bytes = b""


def device(owner_id: UUID, device_id: UUID, created_at: datetime) -> Binding:
    """Return what a device's token is bound to."""
    return Binding("devices", owner_id, device_id, created_at)


def invitation(owner_id: UUID, invitation_id: UUID, expires_at: datetime, role: str, address: bytes) -> Binding:
    """Return what an invitation's token is bound to. address: its digest."""
    return Binding("invitations", owner_id, invitation_id, expires_at, encoding.word(role) + address)


def reset(owner_id: UUID, reset_id: UUID, expires_at: datetime) -> Binding:
    """Return what the token of a link for a new password is bound to."""
    return Binding("resets", owner_id, reset_id, expires_at)


def issue(binding: Binding) -> tuple[str, bytes]:
    """Return a new token and the hash to store for it."""
    secret = token_bytes(SECRET_BYTES)
    return _encode(binding.owner_id.bytes + binding.row_id.bytes + secret), _hash(secret, binding)


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
    return ParsedToken(UUID(bytes=raw[:16]), UUID(bytes=raw[16:32]), raw[32:])


def opens(token: ParsedToken, binding: Binding, stored: bytes) -> bool:
    """Return whether a token opens a row. binding: of the row as it stands now. stored: its hash."""
    return compare_digest(_hash(token.secret, binding), stored)


def _hash(secret: bytes, binding: Binding) -> bytes:
    """Return the keyed hash; all that is hashed but the terms has a known length, and the terms come last."""
    return vault.hash_token(
        b"".join(
            (
                encoding.word(binding.table),
                binding.owner_id.bytes,
                binding.row_id.bytes,
                encoding.instant(binding.at),
                secret,
                binding.terms,
            )
        )
    )


def _encode(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
