"""Passwords: stored as argon2id at today's costs, and verified in the same time for nobody's account."""

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

from journal.crypto import passwords

PASSWORD = "four quiet words here"


def test_a_password_is_stored_as_argon2id_and_verified() -> None:
    stored = passwords.hash_password(PASSWORD)
    costs = extract_parameters(stored)
    assert (costs.type, costs.memory_cost, costs.time_cost, costs.parallelism) == (Type.ID, 19_456, 2, 1)
    assert passwords.verify(PASSWORD, stored)
    assert not passwords.verify(PASSWORD + " ", stored)


def test_no_password_fits_an_account_that_does_not_exist() -> None:
    assert not passwords.verify("the password of nobody", None)
    assert not passwords.verify(PASSWORD, None)


def test_verifying_takes_a_hashing_without_an_account_too(monkeypatch: pytest.MonkeyPatch) -> None:
    verified: list[str] = []
    monkeypatch.setattr(PasswordHasher, "verify", lambda _hasher, stored, _password: verified.append(stored) or True)
    passwords.verify(PASSWORD, None)
    assert [extract_parameters(stored).memory_cost for stored in verified] == [19_456]


def test_a_hash_at_other_costs_is_to_be_renewed() -> None:
    assert not passwords.needs_rehash(passwords.hash_password(PASSWORD))
    assert passwords.needs_rehash(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD))
