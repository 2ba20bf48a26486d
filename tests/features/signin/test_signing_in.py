"""Signing in and out: one device, one row, one token; and one message for all that does not match."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from journal.core import clock
from journal.crypto import tokens
from journal.models import Device
from tests.plugins.people import ORIGIN, PASSWORD, Browser, Somebody

As = Callable[[Somebody], FlaskClient]
COOKIE, HOST = "__Host-journal", ORIGIN.removeprefix("https://")
ME = "/api/v1/me"


def sign_in(client: FlaskClient, way: str, email: str, password: str = PASSWORD):
    values = {"email": email, "password": password}
    return client.post("/sign-in", data=values) if way == "page" else client.post("/api/v1/session", json=values)


def cookie_of(client: FlaskClient) -> str:
    return str(client.get_cookie(COOKIE, domain=HOST).value)


def replay(app: Flask, cookie: str) -> int:
    """Send a copied cookie; return the status."""
    thief = Browser(app)
    thief.set_cookie(COOKIE, cookie, domain=HOST, secure=True)
    return int(thief.get(ME).status_code)


def signer(app: Flask) -> URLSafeTimedSerializer:
    """Return what signs an application's cookies."""
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    return serializer


@pytest.mark.parametrize("way", ["page", "api"])
@pytest.mark.parametrize("email", ["ada@example.org", "ADA@Example.org", " ada@example.org "])
def test_address_and_password_sign_in(visitor: FlaskClient, ada: Somebody, way: str, email: str) -> None:
    assert visitor.get(ME).status_code == 401
    answer = sign_in(visitor, way, email)
    assert answer.status_code == (303 if way == "page" else 200)
    assert visitor.get(ME).json == {"id": str(ada.id), "role": "patient", "name": "Ada", "zone": "America/New_York"}


@pytest.mark.parametrize("way", ["page", "api"])
@pytest.mark.parametrize(("email", "password"), [("ada@example.org", "not this one"), ("nobody@example.org", PASSWORD)])
def test_wrong_passwords_and_unknown_addresses_get_one_message(
    visitor: FlaskClient, ada: Somebody, way: str, email: str, password: str
) -> None:
    answer = sign_in(visitor, way, email, password)
    assert answer.status_code == 401
    assert "The e-mail and password don't match." in unescape(answer.text)
    assert visitor.get(ME).status_code == 401
    if way == "page":
        assert f'value="{email}"' in answer.text
        assert password not in answer.text


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"email": "ada"}, "email"),
        ({"email": None}, "email"),
        ({"password": ""}, "password"),
        ({"password": 7}, "password"),
        ({"password": "a\0b"}, "password"),
        ({"password": "x" * 201}, "password"),
        ({"role": "admin"}, "role"),
    ],
)
def test_bad_input_is_refused_by_its_field(visitor: FlaskClient, ada: Somebody, values: dict, field: str) -> None:
    answer = visitor.post("/api/v1/session", json={"email": ada.email, "password": PASSWORD} | values)
    assert (answer.status_code, list(answer.json["fields"])) == (422, [field])


def test_the_form_asks_for_no_feat_of_memory(visitor: FlaskClient) -> None:
    page = visitor.get("/sign-in").text
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page


