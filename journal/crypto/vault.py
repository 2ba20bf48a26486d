"""Seal and open what people write: encryption at rest.

Each person has a data key of their own, wrapped by a versioned master key that lives outside the database. Everything
private is sealed with AES-256-GCM under the data key and bound to its place: a ciphertext moved to another row, owner,
field or revision does not open. No code outside this file sees how.

A blob is `fmt (1 byte) | nonce (12) | ciphertext and tag`; inside is JSON.
Source: NIST SP 800-38D, section 8.2.2 (random 96-bit nonces).
"""

import hmac
from collections.abc import Mapping
from hashlib import sha256
from secrets import token_bytes
from typing import Any, NamedTuple, Protocol
from uuid import UUID

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FMT = b"\x01"
NONCE_BYTES = 12
KEY_BYTES = 32
SHORTEST = 1 + NONCE_BYTES + 16  # bytes: an empty text and its tag
SHAPE = 1  # of the JSON inside; kept beside each sealed column as `fmt`


class Tampered(Exception):
    """A sealed text does not belong where it stands, or was changed."""


class Place(NamedTuple):
    """Where a sealed text belongs."""

    table: str
    owner_id: UUID
    row_id: UUID
    field: str
    revision: int = 1

    def bound(self) -> bytes:
        """Return the place as associated data; the two names are length-prefixed, the rest has a fixed length."""
        table, field = self.table.encode(), self.field.encode()
        return b"".join(
            (
                bytes((len(table),)),
                table,
                self.owner_id.bytes,
                self.row_id.bytes,
                bytes((len(field),)),
                field,
                self.revision.to_bytes(4, "big"),
            )
        )


class DataKey:
    """One person's key, open in memory for the length of a request."""

    __slots__ = ("_cipher", "_raw")

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._cipher = AESGCM(raw)

    def seal(self, place: Place, value: Any) -> bytes:
        """Return `value`, which JSON can say, sealed for `place`."""
        nonce = token_bytes(NONCE_BYTES)
        return FMT + nonce + self._cipher.encrypt(nonce, orjson.dumps(value), place.bound())

    def open(self, place: Place, blob: bytes) -> Any:
        """Return what was sealed for `place`. Raises Tampered."""
        if blob[:1] != FMT or len(blob) < SHORTEST:
            raise Tampered(place.table)
        try:
            plain = self._cipher.decrypt(blob[1:13], blob[13:], place.bound())
        except InvalidTag:
            raise Tampered(place.table) from None
        return orjson.loads(plain)

    def derive(self, purpose: str) -> bytes:
        """Return 32 bytes that belong to this person and `purpose`. Source: RFC 5869."""
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(self._raw)


class MasterKeys(Protocol):
    """Whatever wraps data keys: keys from the environment today, a key management service where a clinic has one."""

    @property
    def current(self) -> int:
        """The version that new data keys are wrapped with."""

    def wrap(self, key: bytes, owner_id: UUID) -> bytes:
        """Return `key` wrapped for `owner_id` with the current version."""

    def unwrap(self, version: int, wrapped: bytes, owner_id: UUID) -> bytes:
        """Return the key. Raises Tampered."""


class LocalMasterKeys:
    """Master keys held in this process. keys: {version: 32 bytes}; the highest version is current."""

    def __init__(self, keys: Mapping[int, bytes]) -> None:
        self.current = max(keys)
        self._ciphers = {version: AESGCM(key) for version, key in keys.items()}

    def wrap(self, key: bytes, owner_id: UUID) -> bytes:
        """Return `key` wrapped for `owner_id` with the current version."""
        nonce = token_bytes(NONCE_BYTES)
        return FMT + nonce + self._ciphers[self.current].encrypt(nonce, key, _bound(self.current, owner_id))

    def unwrap(self, version: int, wrapped: bytes, owner_id: UUID) -> bytes:
        """Return the key. Raises Tampered where the version is not known here or the wrapping is not `owner_id`'s."""
        if version not in self._ciphers:
            raise Tampered(f"master key {version} is not among JOURNAL_MASTER_KEYS")
        if wrapped[:1] != FMT or len(wrapped) < SHORTEST:
            raise Tampered("data key")
        try:
            return self._ciphers[version].decrypt(wrapped[1:13], wrapped[13:], _bound(version, owner_id))
        except InvalidTag:
            raise Tampered("data key") from None


class Vault:
    """The process's master keys and address key; loaded once by create_app."""

    masters: MasterKeys
    _address_key: bytes

    def load(self, masters: MasterKeys, address_key: bytes) -> None:
        """Take the keys that the settings hold."""
        self.masters = masters
        self._address_key = address_key

    def new_key(self, owner_id: UUID) -> tuple[int, bytes]:
        """Return a new data key's master version and wrapping."""
        return self.masters.current, self.masters.wrap(token_bytes(KEY_BYTES), owner_id)

    def key(self, owner_id: UUID, version: int, wrapped: bytes) -> DataKey:
        """Return `owner_id`'s data key, open. Raises Tampered."""
        return DataKey(self.masters.unwrap(version, wrapped, owner_id))

    def rewrap(self, owner_id: UUID, version: int, wrapped: bytes) -> tuple[int, bytes]:
        """Return the same data key wrapped with the current master key."""
        return self.masters.current, self.masters.wrap(self.masters.unwrap(version, wrapped, owner_id), owner_id)

    def digest(self, address: str) -> bytes:
        """Return the 32 bytes by which a sign-in address is looked up; upper and lower case are one address."""
        return hmac.digest(self._address_key, address.strip().casefold().encode(), sha256)


def _bound(version: int, owner_id: UUID) -> bytes:
    return b"data key" + version.to_bytes(4, "big") + owner_id.bytes


vault = Vault()
