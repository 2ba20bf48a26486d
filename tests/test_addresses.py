"""No address holds a token or what somebody searches for, so no history, no proxy's log and no Referer does either."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask, Response, request, request_finished
from flask.testing import FlaskClient
from werkzeug.routing import IntegerConverter, UUIDConverter

from tests.features.invitations.links import NEW, answer, decline, look, token_of
from tests.plugins import sharing
from tests.plugins.people import ORIGIN, PASSWORD, Browser, Somebody, command

As = Callable[[Somebody], FlaskClient]
WORDS = {
    "instrument_id",
    "version",
    "path",
}  # of a questionnaire and of static files: all that is neither id nor number
SECRET_LENGTH = 43  # characters: the secret at the end of a token; what stands before it names owner and row


@pytest.fixture
def told(app: Flask, capfd: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """Return the function that returns what addresses, Referers, redirects and the log told since the last call."""
    lines: list[str] = []

    def note(_app: Flask, response: Response) -> None:
        lines.extend((request.url, str(request.referrer), str(response.location)))

    def read() -> str:
        logged = capfd.readouterr()
        said = "\n".join([*lines, logged.out, logged.err])
        lines.clear()
        return said

    with request_finished.connected_to(note, app):
        yield read


def test_no_rule_takes_a_word_but_of_what_is_public(app: Flask) -> None:
    rules = list(app.url_map.iter_rules())
    assert not any("token" in rule.rule for rule in rules)
    converters = [pair for rule in rules for pair in rule._converters.items()]
    assert {name for name, kind in converters if not isinstance(kind, UUIDConverter | IntegerConverter)} == WORDS


@pytest.mark.parametrize("way", ["page", "api"])
def test_an_invitation_is_looked_at_and_answered_without_a_token_in_any_address(
    app: Flask, as_: As, tom: Somebody, told: Callable[[], str], way: str
) -> None:
    for email in ("nia@example.org", "mia@example.org"):
        token, visitor = token_of(as_(tom), email, "patient"), Browser(app)
        for replied in (
            visitor.get("/invitations/received"),
            look(visitor, token, way),
            answer(visitor, token, way, email="other@example.org", **NEW),
            answer(visitor, token, way, email=email, **NEW) if email[0] == "n" else decline(visitor, token, way),
        ):
            assert replied.status_code in {200, 201, 204, 303, 422}
        said = told()
        assert "/invitations/received" in said
        assert token[-SECRET_LENGTH:] not in said


@pytest.mark.parametrize("way", ["page", "api"])
def test_a_password_is_set_without_a_token_in_any_address(
    app: Flask, ada: Somebody, told: Callable[[], str], way: str
) -> None:
    made = command(app, "account", "reset", ada.email).output.strip()
    token, visitor, values = made.partition("#")[2], Browser(app), {"email": ada.email, "password": PASSWORD}
    assert visitor.post("/resets/new", data={"token": made}).status_code == 200
    if way == "page":
        assert visitor.post("/resets", data={"token": token, **values}).status_code == 303
    else:
        assert visitor.post("/api/v1/resets", json={"token": token, **values}).status_code == 204
    said = told()
    assert "/resets" in said
    assert token[-SECRET_LENGTH:] not in said


@pytest.mark.parametrize("way", ["page", "api"])
def test_entries_are_searched_without_a_word_in_any_address(
    as_: As, ada: Somebody, told: Callable[[], str], way: str
) -> None:
    sharing.entry(as_(ada), "The water was warm")
    if way == "page":
        found = as_(ada).post("/entries/search", data={"q": "warm"})
        replied = as_(ada).get(found.location, headers={"Referer": f"{ORIGIN}/entries"})
    else:
        replied = as_(ada).post("/api/v1/entries/search", json={"q": "warm"})
    assert "The water was warm" in replied.text.replace("<mark>", "").replace("</mark>", "")
    said = told()
    assert "/entries/search" in said
    assert "warm" not in said