def test_the_cookie_is_strict_and_only_its_hash_is_stored(
    visitor: FlaskClient, ada: Somebody, stored: Callable
) -> None:
    cookie = sign_in(visitor, "page", ada.email).headers["Set-Cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    (device,) = stored(Device)
    assert device.token_hash.hex() not in cookie
    assert len(device.token_hash) == 32
    assert b"Firefox" not in device.label


def test_every_sign_in_has_a_token_of_its_own(app: Flask, ada: Somebody) -> None:
    """A cookie that somebody planted before is not the one that opens the door."""
    victim = Browser(app)
    sign_in(victim, "page", ada.email)
    first = cookie_of(victim)
    sign_in(victim, "page", ada.email)
    assert cookie_of(victim) != first
    assert replay(app, first) == 401
    assert victim.get(ME).status_code == 200


@pytest.mark.parametrize("way", ["page", "api"])
def test_an_old_cookie_does_not_work_after_signing_out(app: Flask, as_: As, ada: Somebody, way: str) -> None:
    client = as_(ada)
    cookie = cookie_of(client)
    assert replay(app, cookie) == 200
    answer = client.post("/sign-out") if way == "page" else client.delete("/api/v1/session")
    assert answer.status_code == (303 if way == "page" else 204)
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert (client.get(ME).status_code, replay(app, cookie)) == (401, 401)


@pytest.mark.parametrize("way", ["page", "api"])
def test_signing_out_twice_is_allowed(visitor: FlaskClient, way: str) -> None:
    answer = visitor.post("/sign-out") if way == "page" else visitor.delete("/api/v1/session")
    assert answer.status_code < 400


def test_a_get_does_not_sign_out(as_: As, ada: Somebody) -> None:
    assert as_(ada).get("/sign-out").status_code == 405
    assert as_(ada).get(ME).status_code == 200


@pytest.mark.parametrize("path", ["/entries?limit=5", "/settings"])
def test_signing_in_leads_on_to_the_page_that_was_asked_for(visitor: FlaskClient, ada: Somebody, path: str) -> None:
    asked = visitor.get(path)
    assert asked.status_code == 303
    form = visitor.get(asked.headers["Location"])
    assert f'name="next" value="{path}"' in form.text
    values = {"email": ada.email, "password": PASSWORD, "next": path}
    assert visitor.post("/sign-in", data=values).headers["Location"] == path


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "evil",
        "/\t/evil.example",
        "//[",
        "/a\r\nX: 1",
        "/a\0",
        "https://[",
    ],
)
def test_signing_in_leads_to_no_other_site(visitor: FlaskClient, ada: Somebody, path: str) -> None:
    assert 'name="next"' not in visitor.get("/sign-in", query_string={"next": path}).text
    values = {"email": ada.email, "password": PASSWORD, "next": path}
    assert visitor.post("/sign-in", data=values).headers["Location"] == "/"


@pytest.mark.parametrize(
    ("who", "idle", "absolute"),
    [
        ("ada", timedelta(days=60), timedelta(days=365)),
        ("tom", timedelta(hours=2), timedelta(hours=12)),
        ("clara", timedelta(hours=1), timedelta(hours=12)),
    ],
)
def test_an_idle_or_old_device_is_signed_out(
    as_: As, request: pytest.FixtureRequest, who: str, idle: timedelta, absolute: timedelta
) -> None:
    client, start = as_(request.getfixturevalue(who)), datetime.now(UTC)

    def status(after: timedelta) -> int:
        with time_machine.travel(start + after, tick=False):
            return int(client.get(ME).status_code)

    assert status(idle + timedelta(minutes=1)) == 401
    rest, last = idle - timedelta(minutes=10), timedelta()
    while last + rest < absolute:
        last += rest
        assert status(last) == 200
    assert status(absolute + timedelta(minutes=1)) == 401


@pytest.mark.parametrize("cookie", ["x", "a.b.c"])
def test_a_malformed_cookie_signs_nobody_in(app: Flask, cookie: str) -> None:
    assert replay(app, cookie) == 401


def test_a_cookie_signed_with_another_key_signs_nobody_in(app: Flask, as_: As, ada: Somebody) -> None:
    genuine = cookie_of(as_(ada))
    forger = Flask("forger")
    forger.secret_key = bytes(32)
    forged = signer(forger).dumps(signer(app).loads(genuine))
    assert [replay(app, cookie) for cookie in (genuine, forged)] == [200, 401]


def test_a_signed_cookie_with_another_secret_signs_nobody_in(app: Flask, as_: As, ada: Somebody) -> None:
    session = signer(app).loads(cookie_of(as_(ada)))
    parsed = tokens.parse(session["_user_id"])
    assert parsed is not None
    guessed, _hash = tokens.issue(tokens.device(parsed.owner_id, parsed.row_id, clock.now()))
    cookies = [signer(app).dumps(session | {"_user_id": token}) for token in (session["_user_id"], guessed, "x")]
    assert [replay(app, cookie) for cookie in cookies] == [200, 401, 401]
