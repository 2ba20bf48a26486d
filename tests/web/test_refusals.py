"""What cannot be read, is too big, or knocks at the wrong door: a fitting status, words that help, never a 500."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from journal.db import db
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]
JSON = "application/json"
PATH = "/api/v1/entries/01890a5d-ac96-774b-bcce-b302099a8057"
GOOD = b'{"body": "Mine", "written_at": "2026-05-12T20:14:00+02:00"}'


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", JSON, 400),
        (b"", JSON, 400),
        (b"\xff\xfe", JSON, 400),
        (b"[" * 100_000, JSON, 400),
        (b'{"body": "Mine", "mood": NaN, "written_at": "2026-05-12T20:14:00+02:00"}', JSON, 400),
        (b'{"mood": ' + b"9" * 5000 + b"}", JSON, 400),
        (b"[]", JSON, 422),
        (b'"words"', JSON, 422),
        (b"null", JSON, 422),
        (b'{"mood": 1e400, "written_at": "2026-05-12T20:14:00+02:00"}', JSON, 422),
        (GOOD, "text/plain", 415),
        (GOOD, "application/x-www-form-urlencoded", 415),
        (GOOD, "", 415),
        (b" " * 10_000_000, JSON, 413),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_body_that_is_none_is_refused(as_: As, ada: Somebody, body: bytes, kind: str, status: int) -> None:
    answer = as_(ada).put(PATH, data=body, content_type=kind)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.json["status"] == status
    assert answer.json["detail"]
    assert as_(ada).get(PATH).status_code == 404


def test_a_form_that_is_too_big_is_refused_kindly(as_: As, ada: Somebody) -> None:
    answer = as_(ada).post("/entries", data={"body": "x" * 10_000_000})
    assert answer.status_code == 413
    assert "smaller" in answer.text


@pytest.mark.parametrize("path", ["/api/v1/entries", "/entries/new"])
def test_a_wrong_verb_is_told_the_right_ones(as_: As, ada: Somebody, path: str) -> None:
    answer = as_(ada).delete(path)
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "limit=-1", "limit=", "limit=1e3"])
def test_a_limit_that_is_none_is_refused(as_: As, ada: Somebody, query: str) -> None:
    answer = as_(ada).get(f"/api/v1/entries?{query}")
    assert (answer.status_code, list(answer.json["fields"])) == (422, ["limit"])


@pytest.mark.parametrize(
    ("cursor", "status"),
    [
        ("x", 422),
        ("", 422),
        ("%00", 422),
        ("AAAA", 422),
        ("é", 422),
        ("A" * 5000, 422),
        ("A" * 32, 200),
        ("_" * 32, 200),
    ],
)
@pytest.mark.parametrize(
    "path", ["/api/v1/entries", "/entries", "/api/v1/treatments", "/api/v1/checkins", "/api/v1/shares"]
)
def test_a_made_up_cursor_is_refused_unless_it_could_be_ours(
    as_: As, ada: Somebody, path: str, cursor: str, status: int
) -> None:
    assert as_(ada).get(f"{path}?cursor={cursor}").status_code == status


@pytest.mark.parametrize(("path", "kind"), [("/api/v1/me", "application/problem+json"), ("/settings", "text/html")])
def test_a_database_that_is_away_is_told_as_such(
    app: Flask, as_: As, ada: Somebody, monkeypatch: pytest.MonkeyPatch, path: str, kind: str
) -> None:
    client = as_(ada)

    def away() -> None:
        raise OperationalError("SELECT", {}, Exception("away"))

    with app.app_context():
        monkeypatch.setattr(db.session, "connection", away)
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (503, kind)


def test_words_that_come_too_late_are_given_back(visitor: FlaskClient) -> None:
    answer = visitor.post("/entries", data={"body": "The water was dark and I was <not> afraid."})
    assert answer.status_code == 401
    assert "The water was dark and I was &lt;not&gt; afraid." in answer.text


def test_an_address_that_is_none_leads_nowhere(as_: As, ada: Somebody) -> None:
    for path in (f"/entries/{uuid4()}x", "/entries/1", "/entries/%00", "/entries/..%2f..", "/api/v1/entries/1"):
        assert as_(ada).get(path).status_code == 404, path
