"""Rewrapping changes what wraps a key and never the key: what was sealed before still opens."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select, update

from journal.core import clock
from journal.core.choices import KEY_KINDS
from journal.core.connection import commit
from journal.crypto import contexts
from journal.crypto.data_keys import DataKeys
from journal.crypto.vault import LocalMasterKeys, Tampered, vault
from journal.domain import accounts, rotation
from journal.models import StoredKey
from tests.plugins.people import settings
from tests.plugins.unrestricted import execute

OLD, NEW = bytes(range(64, 96)), bytes(range(96, 128))
ROW = UUID(int=11)


@pytest.fixture
def context(maintenance_context: Flask) -> Flask:
    """Rotating keys is maintenance."""
    return maintenance_context


@pytest.fixture
def load(context: Flask) -> Iterator[Callable[..., None]]:
    """Return a function that sets the master keys; those of the other tests are back at the end."""
    given = settings("sqlite://")
    yield lambda keys: vault.load(LocalMasterKeys(keys), given.address_key, given.secret_key)
    vault.load(LocalMasterKeys(given.master_keys), given.address_key, given.secret_key)


def masters() -> list[int]:
    return sorted(execute(select(StoredKey.master)).scalars())


def test_every_older_key_is_rewrapped_once_and_stays_the_same(
    load: Callable[..., None], keys_of: Callable[[UUID], DataKeys]
) -> None:
    sealed = {
        place: keys.seal(place, "Ada")
        for person_id, keys in (accounts.make_keys(clock.now()) for _ in range(3))
        for place in (contexts.name(person_id), contexts.opening(person_id, ROW, 1), contexts.address(person_id))
    }
    load({1: OLD, 2: NEW})
    assert [rotation.rewrap_some(), rotation.rewrap_some()] == [9, 0]
    assert masters() == [2] * 9
    load({2: NEW})
    assert [keys_of(place.owner_id).unseal(place, blob) for place, blob in sealed.items()] == ["Ada"] * 9


def test_a_batch_at_a_time_is_rewrapped(load: Callable[..., None]) -> None:
    for _ in range(rotation.BATCH // len(KEY_KINDS) + 1):
        accounts.make_keys(clock.now())
    load({1: OLD, 2: NEW})
    assert [rotation.rewrap_some() for _ in range(3)] == [rotation.BATCH, 2, 0]


def test_a_key_that_does_not_open_stops_the_batch_and_nothing_is_changed(load: Callable[..., None]) -> None:
    for _ in range(2):
        person_id, _keys = accounts.make_keys(clock.now())
    execute(update(StoredKey).where(StoredKey.owner_id == person_id).values(wrapped=b"changed"))
    commit()
    load({1: OLD, 2: NEW})
    with pytest.raises(Tampered):
        rotation.rewrap_some()
    assert masters() == [1] * 6
