"""Rewrapping changes what wraps a key and never the key: what was sealed before still opens."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select, update

from journal.core import clock
from journal.core.db import db, execute
from journal.crypto import contexts
from journal.crypto.vault import LocalMasterKeys, Tampered, vault
from journal.domain import accounts, rotation
from journal.models import StoredKey
from tests.plugins.people import settings

OLD, NEW = bytes(range(64, 96)), bytes(range(96, 128))


@pytest.fixture
def load(context: Flask) -> Iterator[Callable[..., None]]:
    """Return a function that sets the master keys; those of the other tests are back at the end."""
    given = settings("sqlite://")
    yield lambda keys: vault.load(LocalMasterKeys(keys), given.address_key)
    vault.load(LocalMasterKeys(given.master_keys), given.address_key)


def masters() -> list[int]:
    return sorted(execute(select(StoredKey.master)).scalars())


def test_every_older_key_is_rewrapped_once_and_stays_the_same(load: Callable[..., None]) -> None:
    made = [accounts.make_key(clock.now()) for _ in range(3)]
    sealed = {person_id: key.seal(contexts.name(person_id), "Ada") for person_id, key in made}
    load({1: OLD, 2: NEW})
    assert [rotation.rewrap_some(), rotation.rewrap_some()] == [3, 0]
    assert masters() == [2, 2, 2]
    load({2: NEW})
    for row in execute(select(StoredKey.owner_id, StoredKey.master, StoredKey.wrapped)):
        key = vault.key(row.owner_id, row.master, row.wrapped)
        assert key.unseal(contexts.name(row.owner_id), sealed[row.owner_id]) == "Ada"


def test_a_batch_at_a_time_is_rewrapped(load: Callable[..., None]) -> None:
    for _ in range(rotation.BATCH + 1):
        accounts.make_key(clock.now())
    load({1: OLD, 2: NEW})
    assert [rotation.rewrap_some() for _ in range(3)] == [rotation.BATCH, 1, 0]


def test_a_key_that_does_not_open_stops_the_batch_and_nothing_is_changed(load: Callable[..., None]) -> None:
    for _ in range(2):
        person_id, _key = accounts.make_key(clock.now())
    execute(update(StoredKey).where(StoredKey.owner_id == person_id).values(wrapped=b"changed"))
    db.session.commit()
    load({1: OLD, 2: NEW})
    with pytest.raises(Tampered):
        rotation.rewrap_some()
    assert masters() == [1, 1]
