"""Accounts: an address has one at most, however it is typed, and keys are there before anything is sealed under it."""

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from journal.core import clock, sqlite
from journal.core.choices import KEY_KINDS, PATIENT
from journal.core.connection import rollback
from journal.core.db import db
from journal.core.errors import Unavailable
from journal.crypto import contexts
from journal.domain import accounts
from journal.models import Person, StoredKey
from tests.plugins.people import HASHED, Somebody
from tests.plugins.unrestricted import execute


@pytest.fixture
def context(maintenance_context: Flask) -> Flask:
    """Several accounts are opened and closed in one transaction."""
    return maintenance_context


@pytest.mark.parametrize("email", ["ada@example.org", "ADA@Example.org", " ada@example.org "])
def test_an_account_is_found_however_its_address_is_typed(context: Flask, ada: Somebody, email: str) -> None:
    assert accounts.find_id(email) == ada.id


def test_an_unknown_address_has_no_account(context: Flask, ada: Somebody) -> None:
    assert accounts.find_id("nobody@example.org") is None


def test_an_address_is_taken_once(context: Flask, clinic: UUID, ada: Somebody) -> None:
    now = clock.now()
    person_id, keys = accounts.make_keys(now)
    with pytest.raises(IntegrityError):
        accounts.add(person_id, keys, accounts.NewPerson(clinic, PATIENT, "Ada", "ADA@example.org", HASHED), now)
    rollback()
    assert accounts.find_id(ada.email) == ada.id


def test_a_key_of_each_kind_is_stored_whatever_becomes_of_the_account(context: Flask) -> None:
    person_id, _keys = accounts.make_keys(clock.now())
    rollback()
    stored = execute(select(StoredKey.owner_id, StoredKey.kind, StoredKey.wrapped)).all()
    assert {(row.owner_id, row.kind) for row in stored} == {(person_id, kind) for kind in KEY_KINDS}
    assert len({row.wrapped for row in stored}) == len(stored) == len(KEY_KINDS)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_keys_are_stored_in_their_turn(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT", 10)
    with sqlite.turn_to_write(db.engine.url), pytest.raises(Unavailable):
        accounts.make_keys(clock.now())
    assert execute(select(StoredKey.owner_id)).all() == []


def test_an_account_is_deactivated_and_reactivated_and_no_other(context: Flask, ada: Somebody, eve: Somebody) -> None:
    now = clock.now()
    for at in (now, None):
        accounts.set_deactivated(ada.id, at)
        found = {row.owner_id: row.deactivated_at for row in execute(select(Person.owner_id, Person.deactivated_at))}
        assert found == {ada.id: at, eve.id: None}


def test_an_account_holds_its_name_address_and_password_hash_sealed_and_the_zone_of_its_clinic(
    context: Flask, clinic: UUID
) -> None:
    now = clock.now()
    person_id, keys = accounts.make_keys(now)
    new = accounts.NewPerson(clinic, PATIENT, "Iris", "Iris@example.org", HASHED, guest=True)
    accounts.add(person_id, keys, new, now)
    kept = execute(select(*Person.__table__.columns).where(Person.owner_id == person_id)).one()
    assert keys.unseal(contexts.name(person_id), kept.name) == "Iris"
    assert keys.unseal(contexts.address(person_id), kept.address) == "Iris@example.org"
    assert keys.unseal(contexts.password_hash(person_id), kept.password_hash) == HASHED
    assert (kept.clinic_id, kept.role, kept.guest) == (clinic, PATIENT, True)
    assert (kept.zone, kept.created_at, kept.deactivated_at) == ("America/New_York", now, None)
    assert set(execute(select(StoredKey.made_at)).scalars()) == {now}
    assert accounts.find_id("iris@example.org") == person_id
