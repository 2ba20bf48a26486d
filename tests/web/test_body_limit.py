"""Little is taken from a browser that nobody has signed in on; whoever writes may send an entry at its longest."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from journal.app import BODY_LIMIT
from journal.core.choices import PATIENT
from journal.domain.entry_text import BODY_LIMIT as LONGEST_ENTRY
from journal.domain.identity import ABSOLUTE
from journal.web.body_limit import ANYBODY_LIMIT
from tests.features.signin.test_signing_in import COOKIE, HOST, signer
from tests.plugins.people import PASSWORD, Browser, Somebody

As = Callable[[Somebody], FlaskClient]
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
ENTRY = "/api/v1/entries/5e0c4a3e-7d8b-4b6e-9a51-2f3d1c0b9a87"
DOORS = [
    ("POST", "/entries", FORM),
    ("POST", "/entries", "multipart/form-data; boundary=x"),
    ("POST", "/sign-in", FORM),
    ("POST", "/api/v1/session", JSON),
    ("PUT", ENTRY, JSON),
]
LONGEST = {"body": "\u0436\u4e16" * (LONGEST_ENTRY // 2), "written_at": "2026-05-12T20:14:00+02:00"}


class Unread(BytesIO):
    """A body that nobody may read."""

    def read(self, size: int | None = -1) -> bytes:
        raise AssertionError("the body was read")

    readline = read


def test_nobody_sends_much_from_a_browser_without_a_sign_in_and_none_of_it_is_read(visitor: FlaskClient) -> None:
    too_long = {"wsgi.input": Unread(), "CONTENT_LENGTH": str(ANYBODY_LIMIT + 1)}
    for verb, path, kind in DOORS:
        answer = visitor.open(path, method=verb, content_type=kind, environ_overrides=too_long)
        assert answer.status_code == 413, path
        assert "Sign in on another tab" in (answer.json["detail"] if path.startswith("/api/") else answer.text)


@pytest.mark.parametrize("path", ["/entries", "/sign-in", ENTRY])
def test_a_body_without_a_length_is_refused_unread(as_: As, ada: Somebody, path: str) -> None:
    verb, kind = ("PUT", JSON) if path == ENTRY else ("POST", FORM)
    unending = {"wsgi.input": Unread(), "wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    answer = as_(ada).open(path, method=verb, content_type=kind, environ_overrides=unending)
    assert (answer.status_code, "Content-Length" in answer.text) == (411, True)


def test_a_form_that_was_cut_off_on_its_way_is_not_kept(as_: As, ada: Somebody) -> None:
    whole = urlencode({"id": str(uuid4()), "written_at": "2026-05-12T20:14:00Z", "body": "Mine, to the end"}).encode()
    cut = {"wsgi.input": BytesIO(whole[:-4]), "wsgi.input_terminated": True, "CONTENT_LENGTH": str(len(whole))}
    assert as_(ada).post("/entries", content_type=FORM, environ_overrides=cut).status_code == 400
    assert as_(ada).get("/api/v1/entries").json["items"] == []


def test_what_just_fits_is_read(visitor: FlaskClient) -> None:
    body = b"email=" + b"x" * (ANYBODY_LIMIT - 6)
    assert visitor.post("/sign-in", data=body, content_type=FORM).status_code == 422


def test_an_entry_at_its_longest_is_taken_from_whoever_is_signed_in(as_: As, ada: Somebody) -> None:
    size = len(urlencode(LONGEST))
    assert ANYBODY_LIMIT < size < BODY_LIMIT
    assert as_(ada).post("/entries", data=LONGEST).status_code == 303
    assert as_(ada).put(ENTRY, json=LONGEST).status_code == 201


@pytest.mark.parametrize("ending", ["device ended", "signed out"])
def test_a_browser_that_was_signed_out_may_still_send_it(as_: As, signed_out: As, ada: Somebody, ending: str) -> None:
    client = signed_out(ada) if ending == "device ended" else as_(ada)
    if ending == "signed out":
        client.post("/sign-out")
    assert client.post("/entries", data=LONGEST).status_code == 401
    assert client.put(ENTRY, json=LONGEST).status_code == 401


def test_a_forged_cookie_opens_nothing(app: Flask) -> None:
    forger = Flask("forger")
    forger.secret_key = bytes(32)
    browser = Browser(app)
    browser.set_cookie(COOKIE, signer(forger).dumps({"marks": [["00", "00"]]}), domain=HOST, secure=True)
    assert browser.post("/entries", data=LONGEST).status_code == 413


def test_more_than_anybody_needs_is_refused_to_all(as_: As, ada: Somebody) -> None:
    assert as_(ada).post("/entries", data={"body": "x" * BODY_LIMIT}).status_code == 413
    assert as_(ada).put(ENTRY, json={"body": "x" * BODY_LIMIT}).status_code == 413


def test_the_cookie_outlives_its_device(visitor: FlaskClient, ada: Somebody) -> None:
    """A form that was opened before the sign-in expired still says whose it is when it comes."""
    visitor.post("/sign-in", data={"email": ada.email, "password": PASSWORD})
    cookie = visitor.get_cookie(COOKIE, domain=HOST)
    assert cookie is not None
    assert cookie.expires is not None
    assert cookie.expires - datetime.now(UTC) > ABSOLUTE[PATIENT] + timedelta(days=30)
