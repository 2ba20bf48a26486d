"""Print what a list, a PUT and a brief cost: medians of alternating runs, beside a bare route and beside their floor.

CPU time is the server's own, as Linux accounts it; requests per second are those of one client on one connection.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from bench.fill import WORDS
from bench.server import Server
from journal.demo import clinic

TWICE, FOURTEEN = 2.0, 14.0
MEMORY_BAR = 200 * 1024 * 1024  # bytes
ENTRY = json.dumps({"body": WORDS[:2000], "written_at": "2026-05-12T20:14:00+02:00"}).encode()


@dataclass
class Row:
    """One line of the table. make: the verb, path and body of the next request."""

    name: str
    server: Server
    make: Callable[[], tuple[str, str, bytes | None]]
    headers: Mapping[str, str]
    expect: int
    cpu: list[float] = field(default_factory=list)  # milliseconds a request
    speed: list[float] = field(default_factory=list)  # requests a second

    def run(self, requests: int) -> None:
        """Send `requests` requests, and note what they cost."""
        self.server.connection.close()  # while others were measured the server may have given it up
        cpu, started = self.server.cpu(), time.perf_counter()
        for _ in range(requests):
            answer = self.server.send(*self.make(), self.headers)
            if answer.status != self.expect:
                raise SystemExit(f"{self.name}: {answer.status} {answer.body[:300]!r}")  # type: ignore[attr-defined]
        self.speed.append(requests / (time.perf_counter() - started))
        self.cpu.append((self.server.cpu() - cpu) * 1000 / requests)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--requests", type=int, default=300, help="of each kind, in each round")
    parser.add_argument("--entries", type=int, default=5000, help="that the patient has")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environ = os.environ | {"JOURNAL_DEMO": "1", "JOURNAL_INSTANCE": folder}
        subprocess.run([sys.executable, "-m", "bench.fill", str(options.entries)], env=environ, check=True)  # noqa: S603
        log = Path(folder) / "log"
        with (
            Server("bench.bare:app", environ) as bare,
            Server("bench.floor:app", environ, log=log) as floor,
            Server("wsgi:app", environ, log=log) as journal,
        ):
            table = _rows(bare, floor, journal)
            for number in range(options.rounds + 1):
                for row in table.values():
                    row.run(options.requests)
                    if number == 0:  # a warm-up
                        row.cpu.clear()
                        row.speed.clear()
            _print(table, journal.memory())


def _rows(bare: Server, floor: Server, journal: Server) -> dict[str, Row]:
    ada, tom = sign_in(journal, "ada"), sign_in(journal, "tom")
    patient = json.loads(journal.send("GET", "/api/v1/caseload", None, tom).body)["items"][0]["patient_id"]  # type: ignore[attr-defined]

    def get(path: str) -> Callable[[], tuple[str, str, None]]:
        return lambda: ("GET", path, None)

    def put() -> tuple[str, str, bytes]:
        return "PUT", f"/api/v1/entries/{uuid4()}", ENTRY

    return {
        "bare": Row("bare JSON route", bare, get("/"), {}, 200),
        "list floor": Row("list of 20, floor", floor, get("/api/v1/entries"), ada, 200),
        "list": Row("list of 20", journal, get("/api/v1/entries"), ada, 200),
        "put floor": Row("PUT of 2 kB, floor", floor, put, ada, 201),
        "put": Row("PUT of 2 kB", journal, put, ada, 201),
        "brief": Row("brief", journal, get(f"/api/v1/caseload/{patient}/brief"), tom, 200),
        "brief page": Row("brief, the page", journal, get(f"/caseload/{patient}"), tom, 200),
    }


def sign_in(server: Server, name: str) -> dict[str, str]:
    """Sign one of the demo's people in, and return the headers of their requests."""
    email = next(address for _role, address in clinic.SIGN_INS if address.startswith(name))
    words = json.dumps({"email": email, "password": clinic.PASSWORD}).encode()
    headers = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
    answer = server.send("POST", "/api/v1/session", words, headers)
    return headers | {"Cookie": answer.headers["Set-Cookie"].partition(";")[0]}


def _print(table: dict[str, Row], memory: int) -> None:
    cost = {name: statistics.median(row.cpu) for name, row in table.items()}
    print(f"{'':22}{'CPU ms a request':>18}{'requests a second':>20}")
    for name, row in table.items():
        print(f"{row.name:22}{cost[name]:18.2f}{statistics.median(row.speed):20.0f}")
    print()
    bars = [
        ("list to its floor", cost["list"] / cost["list floor"], TWICE),
        ("PUT to its floor", cost["put"] / cost["put floor"], TWICE),
        ("brief to the bare route", cost["brief"] / cost["bare"], FOURTEEN),
        ("brief's page to the bare route", cost["brief page"] / cost["bare"], FOURTEEN),
    ]
    for name, ratio, bar in bars:
        print(f"{name:32}{ratio:8.2f}   bar {bar:g}{'' if ratio <= bar else '   OVER'}")
    over = "" if memory <= MEMORY_BAR else "   OVER"
    print(f"{'memory, MiB':32}{memory / 1024**2:8.0f}   bar {MEMORY_BAR / 1024**2:g}{over}")


if __name__ == "__main__":
    main()
