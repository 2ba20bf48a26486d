"""Encrypt what people write.

Each person has data keys of their own, one a kind, wrapped by a versioned master key that is kept outside the
database. Private values are sealed with AES-256-GCM under a data key and bound to their context: a ciphertext moved to
another owner, row, column or revision cannot be unsealed. No other module encrypts what is stored.

A blob is `format (1 byte) | nonce (12) | ciphertext and tag`; inside is JSON, filled up with spaces.
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

from journal.crypto import encoding

FORMAT = b"\x01"  # of a blob: its first byte
PAYLOAD_FORMAT = 1  # of the JSON inside, stored beside the sealed columns of a row as `fmt`
NONCE_BYTES = 12
KEY_BYTES = 32
TAG_BYTES = 16
STEP = 640  # bytes of JSON: more than the longest opening with its mood, and than any name, answers or password hash
_NONCE_END = len(FORMAT) + NONCE_BYTES
_SHORTEST = _NONCE_END + TAG_BYTES  # bytes of a blob with nothing inside


class Tampered(Exception):
    """A blob was changed, or was sealed for another context or under another key."""


class UnknownMasterKey(Tampered):
    """A data key is wrapped with a master key that this process does not have."""


class Context(NamedTuple):
    """Where a sealed value belongs. table, field: at most 255 bytes in UTF-8.

    terms: columns of the row that must not change while it is sealed, encoded.
    """

    table: str
    owner_id: UUID
    row_id: UUID
    field: str
    revision: int = 1
    terms: bytes = b""

    def associated_data(self) -> bytes:
        """Encode the context unambiguously: all but the terms has a known length, and the terms come last."""
        return b"".join(
            (
                encoding.word(self.table),
                self.owner_id.bytes,
                self.row_id.bytes,
                encoding.word(self.field),
                self.revision.to_bytes(4, "big"),
                self.terms,
            )
        )


class DataKey:
    """One of a person's keys, unwrapped in memory for one request."""

    __slots__ = ("_cipher", "_raw")

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._cipher = AESGCM(raw)

    def seal(self, context: Context, value: object) -> bytes:
        """Encrypt a JSON value for its context, padded so that its length tells no more than a number of steps."""
        return _encrypt(self._cipher, _padded(orjson.dumps(value)), context.associated_data())

    def unseal(self, context: Context, blob: bytes) -> Any:
        """Return the JSON value sealed for `context`. Raises Tampered."""
        return orjson.loads(_decrypt(self._cipher, blob, context.associated_data(), context.table))

    def derive(self, purpose: str) -> bytes:
        """Return a 32-byte key for `purpose`, this person's own."""
        return derive(self._raw, purpose)


class MasterKeys(Protocol):
    """What wraps data keys: keys from the environment, or a clinic's key management service."""

    @property
    def current(self) -> int:
        """Return the version that wraps new data keys."""

    def wrap(self, key: bytes, owner_id: UUID, kind: str) -> bytes:
        """Wrap a data key for its owner and kind with the current version."""

    def unwrap(self, version: int, wrapped: bytes, owner_id: UUID, kind: str) -> bytes:
        """Return the data key. Raises Tampered."""


class LocalMasterKeys:
    """Master keys held in this process. keys: {version: 32 bytes}; the highest version is current."""

    def __init__(self, keys: Mapping[int, bytes]) -> None:
        self.current = max(keys)
        self._ciphers = {version: AESGCM(key) for version, key in keys.items()}

    def wrap(self, key: bytes, owner_id: UUID, kind: str) -> bytes:
        """Wrap a data key for its owner and kind with the current version."""
        return _encrypt(self._ciphers[self.current], key, _key_context(self.current, owner_id, kind))

    def unwrap(self, version: int, wrapped: bytes, owner_id: UUID, kind: str) -> bytes:
        """Return the data key.

        Raises UnknownMasterKey; Tampered if the key was wrapped for somebody else or as another kind.
        """
        if version not in self._ciphers:
            raise UnknownMasterKey(f"master key {version} is not among JOURNAL_MASTER_KEYS")
        return _decrypt(self._ciphers[version], wrapped, _key_context(version, owner_id, kind), "data key")


class Vault:
    """The keys of this process, loaded once by create_app."""

    masters: MasterKeys
    _address_key: bytes
    _address_tag_key: bytes
    _token_key: bytes

    def load(self, masters: MasterKeys, address_key: bytes, secret_key: bytes) -> None:
        """Set the keys. secret_key: whatever signs somebody in hangs on it; with another, everybody signs in anew."""
        self.masters = masters
        self._address_key = address_key
        self._address_tag_key = derive(address_key, "tag")
        self._token_key = derive(secret_key, "tokens")

    def new_key(self, owner_id: UUID, kind: str) -> tuple[int, bytes]:
        """Return the master version and the wrapping of a new data key."""
        return self.masters.current, self.masters.wrap(token_bytes(KEY_BYTES), owner_id, kind)

    def key(self, owner_id: UUID, kind: str, version: int, wrapped: bytes) -> DataKey:
        """Unwrap one of a person's data keys. Raises Tampered."""
        return DataKey(self.masters.unwrap(version, wrapped, owner_id, kind))

    def rewrap(self, owner_id: UUID, kind: str, version: int, wrapped: bytes) -> tuple[int, bytes]:
        """Return the current master version and the same data key wrapped with it. Raises Tampered."""
        key = self.masters.unwrap(version, wrapped, owner_id, kind)
        return self.masters.current, self.masters.wrap(key, owner_id, kind)

    def digest(self, address: str) -> bytes:
        """Return the keyed digest of a sign-in address, 32 bytes; case and outer spaces do not count."""
        return hmac.digest(self._address_key, address.strip().casefold().encode(), sha256)

    def tag_address(self, digest: bytes, person_id: UUID) -> bytes:
        """Return the keyed digest by which an address belongs to a person, 32 bytes."""
        return hmac.digest(self._address_tag_key, digest + person_id.bytes, sha256)

    def hash_token(self, message: bytes) -> bytes:
        """Return the keyed digest of a token's secret and what it is bound to, or for keyed_digest; 32 bytes."""
        return hmac.digest(self._token_key, message, sha256)


def derive(key: bytes, purpose: str) -> bytes:
    """Return a 32-byte key for `purpose`, another one for each. Source: RFC 5869."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(key)


def _padded(json: bytes) -> bytes:
    """Return JSON with spaces behind it, up to a whole number of steps."""
    return json.ljust(-(-len(json) // STEP) * STEP)


def _encrypt(cipher: AESGCM, plain: bytes, associated: bytes) -> bytes:
    nonce = token_bytes(NONCE_BYTES)
    return FORMAT + nonce + cipher.encrypt(nonce, plain, associated)


def _decrypt(cipher: AESGCM, blob: bytes, associated: bytes, name: str) -> bytes:
    """Return the plain bytes. name: for the message of Tampered."""
    if blob[:1] != FORMAT or len(blob) < _SHORTEST:
        raise Tampered(name)
    try:
        return cipher.decrypt(blob[1:_NONCE_END], blob[_NONCE_END:], associated)
    except InvalidTag:
        raise Tampered(name) from None


def _key_context(version: int, owner_id: UUID, kind: str) -> bytes:
    return b"data key" + version.to_bytes(4, "big") + owner_id.bytes + kind.encode()


vault = Vault()
