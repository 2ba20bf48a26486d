"""Requests from elsewhere are refused, and every response carries what protects it."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.plugins.people import ORIGIN, PASSWORD, Somebody

As = Callable[[Somebody], FlaskClient]
WORDS = {"body": "Mine", "written_at": "2026-05-12T20:14:00+02:00"}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": ORIGIN},
        {"Sec-Fetch-Site": None, "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": None, "Origin": "null"},
        {"Sec-Fetch-Site": None},
    ],
    ids=str,
)
def test_what_another_site_sends_is_refused(as_: As, ada: Somebody, headers: dict[str, str | None]) -> None:
    sent = {name: value for name, value in headers.items() if value}
    client = as_(ada)
    client.bare = "Sec-Fetch-Site" in headers and headers["Sec-Fetch-Site"] is None
    answers = [
        client.put(f"/api/v1/entries/{uuid4()}", json=WORDS, headers=sent),
        client.post("/entries", data=WORDS, headers=sent),
        client.post("/sign-in", data={"email": ada.email, "password": PASSWORD}, headers=sent),
        client.post("/sign-out", headers=sent),
    ]
    assert [answer.status_code for answer in answers] == [403] * 4
    client.bare = False
    assert client.get("/api/v1/entries").json["items"] == []


def test_our_own_origin_is_let_in_where_the_browser_says_no_more(as_: As, ada: Somebody) -> None:
    client = as_(ada)
    client.bare = True
    answer = client.put(f"/api/v1/entries/{uuid4()}", json=WORDS, headers={"Origin": ORIGIN})
    assert answer.status_code == 201


def test_a_method_cannot_be_put_on_as_a_mask(as_: As, ada: Somebody) -> None:
    path = f"/api/v1/entries/{uuid4()}"
    as_(ada).put(path, json=WORDS)
    for disguise in ({"X-HTTP-Method-Override": "DELETE"}, {"X-Method-Override": "DELETE"}):
        assert as_(ada).post(path, headers=disguise).status_code == 405
    assert as_(ada).get(path + "?_method=DELETE").status_code == 200


@pytest.mark.parametrize("path", ["/", "/api/v1/me", "/nowhere", "/api/v1/nowhere", "/manifest.webmanifest", "/help"])
def test_every_answer_tells_the_browser_to_be_careful(visitor: FlaskClient, path: str) -> None:
    headers = visitor.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy
    assert "unsafe" not in policy
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers


def test_nothing_private_is_kept_by_the_browser(as_: As, ada: Somebody) -> None:
    path = f"/entries/{uuid4()}"
    as_(ada).put(f"/api/v1{path}", json=WORDS)
    pages = [path, f"/api/v1{path}", f"{path}/revisions", "/entries", "/today", "/settings"]
    for private in pages:
        answer = as_(ada).get(private)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store"), private
    assert as_(ada).get(f"{path}.css").status_code == 404
    assert as_(ada).get(f"{path}/x.css").status_code == 404


def test_the_cookie_is_for_this_host_alone(app: Flask, as_: As, ada: Somebody) -> None:
    answer = as_(ada).post("/sign-in", data={"email": ada.email, "password": PASSWORD})
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-journal=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert "Expires" in cookie


def test_our_own_files_are_kept_for_a_year_under_an_address_that_changes(app: Flask, visitor: FlaskClient) -> None:
    version = app.config["ASSETS"]
    with visitor.get(f"/static/{version}/pages.css") as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    with visitor.get("/static/000000000000/pages.css") as older:
        assert older.headers["Cache-Control"] == "no-cache"
    assert visitor.get(f"/static/{version}/../../journal/app.py").status_code == 404
    assert visitor.get(f"/static/{version}/%2e%2e/wsgi.py").status_code == 404
