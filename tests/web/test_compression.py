"""What shows only what its reader has typed is compressed; what shows answers or names besides is padded, or plain."""

import gzip
import re
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from journal.core.choices import ADMIN, PATIENT, THERAPIST
from journal.web.compression import COMPRESSED, LEAST, PADDED, STEP
from tests.plugins import sharing
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]
GZIP = {"Accept-Encoding": "gzip"}
TYPED = {PATIENT: "Patientwords", THERAPIST: "Therapistwords", ADMIN: "Adminwords"}  # as names, and in texts
CLINIC = "Lake House"
REFLECTED = "Addresswords"
ASKED = ("q", "next", "title", "body", "text", "country", "entry", "also", "offer", "about", "treatment")
ANSWERS = re.compile(r"^(checkins|safety|caseload|care|shares|people|invit|today|signin)")
NEVER = re.compile(r"^(safety|people|invit|today|signin)|api")

FILES = {"pwa.service_worker"}  # compressed by journal/web/assets.py


class World:
    """A patient who shares with a therapist, at the clinic of an admin; each has their word in whatever they typed."""

    def __init__(self, make_person: Callable[..., Somebody], take_care: Callable[..., UUID], as_: As) -> None:
        self.people = {role: make_person(word, role) for role, word in TYPED.items()}
        self.client = {role: as_(person) for role, person in self.people.items()}
        patient, therapist = self.people[PATIENT], self.people[THERAPIST]
        self.care = take_care(therapist, patient)
        client, word = self.client[PATIENT], TYPED[PATIENT]
        self.treatment = sharing.treatment(client, intention=word)
        self.entry = sharing.entry(client, word, treatment_id=self.treatment)
        sharing.put(client, f"/entries/{self.entry}", {"body": f"{word}!", "written_at": sharing.WRITTEN}, 1)
        self.checkin = sharing.checkin(client, item_9=1)
        topic = {"kind": "topic", "text": word}
        self.share = sharing.share(client, therapist, topic, sharing.excerpt(self.entry, f"{word}!"))
        self.summary = client.get("/api/v1/summaries").json["items"][0]["id"]
        answer = self.client[ADMIN].post("/api/v1/invitations", json={"email": "new@example.org", "role": THERAPIST})
        assert answer.status_code == 201, answer.json

    def values(self) -> dict[str, object]:
        """Return what stands in the addresses of all this."""
        names = ("treatment", "entry", "checkin", "share", "summary", "care")
        found = {f"{name}_id": getattr(self, name) for name in names}
        found |= {"patient_id": self.people[PATIENT].id, "person_id": self.people[THERAPIST].id}
        return found | {"number": 1, "instrument_id": "phq-9"}


@pytest.fixture
def world(make_person: Callable[..., Somebody], take_care: Callable[..., UUID], as_: As) -> World:
    return World(make_person, take_care, as_)


def answers(app: Flask, world: World, role: str) -> Iterator[tuple[str, TestResponse]]:
    """Yield the endpoint and the response of every page and resource that somebody can open."""
    values = world.values()
    query = dict.fromkeys(ASKED, REFLECTED) | {"kind": "topic"}
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.arguments <= set(values):
            _host, path = rule.build({name: values[name] for name in rule.arguments}) or ("", "")
            for asked in ({}, query):
                yield rule.endpoint, world.client[role].get(path, headers=GZIP, query_string=asked)


@pytest.mark.parametrize("role", TYPED)
def test_nothing_that_shows_what_somebody_else_typed_is_compressed(app: Flask, world: World, role: str) -> None:
    others = [word for whose, word in TYPED.items() if whose != role] + [CLINIC]
    showing, reflecting, packed, odd = set(), set(), set(), set()
    for endpoint, answer in answers(app, world, role):
        compressed = answer.headers.get("Content-Encoding") == "gzip"
        text = (gzip.decompress(answer.data) if compressed else answer.data).decode(errors="replace")
        showing |= {endpoint for word in others if word in text}
        reflecting |= {endpoint} if REFLECTED in text else set()
        packed |= {endpoint} if compressed else set()
        odd |= {endpoint} if compressed and len(answer.data) % STEP else set()
    assert packed <= COMPRESSED | PADDED | FILES
    assert packed & reflecting == set()
    assert (packed - PADDED) & showing == set()
    assert odd <= COMPRESSED | FILES
    seen = {PATIENT: "shares.index", THERAPIST: "caseload.show", ADMIN: "people.index"}
    assert seen[role] in showing


def test_whatever_may_be_compressed_is_if_it_is_long_enough(app: Flask, world: World) -> None:
    found = [(endpoint, answer) for role in TYPED for endpoint, answer in answers(app, world, role)]
    packed = {endpoint for endpoint, answer in found if "Content-Encoding" in answer.headers}
    short = {endpoint for endpoint, answer in found if answer.status_code == 200 and len(answer.data) < LEAST}
    redirected = {"welcome.index"}  # whoever is signed in goes on to their first page
    assert (COMPRESSED | PADDED) - packed - redirected <= short
    assert len(packed & COMPRESSED) > len(COMPRESSED) / 2
    assert len(packed & PADDED) > len(PADDED) * 0.8


@pytest.mark.parametrize(
    ("headers", "packed"),
    [
        (GZIP, True),
        (GZIP | {"Sec-Fetch-Site": "none"}, True),
        (GZIP | {"Sec-Fetch-Site": "cross-site"}, False),
        (GZIP | {"Sec-Fetch-Site": "same-site"}, False),
        ({"Accept-Encoding": "gzip;q=0"}, False),
        ({}, False),
    ],
)
@pytest.mark.parametrize("path", ["/entries", "/api/v1/entries", "/privacy"])
def test_it_is_compressed_for_whoever_takes_it_and_was_not_led_here(
    world: World, path: str, headers: dict[str, str], packed: bool
) -> None:
    for number in range(20):
        sharing.entry(world.client[PATIENT], f"{number} {sharing.WORDS}")
    plain = world.client[PATIENT].get(path)
    answer = world.client[PATIENT].get(path, headers=headers)
    head = world.client[PATIENT].head(path, headers=headers)
    assert (gzip.decompress(answer.data) if packed else answer.data) == plain.data
    for one in (answer, head):
        assert one.content_length == len(answer.data)
        assert one.headers.get("Content-Encoding") == ("gzip" if packed else None)
        assert "Accept-Encoding" in ", ".join(one.headers.getlist("Vary"))


def test_a_page_that_says_something_for_once_is_not_compressed(world: World) -> None:
    client = world.client[PATIENT]
    client.post(f"/entries/{world.entry}/deletion", data={})
    told, after = (client.get("/entries", headers=GZIP) for _ in range(2))
    assert ("Deleted. You can" in told.text, "Content-Encoding" in told.headers) == (True, False)
    assert after.headers["Content-Encoding"] == "gzip"


def test_every_name_is_of_something_that_can_be_asked_for(app: Flask) -> None:
    assert set(app.view_functions) >= COMPRESSED | PADDED
    assert COMPRESSED.isdisjoint(PADDED)
    assert not any(map(ANSWERS.match, COMPRESSED))
    assert not any(map(NEVER.match, PADDED))
