"""Whoever can write rows of the database, and has no keys, gains nothing: each thing that they could try fails.

Eve is a patient with an account of her own, and knows the secrets that are hers. She writes rows past the application,
as SQL, and then asks by HTTP. What she could try with shares and with the audit trail stands in
test_row_writer_shares.py, with passwords in features/signin/test_planted.py.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from secrets import token_bytes
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from sqlalchemy import insert, select, update

from journal.core.ids import new_id
from journal.crypto import tokens
from journal.models import Address, Device, Invitation, Reset, StoredKey
from tests.features.invitations import links
from tests.plugins import sharing
from tests.plugins.people import ORIGIN, PASSWORD, Browser, Somebody, command
from tests.plugins.sql import Sql

As = Callable[[Somebody], FlaskClient]
NIA = "nia@example.org"
FRESH = "four other quiet words"
FAR = datetime(2099, 1, 1, tzinfo=UTC)
HASHES = ("made up", "copied")  # of a secret that the writer knows, or of a link of their own
WAYS = pytest.mark.parametrize("way", ["page", "api"])


def token(owner_id: UUID, row_id: UUID, secret: bytes) -> str:
    return tokens._encode(owner_id.bytes + row_id.bytes + secret)


def secret_of(given: str) -> bytes:
    parsed = tokens.parse(given)
    assert parsed is not None
    return parsed.secret


def link(app: Flask, person: Somebody) -> str:
    """Return the token of a reset link of somebody's."""
    made = command(app, "account", "reset", person.email)
    return str(made.output.strip().partition("#")[2])


def accepted(app: Flask, given: str, way: str) -> int:
    return links.answer(Browser(app), given, way, email=NIA, **links.NEW).status_code


def signed_in_by(app: Flask, given: str) -> int:
    """Return how a browser is answered whose cookie, validly signed, holds a token."""
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    browser = Browser(app)
    browser.set_cookie(
        "__Host-journal", signer.dumps({"_user_id": given, "_fresh": True}), domain="journal.example.org"
    )
    return browser.get("/api/v1/me").status_code


@WAYS
@pytest.mark.parametrize("hashed", HASHES)
def test_a_planted_reset_sets_no_password(
    app: Flask, sql: Sql, ada: Somebody, eve: Somebody, hashed: str, way: str
) -> None:
    own = link(app, eve)
    secret = secret_of(own) if hashed == "copied" else token_bytes(32)
    (eves,) = sql(select(Reset.id, Reset.token_hash, Reset.created_at, Reset.expires_at))
    stored = eves.token_hash if hashed == "copied" else sha256(secret).digest()
    times = {"created_at": eves.created_at, "expires_at": eves.expires_at}
    sql(insert(Reset).values(owner_id=ada.id, id=eves.id, token_hash=stored, **times))
    values = {"token": token(ada.id, eves.id, secret), "email": ada.email, "password": FRESH}
    client = Browser(app)
    sent = client.post("/resets", data=values) if way == "page" else client.post("/api/v1/resets", json=values)
    assert (sent.status_code, client.post("/resets/new", data=values).status_code) == (410, 410)
    assert client.post("/sign-in", data={"email": ada.email, "password": FRESH}).status_code == 401
    assert client.post("/sign-in", data={"email": ada.email, "password": PASSWORD}).status_code == 303


@pytest.mark.parametrize("hashed", HASHES)
def test_a_planted_device_is_not_signed_in(
    app: Flask, as_: As, sql: Sql, ada: Somebody, eve: Somebody, hashed: str
) -> None:
    with as_(eve).session_transaction(base_url=ORIGIN) as session:
        own = session["_user_id"]
    assert signed_in_by(app, own) == 200
    secret = secret_of(own) if hashed == "copied" else token_bytes(32)
    (eves,) = sql(select(Device.id, Device.token_hash, Device.label, Device.created_at, Device.seen_at))
    stored = eves.token_hash if hashed == "copied" else sha256(secret).digest()
    row = {"label": eves.label, "created_at": eves.created_at, "seen_at": eves.seen_at, "sealed_by": "server", "fmt": 1}
    sql(insert(Device).values(owner_id=ada.id, id=eves.id, token_hash=stored, **row))
    assert signed_in_by(app, token(ada.id, eves.id, secret)) == 401


