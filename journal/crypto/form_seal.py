"""Seal a form that a browser carries through a sign-in: only this server reads it again, and nothing is stored.

It is compressed first, so that what anybody may send is still within their limit when it comes back sealed.
Source: github.com/fernet/spec (Fernet: AES-128-CBC with HMAC-SHA256).
"""

import zlib
from base64 import urlsafe_b64encode
from typing import Any

import orjson
from cryptography.fernet import Fernet, InvalidToken

from journal.crypto.vault import Tampered, derive

PURPOSE = "carried form"


class FormSeal:
    """A key of its own, derived from the server's secret key."""

    def __init__(self, secret: bytes) -> None:
        self._fernet = Fernet(urlsafe_b64encode(derive(secret, PURPOSE)))

    def seal(self, value: object) -> str:
        """Encrypt a JSON value, as letters, digits, "-", "_" and "="."""
        return self._fernet.encrypt(zlib.compress(orjson.dumps(value))).decode()

    def unseal(self, text: str) -> Any:
        """Return the JSON value. Raises Tampered."""
        try:
            return orjson.loads(zlib.decompress(self._fernet.decrypt(text.encode())))
        except InvalidToken:
            raise Tampered(PURPOSE) from None
