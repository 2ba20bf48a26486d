"""A person's data keys: one for the name, one for the diary, one for the rest. Each opens nothing of the others."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from journal.crypto import contexts
from journal.crypto.vault import Context, DataKey, Tampered, vault


class DataKeys:
    """Some or all data keys of one person, each unwrapped when it is first used.

    Which of them seals a value follows from its context, so that no caller chooses.
    """

    __slots__ = ("_owner_id", "_unwrapped", "_wrapped")

    def __init__(self, owner_id: UUID, wrapped: Mapping[str, tuple[int, bytes]]) -> None:
        """Hold wrapped keys. wrapped: {kind: (version of the master key, wrapped key)}."""
        self._owner_id = owner_id
        self._wrapped = wrapped
        self._unwrapped: dict[str, DataKey] = {}

    def seal(self, context: Context, value: object) -> bytes:
        """Encrypt a JSON value for its context."""
        return self._key(contexts.key_kind(context)).seal(context, value)

    def unseal(self, context: Context, blob: bytes) -> Any:
        """Return the JSON value sealed for `context`. Raises Tampered, also if the key is not among these."""
        return self._key(contexts.key_kind(context)).unseal(context, blob)

    def derive(self, kind: str, purpose: str) -> bytes:
        """Return a 32-byte key for `purpose`, this person's own. kind: of the data key that it is derived from."""
        return self._key(kind).derive(purpose)

    def _key(self, kind: str) -> DataKey:
        if kind not in self._unwrapped:
            if kind not in self._wrapped:
                raise Tampered(f"{kind} key")
            self._unwrapped[kind] = vault.key(self._owner_id, kind, *self._wrapped[kind])
        return self._unwrapped[kind]
