"""What people write runs from the right where its letters do, in what they read and in the fields for it."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from journal.core import clock
from journal.core.db import commit
from journal.models import Clinic
from tests.plugins import sharing
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import execute

As = Callable[[Somebody], FlaskClient]
Attributes = list[tuple[str, str | None]]

WORDS = "היום היה שקט יותר."
NAMES = {"ada": "עדה לוי", "tom": "תום לינד", "clinic": "בית האגם"}
HEBREW = re.compile("[א-ת]")
VOID = {"br", "img", "input", "link", "meta", "path", "circle", "rect", "line", "use", "hr"}
MACHINES = ("value", "data-", "content", "href")  # nobody reads these, or a field's own direction rules them
ISOLATED = re.compile("\N{FIRST STRONG ISOLATE}[^\N{POP DIRECTIONAL ISOLATE}]*\N{POP DIRECTIONAL ISOLATE}")


class Reader(HTMLParser):
    """Collects the Hebrew of a page that no `dir="auto"`, <bdi> or isolate sets apart from the English around it."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[tuple[str, bool]] = []
        self.seen, self.faults = 0, list[str]()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Note whether an element sets its text apart, and read its attributes."""
        found = dict(attrs)
        self.seen += any(HEBREW.search(text or "") for _name, text in attrs)
        apart = tag == "bdi" or found.get("dir") == "auto"
        readable = {name: text or "" for name, text in attrs if not name.startswith(MACHINES)}
        for text in [*readable.values(), *([found.get("value") or ""] if tag == "input" and not apart else [])]:
            if found.get("type") != "hidden":
                self.look(text, apart=False)
        if tag not in VOID:
            self.inside.append((tag, apart))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        while self.inside and self.inside.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Read a text; the words of the nearest element with a direction of its own are set apart."""
        self.look(data, apart=bool(self.inside and self.inside[-1][1]) or any(tag == "mark" for tag, _ in self.inside))

    def look(self, text: str, *, apart: bool) -> None:
        """Note Hebrew that nothing sets apart."""
        self.seen += bool(HEBREW.search(text))
        if not apart and HEBREW.search(ISOLATED.sub("", text)):
            self.faults.append(" ".join(text.split()))


def faults(client: FlaskClient, path: str) -> list[str]:
    """Return the texts of a page that are not set apart."""
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code == 200, path
    reader = Reader()
    reader.feed(answer.text)
    assert reader.seen, path
    return [f"{path}: {text}" for text in reader.faults]


@pytest.fixture
def addresses(app: Flask, as_: As, ada: Somebody, tom: Somebody, in_care: None) -> dict[str, list[str]]:
    """Write everything in Hebrew; return the pages of each reader on which it stands."""
    with app.app_context():
        execute(update(Clinic).values(name=NAMES["clinic"], phone="+97225550100"))
        commit()
    for person in (ada, tom):
        form = {"name": NAMES[person.name.lower()], "zone": "America/New_York"}
        assert as_(person).post("/settings/account", data=form).status_code == 303
    own = as_(ada)
    facts = {"intention": WORDS, "noticed": WORDS, "setting": WORDS}
    treatment = sharing.treatment(own, **facts)
    entry = sharing.entry(own, f"{WORDS} {WORDS}", treatment_id=treatment)
    pieces = [
        {"kind": "topic", "text": WORDS},
        sharing.excerpt(entry, WORDS),
        {"kind": "entry", "entry_id": entry},
        {"kind": "treatment", "treatment_id": treatment},
    ]
    composed = sharing.summary(own, *pieces, title=WORDS)
    agreed = sharing.terms(composed, tom, purpose=WORDS)
    shared = sharing.put_share(own, agreed).json["id"]
    draft = sharing.summary(own, *pieces, title=WORDS, for_date=clock.now().date().isoformat())
    care = own.get("/api/v1/care").json["items"][0]["id"]
    return {"ada": list(patient(entry, treatment, composed, draft, shared, care)), "tom": list(therapist(ada, care))}


def patient(entry: str, treatment: str, composed: str, draft: str, shared: str, care: str) -> Iterator[str]:
    """Yield the pages on which a patient reads names and words."""
    yield from ("/today", "/entries", "/treatments", "/summaries", "/summaries/new", "/shares", "/help", "/settings")
    yield from ("/settings/account", "/settings/care", f"/settings/care/{care}/ending")
    yield from (f"/entries/{entry}", f"/entries/{entry}/edit", f"/entries/{entry}/deletion")
    yield from (f"/treatments/{treatment}", f"/treatments/{treatment}/edit", f"/treatments/{treatment}/deletion")
    yield from (f"/summaries/{composed}", f"/summaries/{draft}/edit", f"/summaries/{draft}/preview")
    yield from (f"/summaries/{draft}/pieces/new?kind=excerpt", f"/summaries/{draft}/pieces/0/edit")
    yield from (f"/summaries/{draft}/deletion", f"/shares/{shared}", f"/shares/{shared}/withdrawal")


def therapist(ada: Somebody, care: str) -> Iterator[str]:
    """Yield the pages on which a therapist does."""
    yield from ("/caseload", f"/caseload/{ada.id}", "/settings/care", f"/settings/care/{care}/ending", "/settings")


@pytest.mark.parametrize("path", ["/entries/new", "/treatments/new", "/settings/account"])
def test_every_field_for_words_follows_their_direction(as_: As, ada: Somebody, path: str) -> None:
    page = as_(ada).get(path, follow_redirects=True).text
    fields = re.findall(r'<textarea[^>]*>|<input[^>]*type="text"[^>]*>', page)
    assert fields
    assert [field for field in fields if 'dir="auto"' not in field] == []


def test_names_and_words_follow_their_own_direction_on_every_page(
    as_: As, ada: Somebody, tom: Somebody, clara: Somebody, addresses: dict[str, list[str]]
) -> None:
    addresses["clara"] = ["/people", f"/people/{ada.id}", f"/people/{ada.id}/deactivation"]
    readers = {"ada": ada, "tom": tom, "clara": clara}
    assert [one for who, paths in addresses.items() for path in paths for one in faults(as_(readers[who]), path)] == []


def test_an_invitation_s_names_follow_their_own_direction(
    as_: As, tom: Somebody, visitor: FlaskClient, addresses: dict[str, list[str]]
) -> None:
    link = as_(tom).post("/api/v1/invitations", json={"email": "nia@example.org", "role": "patient"}).json["link"]
    reader = Reader()
    reader.feed(visitor.post("/invitations/received", data={"token": link.partition("#")[2]}).text)
    assert (reader.seen >= 3, reader.faults) == (True, [])
