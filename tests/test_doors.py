"""Every route x verb x kind of visitor has an expectation, in doors.txt; one that is missing fails.

The rows that are asked for are nobody's: what is not there and what is somebody else's answer alike (test_access.py
holds that). A verb without a line is refused with 405 to everybody.
"""

import re
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.plugins.people import Somebody

TABLE = Path(__file__).with_name("doors.txt")
VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE")
NOT_THERE = UUID(int=7)
NOT_SIGNED_IN = {303, 401}
SIGN_IN = "/sign-in?next="
ENDINGS = {("POST", "/sign-out"), ("DELETE", "/api/v1/session")}  # last, since nobody is signed in after them
PUBLIC = {
    "/",
    "/api/v1/",
    "/api/v1/help",
    "/api/v1/openapi.json",
    "/api/v1/session",
    "/favicon.ico",
    "/health",
    "/help",
    "/unsent",
    "/manifest.webmanifest",
    "/offline",
    "/service-worker.js",
    "/privacy",
    "/sign-in",
    "/invitations/received",
    "/invitations/received/acceptance",
    "/invitations/received/refusal",
    "/api/v1/invitations/look-up",
    "/api/v1/invitations/acceptances",
    "/api/v1/invitations/refusals",
    "/resets",
    "/resets/new",
    "/api/v1/resets",
    "/static/<version>/<path:path>",
}


def expected() -> dict[tuple[str, str], tuple[int, ...]]:
    """Return {(verb, rule): statuses for nobody, a patient, a therapist, an admin}."""
    lines = (line.split() for line in TABLE.read_text().splitlines() if line and not line.startswith("#"))
    return {(verb, rule): tuple(map(int, statuses)) for verb, rule, *statuses in lines}


def offered(app: Flask) -> set[tuple[str, str]]:
    """Return every (verb, rule) that the application offers, but for those that Flask adds by itself."""
    return {(verb, rule.rule) for rule in app.url_map.iter_rules() for verb in (rule.methods or set()) & set(VERBS)}


def path(app: Flask, rule: str) -> str:
    """Return an address that the rule leads to, with ids that are nobody's."""
    fitting = {"uuid:": str(NOT_THERE), "int:": "1", "path:": "pages.css", "": "x"}
    return re.sub(r"<(\w+:)?\w+>", lambda found: fitting[found[1] or ""], rule)


def send(app: Flask, client: FlaskClient, verb: str, rule: str) -> tuple[int, str]:
    body = {"json": {}} if rule.startswith("/api/") else {"data": {}}
    with client.open(path(app, rule), method=verb, **(body if verb in VERBS[1:] else {})) as answer:
        return answer.status_code, answer.headers.get("Location", "")


def test_every_door_has_a_line_and_every_line_a_door(app: Flask) -> None:
    assert set(expected()) == offered(app)


@pytest.mark.parametrize("who", ["nobody", "ada", "tom", "clara"])
def test_each_visitor_is_answered_as_the_table_says(
    app: Flask, visitor: FlaskClient, as_: Callable[[Somebody], FlaskClient], request: pytest.FixtureRequest, who: str
) -> None:
    place = ["nobody", "ada", "tom", "clara"].index(who)
    client = as_(request.getfixturevalue(who)) if place else visitor
    wrong = []
    for (verb, rule), statuses in sorted(expected().items(), key=lambda line: line[0] in ENDINGS):
        status, location = send(app, client, verb, rule)
        if status != statuses[place]:
            wrong.append(f"{verb} {rule}: {status}, not {statuses[place]}")
        if statuses[place] == 303 and not place and (verb, rule) not in ENDINGS and not location.startswith(SIGN_IN):
            wrong.append(f"{verb} {rule} leads to {location}")
    assert wrong == []


def test_a_verb_without_a_line_is_refused_to_everybody(
    app: Flask, visitor: FlaskClient, as_: Callable[[Somebody], FlaskClient], ada: Somebody
) -> None:
    known = {(verb, path(app, rule)) for verb, rule in expected()}
    for address in {address for _verb, address in known}:
        for verb in VERBS:
            if (verb, address) not in known:
                for client in (visitor, as_(ada)):
                    with client.open(address, method=verb) as answer:
                        assert answer.status_code == 405, (verb, address)
                        assert answer.headers["Allow"]


def test_no_door_but_the_public_ones_lets_a_stranger_in() -> None:
    """Read the table once more, by its addresses alone."""
    for (verb, rule), (nobody, *_others) in expected().items():
        assert nobody in NOT_SIGNED_IN or rule in PUBLIC, (verb, rule)
