"""Journal answers to its own name alone, and its last response is a plain one of its own, never a traceback."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from journal.app import create_app
from journal.clinical.crisis_lines import DIRECTORY
from journal.web import problems
from journal.web.headers import HEADERS
from tests.plugins.people import Browser, settings

FOREIGN = ["..", "a" * 300 + ".com", "evil.com", "evil.com:443", "journal.example.org.evil.com", "localhost", "[", ""]


def careful(answer) -> bool:
    return all(answer.headers.get(name) == value for name, value in HEADERS.items())


@pytest.mark.parametrize("host", FOREIGN, ids=lambda host: host[:12])
@pytest.mark.parametrize(("verb", "path"), [("GET", "/"), ("GET", "/api/v1"), ("GET", "/help"), ("POST", "/sign-in")])
def test_another_name_is_refused(
    visitor: FlaskClient, capfd: pytest.CaptureFixture[str], host: str, verb: str, path: str
) -> None:
    answer = visitor.open(path, method=verb, headers={"Host": host, "Referer": f"https://{host}/help"})
    assert (answer.status_code, careful(answer), answer.headers["Cache-Control"]) == (400, True, "no-store")
    assert "Location" not in answer.headers
    assert path.startswith("/api") or DIRECTORY.address in answer.text
    assert "Traceback" not in capfd.readouterr().err


def test_no_cross_site_form_gets_further_by_another_name(visitor: FlaskClient) -> None:
    sent = {"Host": "evil.com", "Sec-Fetch-Site": "cross-site"}
    assert visitor.post("/sign-in", data={"email": "x"}, headers=sent).status_code == 400


@pytest.mark.parametrize("port", ["", ":8443"])
def test_our_name_is_ours_on_any_port(visitor: FlaskClient, port: str) -> None:
    assert visitor.get("/help", headers={"Host": f"journal.example.org{port}"}).status_code == 200


@pytest.mark.parametrize(("host", "status"), [("localhost:8000", 200), ("127.0.0.1:9", 200), ("evil.com", 400)])
def test_a_demo_goes_by_the_names_of_this_machine(app: Flask, database_url: str, host: str, status: int) -> None:
    here = replace(settings(database_url), demo=True, public_url="http://127.0.0.1:8000")
    assert Browser(create_app(here)).get("/help", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("path", ["/nowhere", "/api/v1/nowhere"])
def test_what_cannot_even_be_refused_is_a_plain_500(
    app: Flask, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], path: str
) -> None:
    def broken(*_args: object, **_words: object) -> None:
        raise RuntimeError("words of somebody's")

    monkeypatch.setattr(problems, "render_template", broken)
    monkeypatch.setattr(problems.responses, "body", broken)
    answer = visitor.get(path)
    assert (answer.status_code, answer.mimetype, careful(answer)) == (500, "text/html", True)
    assert '<a href="/help">' in answer.text
    assert DIRECTORY.address in answer.text
    told = capfd.readouterr().err
    assert '"kind":"RuntimeError"' in told
    assert "words of" not in told + answer.text
    assert "Traceback" not in told