def test_a_device_is_not_signed_in_for_longer_or_again(app: Flask, as_: As, sql: Sql, ada: Somebody) -> None:
    with as_(ada).session_transaction(base_url=ORIGIN) as session:
        own = session["_user_id"]
    with time_machine.travel(datetime.now(UTC) + timedelta(days=400)):
        now = datetime.now(UTC)
        sql(update(Device).values(created_at=now, seen_at=now))
        assert signed_in_by(app, own) == 401
    as_(ada).post("/sign-out")
    sql(update(Device).values(ended_at=None))
    assert signed_in_by(app, own) == 401


@WAYS
def test_a_planted_invitation_opens_no_account(app: Flask, as_: As, sql: Sql, clara: Somebody, way: str) -> None:
    own = links.token_of(as_(clara), NIA, "admin")
    (row,) = sql(select(Invitation))
    planted, secret = new_id(), token_bytes(32)
    sql(insert(Invitation).values({**row._mapping, "id": planted, "token_hash": sha256(secret).digest()}))
    assert accepted(app, token(clara.id, planted, secret), way) == 410
    sql(update(Invitation).where(Invitation.id == planted).values(token_hash=row.token_hash))
    assert accepted(app, token(clara.id, planted, secret_of(own)), way) == 410
    assert accepted(app, own, way) < 400


@WAYS
@pytest.mark.parametrize("changed", ["expires_at", "role", "digest", "used_at", "declined_at", "cancelled_at"])
def test_an_invitation_works_no_longer_for_nobody_else_and_not_again(
    app: Flask, as_: As, sql: Sql, tom: Somebody, changed: str, way: str
) -> None:
    given = links.token_of(as_(tom), NIA, "patient")
    if changed == "used_at":
        assert accepted(app, given, way) < 400
    if changed == "declined_at":
        assert links.decline(Browser(app), given, way).status_code < 400
    if changed == "cancelled_at":
        (row,) = sql(select(Invitation.id))
        assert as_(tom).delete(f"/api/v1/invitations/{row.id}").status_code == 204
    later = timedelta(days=8 if changed == "expires_at" else 0)
    values = {"expires_at": FAR, "role": "admin", "digest": sha256(b"x").digest()}
    with time_machine.travel(datetime.now(UTC) + later):
        sql(update(Invitation).values({changed: values.get(changed)}))
        assert accepted(app, given, way) == 410


def test_an_address_that_was_moved_opens_nobody_elses_account(
    app: Flask, sql: Sql, ada: Somebody, eve: Somebody
) -> None:
    sql(update(Address).where(Address.person_id == eve.id).values(person_id=ada.id))
    for email in (eve.email, ada.email):
        asked = {"email": email, "password": PASSWORD}
        browser = Browser(app)
        answers = [browser.post("/sign-in", data=asked), browser.post("/api/v1/session", json=asked)]
        assert [answer.status_code for answer in answers] == ([500] * 2 if email == eve.email else [303, 200])
    made = command(app, "account", "reset", eve.email)
    assert (made.exit_code, "/resets/" in made.output, sql(select(Reset.id))) == (1, False, [])


def test_swapped_keys_open_nothing(app: Flask, as_: As, sql: Sql, ada: Somebody, eve: Somebody) -> None:
    sharing.entry(as_(ada))
    as_(eve)
    aside = new_id()
    for now, then in ((eve.id, aside), (ada.id, eve.id), (aside, ada.id)):
        sql(update(StoredKey).where(StoredKey.owner_id == now).values(owner_id=then))
    paths = ("/entries", "/api/v1/entries")
    assert [as_(ada).get(path).status_code for path in paths] == [500, 500]
    assert not any(sharing.WORDS in as_(eve).get(path).text for path in paths)
    for who in (ada, eve):
        asked = {"email": who.email, "password": PASSWORD}
        assert Browser(app).post("/sign-in", data=asked).status_code == 401
