"""Who is signed in is looked up once a request, and not at all while the database is away."""

import json
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from journal.core.connection import current_connection
from tests.plugins.people import PASSWORD, Browser, Somebody

As = Callable[[Somebody], FlaskClient]


def logged(capfd: pytest.CaptureFixture[str]) -> list[str | None]:
    """Return whom each line of the log names."""
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    return [line["person"] for line in lines if line["event"] == "request"]


def test_the_log_names_who_asked_where_somebody_had_to_know(
    app: Flask, ada: Somebody, capfd: pytest.CaptureFixture[str]
) -> None:
    browser = Browser(app)
    capfd.readouterr()
    browser.get("/api/v1/me")
    browser.post("/sign-in", data={"email": ada.email, "password": PASSWORD})
    browser.get("/api/v1/me")
    browser.get("/favicon.ico")
    assert logged(capfd) == [None, str(ada.id), str(ada.id), None]


@pytest.fixture
def lose_database(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], list[None]]:
    """Let the database answer so many questions and no more; return a list that grows with each."""

    def lose(answered: int) -> list[None]:
        asked: list[None] = []

        def refuse() -> Connection:
            asked.append(None)
            if len(asked) > answered:
                raise OperationalError("SELECT", {}, Exception("away"))
            return current_connection()

        monkeypatch.setattr("journal.core.db.current_connection", refuse)
        return asked

    return lose


@pytest.mark.parametrize(("path", "status"), [("/help", 200), ("/settings", 503), ("/api/v1/me", 503)])
def test_a_database_that_is_away_is_asked_once_who_it_is(
    as_: As, ada: Somebody, lose_database: Callable[[int], list[None]], path: str, status: int
) -> None:
    client, asked = as_(ada), lose_database(0)
    assert client.get(path).status_code == status
    assert len(asked) == 1


def test_a_database_that_goes_away_later_is_not_asked_again_for_help(
    as_: As, ada: Somebody, lose_database: Callable[[int], list[None]]
) -> None:
    client, clinics_number = as_(ada), "+1 2125550100"
    assert clinics_number in client.get("/help").text
    asked = lose_database(1)
    answer = client.get("/help")
    assert (answer.status_code, clinics_number in answer.text, len(asked)) == (200, False, 2)
