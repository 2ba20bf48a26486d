"""What `flask account delete` leaves of somebody: no address anywhere, no care, no share, nothing that signs in."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from journal.core.db import Base
from journal.crypto import contexts
from journal.crypto.data_keys import DataKeys
from journal.crypto.vault import vault
from journal.models import (
    Address,
    AuditLine,
    Care,
    Device,
    Invitation,
    Person,
    PhoneKey,
    Reset,
    Share,
    StoredKey,
)
from tests.domain.test_key_erasure import KEYS_READ, hurried, reading
from tests.plugins import sharing
from tests.plugins.people import Somebody, command
from tests.plugins.sharing import TOPIC
from tests.plugins.unrestricted import execute

As = Callable[[Somebody], FlaskClient]
Stored = Callable[..., list]
OTHER = "bob@example.org"


@pytest.fixture
def run(app: Flask) -> Callable[..., Result]:
    """Give a command as an operator does."""
    return lambda *words: command(app, "account", *words)


def invite(client: FlaskClient, email: str, role: str) -> None:
    assert client.post("/api/v1/invitations", json={"email": email, "role": role}).status_code == 201


@pytest.fixture
def lived(
    as_: As, ada: Somebody, tom: Somebody, clara: Somebody, in_care: None, run: Callable[..., Result]
) -> Somebody:
    """Ada, with something of hers in every table that an account fills."""
    client = as_(ada)
    sharing.share(client, tom, TOPIC)
    invite(client, OTHER, "therapist")
    for inviter in (tom, clara):
        for email in (ada.email, OTHER):
            invite(as_(inviter), email, "patient" if inviter is tom else "therapist")
    invite(as_(tom), ada.email, "patient")  # replaces the one above, which stays as a row
    client.post("/api/v1/phone-keys", json={"account": str(ada.id), "id": str(uuid4())})
    assert run("reset", ada.email).exit_code == 0
    return ada


def test_it_leaves_the_address_nowhere(
    app: Flask, lived: Somebody, run: Callable[..., Result], stored: Stored, keys_of: Callable[[UUID], DataKeys]
) -> None:
    assert len(stored(Invitation, digest=vault.digest(lived.email))) == 3
    assert run("delete", lived.email, "--yes").exit_code == 0
    digest, values = vault.digest(lived.email), []
    with app.app_context():
        for table in Base.metadata.sorted_tables:
            values += [value for row in execute(select(table)) for value in row]
    assert not any(isinstance(value, bytes) and digest in value for value in values)
    left = stored(Invitation)
    contents = [(keys_of(one.owner_id), contexts.invitation(one.owner_id, one.id), one.address) for one in left]
    assert [keys.unseal(context, sealed) for keys, context, sealed in contents] == [OTHER, OTHER]
    (person,) = stored(Person, owner_id=lived.id)
    assert (person.name, person.address, person.password_hash) == (b"", b"", b"")
    assert stored(Address, person_id=lived.id) == []


def test_it_leaves_nothing_that_signs_in_and_no_key(
    lived: Somebody, run: Callable[..., Result], stored: Stored
) -> None:
    tables = (Device, PhoneKey, Reset, Invitation, StoredKey)
    assert all(stored(table, owner_id=lived.id) for table in tables)
    others = {table: len(stored(table)) - len(stored(table, owner_id=lived.id)) for table in tables}
    assert run("delete", lived.email, "--yes").exit_code == 0
    assert [stored(table, owner_id=lived.id) for table in tables] == [[]] * 5
    assert {table: len(stored(table)) for table in tables} == others | {Invitation: others[Invitation] - 3}


def test_what_is_in_the_audit_trail_of_it_is_ids_and_acts(
    app: Flask, lived: Somebody, run: Callable[..., Result], stored: Stored
) -> None:
    run("delete", lived.email, "--yes")
    lines = stored(AuditLine)
    assert {column.name for column in AuditLine.__table__.columns} == {
        "owner_id",
        "id",
        "at",
        "actor_id",
        "act",
        "subject_id",
    }
    assert {line.act for line in lines if line.owner_id == lived.id} >= {"account.deleted", "care.ended"}
    cancelled = [line for line in lines if line.act == "invitation.cancelled" and line.owner_id != lived.id]
    assert len({line.subject_id for line in cancelled}) == 3  # each that was open, and told to the ledger


@pytest.mark.parametrize("who", ["ada", "tom"])
def test_care_and_shares_end_for_both_sides(
    as_: As, lived: Somebody, tom: Somebody, run: Callable[..., Result], stored: Stored, who: str
) -> None:
    gone, left = (lived, tom) if who == "ada" else (tom, lived)
    assert run("delete", gone.email, "--yes").exit_code == 0
    (care,), (share,) = stored(Care), stored(Share)
    assert (care.ended_at is not None, care.ended_by) == (True, gone.id)
    assert (share.ended, share.snapshot) == ("account_closed", None)
    assert as_(left).get("/api/v1/care").json["items"] == []
    assert as_(left).get("/settings").status_code == 200
    if left is lived:
        assert as_(left).get(f"/api/v1/shares/{share.id}").json["status"] == "account_closed"


def test_while_the_database_is_read_it_says_so_and_finishes_when_it_is_run_again(
    database_url: str,
    lived: Somebody,
    run: Callable[..., Result],
    stored: Stored,
) -> None:
    with reading(database_url, KEYS_READ), hurried():
        first = run("delete", lived.email, "--yes")
    assert first.exit_code != 0
    assert "run this command again" in first.output
    assert (stored(StoredKey, owner_id=lived.id), len(stored(Address, person_id=lived.id))) == ([], 1)
    again = run("delete", lived.email, "--yes")
    assert (again.exit_code, "The address is free" in again.output) == (0, True)
    assert stored(Address, person_id=lived.id) == []
