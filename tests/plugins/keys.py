"""Data keys as tests see them: somebody's, and a record of which were unwrapped."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from journal.crypto.data_keys import DataKeys
from journal.crypto.vault import LocalMasterKeys, vault
from journal.models import StoredKey
from tests.plugins.people import settings
from tests.plugins.unrestricted import execute

Unwrapped = set[tuple[UUID, str]]


class RecordingMasterKeys(LocalMasterKeys):
    """Master keys that record whose keys they unwrapped, and of which kind."""

    def __init__(self) -> None:
        super().__init__(settings("sqlite://").master_keys)
        self.unwrapped: Unwrapped = set()

    def unwrap(self, version: int, wrapped: bytes, owner_id: UUID, kind: str) -> bytes:
        """Unwrap a data key."""
        self.unwrapped.add((owner_id, kind))
        return super().unwrap(version, wrapped, owner_id, kind)


@pytest.fixture
def unwrapped() -> Iterator[Unwrapped]:
    """Whose data keys were unwrapped, and of which kind, since the test cleared it."""
    given, masters = settings("sqlite://"), RecordingMasterKeys()
    vault.load(masters, given.address_key, given.secret_key)
    yield masters.unwrapped
    vault.load(LocalMasterKeys(given.master_keys), given.address_key, given.secret_key)


@pytest.fixture
def masters() -> Iterator[Callable[[dict[int, bytes]], None]]:
    """Start again with other master keys; those of the other tests are back at the end."""
    given = settings("sqlite://")

    def load(keys: dict[int, bytes]) -> None:
        vault.load(LocalMasterKeys(keys), given.address_key, given.secret_key)

    yield load
    load(dict(given.master_keys))


@pytest.fixture
def keys_of(app: Flask) -> Callable[[UUID], DataKeys]:
    """Return somebody's data keys, of every kind."""

    def keys(person_id: UUID) -> DataKeys:
        stored = select(StoredKey.kind, StoredKey.master, StoredKey.wrapped).where(StoredKey.owner_id == person_id)
        with app.app_context():
            return DataKeys(person_id, {row.kind: (row.master, row.wrapped) for row in execute(stored)})

    return keys
