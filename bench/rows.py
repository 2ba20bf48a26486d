"""What is measured: one row of the table each."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from bench.fill import WORDS
from bench.server import Answer, Request, Server
from journal.demo import clinic

ENTRY = json.dumps({"body": WORDS[:2000], "written_at": "2026-05-12T20:14:00+02:00"}).encode()
NOWHERE = "heron"  # a word that no entry holds


@dataclass
class Row:
    """Requests of one kind. make: the next request; headers: whose they are; expect: the status of every answer."""

    name: str
    server: Server
    make: Callable[[], Request]
    headers: Mapping[str, str]
    expect: int = 200
    cpu: list[float] = field(default_factory=list)  # milliseconds a request, of each round
    speed: list[float] = field(default_factory=list)  # requests a second, of each round


def rows(bare: Server, floor: Server, journal: Server) -> dict[str, Row]:
    """Return the table. Entries are put by somebody else than whose journal is listed and searched."""
    ada, eve, tom = (sign_in(journal, name) for name in ("ada", "eve", "tom"))
    (caseload,) = journal.send([Request("GET", "/api/v1/caseload")], tom)
    patient = next(item["patient_id"] for item in json.loads(caseload.body)["items"] if item["name"].startswith("Ada"))

    def get(path: str) -> Callable[[], Request]:
        return lambda: Request("GET", path)

    def put() -> Request:
        return Request("PUT", f"/api/v1/entries/{uuid4()}", ENTRY)

    return {
        "bare": Row("bare JSON route", bare, get("/"), {}),
        "list floor": Row("list of 20, floor", floor, get("/api/v1/entries"), ada),
        "list": Row("list of 20", journal, get("/api/v1/entries"), ada),
        "put floor": Row("PUT of 2 kB, floor", floor, put, eve, 201),
        "put": Row("PUT of 2 kB", journal, put, eve, 201),
        "brief": Row("brief", journal, get(f"/api/v1/caseload/{patient}/brief"), tom),
        "today page": Row("Today's page", journal, get("/today"), ada),
        "entries page": Row("Entries' page", journal, get("/entries"), ada),
        "brief page": Row("brief's page", journal, get(f"/caseload/{patient}"), tom),
    }


def search(server: Server, headers: Mapping[str, str]) -> Iterator[Answer]:
    """Search for a word that is nowhere, call by call, until the journal's end. Raises SystemExit if it is found."""
    cursor = None
    while True:
        body = json.dumps({"q": NOWHERE, "cursor": cursor}).encode()
        (answer,) = server.send([Request("POST", "/api/v1/entries/search", body)], headers)
        found = json.loads(answer.body)
        if answer.status != 200 or found["items"]:
            raise SystemExit(f"search: {answer.status} {answer.body[:300]!r}")
        yield answer
        cursor = found["next"]
        if cursor is None:
            return


def sign_in(server: Server, name: str) -> dict[str, str]:
    """Sign one of the demo's people in, and return the headers of their requests."""
    email = next(address for _role, address in clinic.SIGN_INS if address.startswith(name))
    words = json.dumps({"email": email, "password": clinic.PASSWORD}).encode()
    headers = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
    (answer,) = server.send([Request("POST", "/api/v1/session", words)], headers)
    return headers | {"Cookie": answer.headers["Set-Cookie"].partition(";")[0]}
