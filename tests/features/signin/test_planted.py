"""Password hashes in the table: sealed, so that whoever can write rows signs in as nobody by planting one."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from journal.core.choices import REST
from journal.core.connection import commit
from journal.crypto import contexts, passwords
from journal.domain import stored_passwords
from journal.models import Person, StoredKey
from tests.plugins.people import PASSWORD, Somebody
from tests.plugins.unrestricted import execute

As = Callable[[Somebody], FlaskClient]
KNOWN = "words that a thief knows"
ME = "/api/v1/me"
WAYS = pytest.mark.parametrize("way", ["page", "api"])


def sign_in(client: FlaskClient, way: str, email: str, password: str) -> Any:
    values = {"email": email, "password": password}
    return client.post("/sign-in", data=values) if way == "page" else client.post("/api/v1/session", json=values)


def set_hash(person: Somebody, stored: bytes) -> None:
    execute(update(Person).where(Person.owner_id == person.id).values(password_hash=stored))
    commit()


def hash_of(person: Somebody) -> bytes:
    return bytes(execute(select(Person.password_hash).where(Person.owner_id == person.id)).scalar_one())


def plain(ada: Somebody, eve: Somebody) -> None:
    """Plant a hash as it would stand in the clear."""
    set_hash(ada, passwords.hash_password(KNOWN).encode())


def of_another_person(ada: Somebody, eve: Somebody) -> None:
    """Copy the hash of an account whose password is known."""
    set_hash(ada, hash_of(eve))


def with_its_key(ada: Somebody, eve: Somebody) -> None:
    """Copy that account's key beside it."""
    set_hash(ada, hash_of(eve))
    key = select(StoredKey.wrapped).where(StoredKey.owner_id == eve.id, StoredKey.kind == REST).scalar_subquery()
    execute(update(StoredKey).where(StoredKey.owner_id == ada.id, StoredKey.kind == REST).values(wrapped=key))
    commit()


def of_another_field(ada: Somebody, eve: Somebody) -> None:
    """Copy what is sealed under the same key elsewhere."""
    set_hash(ada, bytes(execute(select(Person.address).where(Person.owner_id == ada.id)).scalar_one()))


@pytest.fixture
def eve_known(app: Flask, eve: Somebody, keys_of: Callable) -> Somebody:
    """Eve, whose password the thief knows."""
    with app.app_context():
        set_hash(eve, stored_passwords.seal(eve.id, keys_of(eve.id), passwords.hash_password(KNOWN)))
    return eve


@pytest.fixture
def faults(capfd: pytest.CaptureFixture[str]) -> Callable[[], list[str]]:
    """Return the kinds of the faults that were logged since it was last asked."""

    def read() -> list[str]:
        lines = [json.loads(line) for line in capfd.readouterr().err.splitlines() if line.startswith("{")]
        return [line["kind"] for line in lines if line["event"] == "fault"]

    return read


@WAYS
@pytest.mark.parametrize("plant", [plain, of_another_person, with_its_key, of_another_field])
def test_a_planted_hash_signs_nobody_in_and_is_logged(
    app: Flask,
    visitor: FlaskClient,
    ada: Somebody,
    eve_known: Somebody,
    faults: Callable[[], list[str]],
    way: str,
    plant: Callable[[Somebody, Somebody], None],
) -> None:
    unknown = sign_in(visitor, way, "nobody@example.org", KNOWN)
    with app.app_context():
        plant(ada, eve_known)
    assert faults() == []
    for password in (KNOWN, PASSWORD):
        refused = sign_in(visitor, way, ada.email, password)
        assert refused.status_code == unknown.status_code == 401
        assert refused.text.replace(ada.email, "") == unknown.text.replace("nobody@example.org", "")
        assert visitor.get(ME).status_code == 401
        assert faults() == ["Tampered"]


@pytest.mark.parametrize("plant", [plain, of_another_person])
def test_a_planted_hash_changes_no_password(
    app: Flask,
    as_: As,
    ada: Somebody,
    eve_known: Somebody,
    faults: Callable[[], list[str]],
    plant: Callable[[Somebody, Somebody], None],
) -> None:
    as_(ada)
    with app.app_context():
        plant(ada, eve_known)
        planted = hash_of(ada)
    values = {"current": KNOWN, "password": "my new four words"}
    refused = as_(ada).put("/api/v1/me/password", json=values)
    assert (refused.status_code, list(refused.json["fields"])) == (422, ["current"])
    assert as_(ada).post("/settings/password", data=values).status_code == 422
    assert faults() == ["Tampered"] * 2
    with app.app_context():
        assert hash_of(ada) == planted


def test_every_refusal_costs_one_hashing(
    app: Flask, visitor: FlaskClient, ada: Somebody, eve_known: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    verify, costs = PasswordHasher.verify, []

    def count(hasher: PasswordHasher, stored: str, password: str) -> bool:
        costs.append(1)
        return bool(verify(hasher, stored, password))

    monkeypatch.setattr(PasswordHasher, "verify", count)
    for email in (ada.email, "nobody@example.org"):
        assert sign_in(visitor, "api", email, "not this one").status_code == 401
    with app.app_context():
        of_another_person(ada, eve_known)
    assert sign_in(visitor, "api", ada.email, KNOWN).status_code == 401
    assert len(costs) == 3


def test_a_hash_at_other_costs_is_renewed_at_sign_in_and_stays_sealed(
    app: Flask, visitor: FlaskClient, ada: Somebody, keys_of: Callable
) -> None:
    keys = keys_of(ada.id)
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with app.app_context():
        set_hash(ada, stored_passwords.seal(ada.id, keys, cheap))
    assert sign_in(visitor, "api", ada.email, PASSWORD).status_code == 200
    with app.app_context():
        renewed = hash_of(ada)
    assert b"argon2" not in renewed
    assert not passwords.needs_rehash(keys.unseal(contexts.password_hash(ada.id), renewed))
    assert sign_in(visitor, "api", ada.email, PASSWORD).status_code == 200
    with app.app_context():
        assert hash_of(ada) == renewed
