"""What is refused because something of ours is away (503) logs why, once; and no refusal is without a way to help."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, event, update
from sqlalchemy.exc import OperationalError

from journal.core.db import db
from journal.core.ledger import ledger
from journal.features.welcome import pages as welcome
from journal.models import StoredKey
from tests.plugins.logged import lines
from tests.plugins.people import Somebody
from tests.plugins.sql import Sql

As = Callable[[Somebody], FlaskClient]
ENTRY = {"body": "The water was dark.", "written_at": "2026-05-12T20:14:00+02:00"}
READ_ONLY = {
    "sqlite": ("PRAGMA query_only = ON", "SQLITE_READONLY"),
    "postgresql": ("SET TRANSACTION READ ONLY", "25006"),
}


@pytest.fixture
def read_only(app: Flask, as_: As, ada: Somebody) -> Iterator[str]:
    """Make the database read-only once Ada has signed in; return the code of its refusals."""
    as_(ada)
    with app.app_context():
        engine = db.engine
    statement, code = READ_ONLY[engine.dialect.name]

    def refuse(connection: Connection) -> None:
        connection.exec_driver_sql(statement)

    event.listen(engine, "begin", refuse)
    yield code
    event.remove(engine, "begin", refuse)
    engine.dispose()


@pytest.mark.parametrize("path", ["/entries", "/api/v1/entries"])
def test_whoever_only_reads_while_the_database_is_away_is_not_told_that_nothing_was_kept(
    as_: As, ada: Somebody, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def away(_engine: Engine) -> None:
        raise OperationalError("SELECT 1", {}, Exception)

    client = as_(ada)
    monkeypatch.setattr(Engine, "connect", away)
    reading, writing = client.get(path).text, client.put(f"/api/v1/entries/{uuid4()}", json=ENTRY).text
    assert ["What you saved is still there." in text for text in (reading, writing)] == [True, False]
    assert ["This was not saved." in text for text in (reading, writing)] == [False, True]


@pytest.mark.parametrize("path", ["/settings", "/api/v1/me", "/health"])
def test_a_database_that_is_away_is_logged_once(
    as_: As, ada: Somebody, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], path: str
) -> None:
    def away(_engine: Engine) -> None:
        raise OperationalError("SELECT secret", {}, Exception("words of somebody's"))

    client = as_(ada)
    monkeypatch.setattr(Engine, "connect", away)
    capfd.readouterr()
    assert client.get(path).status_code == 503
    (line,) = lines(capfd, "fault", "alarm")
    assert (line["kind"], line["level"], line["rule"]) == ("OperationalError", "error", path)
    assert line["where"].startswith("current_connection:")
    assert not {"secret", "words"} & set(str(line).split())


def test_a_database_that_takes_nothing_is_logged_with_its_own_code(
    as_: As, ada: Somebody, read_only: str, capfd: pytest.CaptureFixture[str]
) -> None:
    capfd.readouterr()
    assert as_(ada).put(f"/api/v1/entries/{uuid4()}", json=ENTRY).status_code == 503
    (line,) = lines(capfd, "fault", "alarm")
    assert line["kind"].endswith(f"Error {read_only}")
    assert "_once:" in line["where"]
    assert "dark" not in str(line)


def test_a_ledger_that_takes_nothing_is_logged(
    as_: As, ada: Somebody, ledger_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    client = as_(ada)
    device = client.get("/api/v1/devices").json["items"][0]["id"]
    ledger.load(ledger_path)
    ledger_path.unlink()
    capfd.readouterr()
    assert client.delete(f"/api/v1/devices/{device}").status_code == 503
    (line,) = lines(capfd, "fault", "alarm")
    assert line["kind"] == "FileNotFoundError ENOENT"
    assert client.get("/health").json == {"status": "ledger"}
    (line,) = lines(capfd, "fault", "alarm")
    assert (line["event"], line["kind"]) == ("alarm", "ledger")


def test_a_key_that_is_missing_is_logged_at_each_check_of_health(
    visitor: FlaskClient, ada: Somebody, sql: Sql, capfd: pytest.CaptureFixture[str]
) -> None:
    sql(update(StoredKey).values(master=9))
    for _ in range(2):
        assert visitor.get("/health").json == {"status": "keys"}
        assert [line["kind"] for line in lines(capfd, "fault", "alarm")] == ["keys"]


def test_a_refusal_that_is_no_fault_of_ours_is_not_logged_as_one(
    as_: As, ada: Somebody, capfd: pytest.CaptureFixture[str]
) -> None:
    for path in ("/nowhere", f"/entries/{uuid4()}", "/caseload", "/api/v1/entries?limit=0"):
        assert as_(ada).get(path).status_code in (403, 404, 422)
    assert lines(capfd, "fault", "alarm") == []


@pytest.mark.parametrize("who", ["nobody", "ada", "tom", "clara"])
def test_every_page_of_a_refusal_leads_to_help(
    app: Flask,
    visitor: FlaskClient,
    as_: As,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    who: str,
) -> None:
    client = visitor if who == "nobody" else as_(request.getfixturevalue(who))
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    answers = [
        client.get("/nowhere"),
        client.post("/sign-in", headers=elsewhere),
        client.delete("/help"),
        client.post("/sign-in", data=b"x=\xff", content_type="application/x-www-form-urlencoded"),
        client.post("/sign-in", data="x" * 1_000_001),
        client.get("/entries?cursor=x") if who == "ada" else client.get("/nowhere"),
    ]
    monkeypatch.setattr(welcome, "render_template", None)
    answers.append(client.get("/privacy"))
    statuses = [answer.status_code for answer in answers]
    assert statuses == [404, 403, 405, 400, 413, 422 if who == "ada" else 404, 500]
    assert all('href="/help"' in answer.text for answer in answers)
