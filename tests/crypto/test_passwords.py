"""Passwords: stored as argon2id at today's costs, and verified in the same time for nobody's account."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

from journal.cli.serve import MEMORY
from journal.crypto import passwords
from tests.plugins.strict import leave_out

PASSWORD = "four quiet words here"
ROOT = Path(__file__).parents[2]
HASH = 19  # MiB that a password is hashed in
# Prints the MiB that a process holds more after eight threads have tried a password, each five times.
GUESSING = """
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from journal.crypto import passwords

def held():
    rows = dict(line.split(":") for line in Path("/proc/self/status").read_text().splitlines())
    return int(rows["VmRSS"].split()[0]) / 1024

def guess(_number):
    return passwords.verify("not this one", None)

before = held()
with ThreadPoolExecutor(8) as threads:
    list(threads.map(guess, range(40)))
    print(held() - before)
"""


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


@pytest.mark.parametrize(("environ", "most"), [({}, 2 * HASH), (MEMORY, HASH / 2)])
def test_guessers_at_the_same_moment_leave_the_memory_of_one_and_as_shipped_of_none(
    environ: dict[str, str], most: float
) -> None:
    if not Path("/proc/self/status").exists():
        leave_out("no /proc that tells what a process holds")
    run = {"cwd": ROOT, "env": os.environ | environ, "capture_output": True, "text": True, "check": True}
    assert float(subprocess.run([sys.executable, "-c", GUESSING], **run).stdout) < most
