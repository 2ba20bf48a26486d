"""Every page that somebody can reach in a demo that is lived in is light, on its first visit and on the next.

Computed from what the server sends, since a browser would take minutes; test_bytes.py holds that it is as computed.
"""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from journal.core.choices import THERAPIST
from journal.demo import clinic
from tests.plugins import sharing
from tests.plugins.people import Browser, Somebody
from tests.web.test_bytes import FIRST, NEXT

GZIP = {"Accept-Encoding": "gzip"}
LINK, MODULES = re.compile(r'href="(/[^"#]*)'), re.compile(r'data-module="([^"]+)"')
FILES = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"')
IMPORT = re.compile(r'^import .* from "\./(\w+)\.js";$', re.MULTILINE)
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|cursor=[^&]+|\d+")
FRAME = 75  # bytes that a server adds to an answer: the status, its name, the date
OF_A_KIND = 5  # pages that differ by ids and numbers alone, as /summaries/... do


def bytes_of(answer: TestResponse) -> int:
    """Return how long an answer is over the air, with its headers."""
    return len(answer.data) + len(str(answer.headers)) + FRAME


def modules(client: FlaskClient, page: str) -> set[str]:
    """Return the addresses of the scripts that a page starts, and of those that they import."""
    (main,) = (path for path in FILES.findall(page) if path.endswith("/main.js"))
    names = {name for found in MODULES.findall(page) for name in unescape(found).split()}
    seen: set[str] = set()
    while names - seen:
        name = (names - seen).pop()
        seen.add(name)
        names |= set(IMPORT.findall(client.get(main.replace("main", name)).text))
    return {main.replace("main", name) for name in seen}


class Scale:
    """Weighs pages; each file once."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.files: dict[str, int] = {}

    def of(self, path: str) -> int:
        """Return what an address takes."""
        return bytes_of(self.client.get(path, headers=GZIP))

    def visits(self, path: str, page: str) -> tuple[int, int]:
        """Return what the first visit of a page takes, and the next."""
        files = {*FILES.findall(page), *modules(self.client, page)}
        self.files |= {file: self.of(file) for file in files - set(self.files)}
        again = self.of(path)
        return again + sum(self.files[file] for file in files), again


def walk(client: FlaskClient, start: str) -> Iterator[tuple[str, str]]:
    """Yield every page that leads on from the first, by its path, without those that differ by an id alone."""
    waiting, seen, kinds = [start], {start}, {}
    while waiting:
        path = waiting.pop(0)
        kind = ID.sub("*", path)
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = client.get(path)
        if kinds[kind] > OF_A_KIND or answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        yield path, answer.text
        found = {unescape(path) for path in LINK.findall(answer.text)} - seen
        waiting += sorted(path for path in found if not path.startswith(("/static/", "/api/")))
        seen |= found


@pytest.fixture
def lived_in(app: Flask, maintenance: Flask) -> None:
    """The demo, twenty weeks on: a check-in each, and four more summaries shared."""
    with maintenance.app_context():
        clinic.fill()
    ada = signed_in(app, clinic.ADA)
    for number in range(20):
        sharing.checkin(ada, f"2026-0{1 + number // 4}-{1 + 7 * (number % 4):02}", item_1=number % 4)
    (care,) = ada.get("/api/v1/care").json["items"]
    therapist = Somebody(care["person_id"], care["name"], clinic.TOM, THERAPIST)
    series = {"kind": "series", "instrument": "phq-9", "since": "2026-01-01", "answers": False}
    for number in range(4):
        sharing.share(ada, therapist, {"kind": "topic", "text": f"{number} {sharing.WORDS}"}, series)


def signed_in(app: Flask, email: str) -> FlaskClient:
    """Sign one of the demo's people in."""
    client = Browser(app)
    answer = client.post("/sign-in", data={"email": email, "password": clinic.PASSWORD})
    assert answer.status_code == 303, answer.text
    return client


@pytest.mark.usefixtures("lived_in")
@pytest.mark.parametrize("email", [clinic.ADA, clinic.TOM, clinic.CLARA])
def test_every_page_of_the_demo_is_light(app: Flask, email: str) -> None:
    client = signed_in(app, email)
    scale = Scale(client)
    found = {path: scale.visits(path, page) for path, page in walk(client, "/settings")}
    assert {path: sizes for path, sizes in found.items() if sizes[0] > FIRST or sizes[1] > NEXT} == {}
    assert len(found) > 10
