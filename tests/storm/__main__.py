"""The server at its worst, for a minute: how long people wait, and what is lost.

`python -m tests.storm [SECONDS [ENTRIES]]`. The server as it is shipped, behind the nginx of docs/nginx.conf. Sixteen
senders trickle forms into it; two browsers of one person search a long journal for what is not there; four guess
passwords, each try from another address; the worker erases what was deleted long ago. Beside them ten people write,
read, and ask for help, one after the other.
"""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing, redirect_stderr
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event, Thread

from journal.cli.serve import cores
from tests.drill import CLINIC, NEW_PASSWORD, email, served, use_link
from tests.features.invitations import links
from tests.plugins import site
from tests.plugins.instances import ROOT, Instance, instances
from tests.plugins.people import PASSWORD, Browser
from tests.storm import works
from tests.storm.visitors import WAIT, Tally, Visitor

PEOPLE = tuple(f"Person{number}" for number in range(10))
SEARCHES, GUESSERS = 2, 4
DELETED = 7  # one of so many entries was deleted
LONG_AGO = "2020-01-01 00:00:00.000000"


def main(seconds: float = 60.0, entries: int = 20_000) -> int:
    """Let it storm, print what came of it, and return how many acknowledged entries were lost."""
    with tempfile.TemporaryDirectory() as folder, instances("sqlite", Path(folder)) as make:
        instance = make("instance")
        with Path(os.devnull).open("w") as nowhere, redirect_stderr(nowhere):  # the log's lines
            _fill(instance, entries)
        tally = Tally()
        with site.served(instance, Path(folder), cores()) as (port,):
            people = [Visitor(port, tally) for _ in PEOPLE]
            for person, name in zip(people, PEOPLE, strict=True):
                person.sign_in(name)
            kept = _storm(instance, people, port, tally, seconds)
            lost = sum(_lost(person, acknowledged) for person, acknowledged in zip(people, kept, strict=True))
        print(tally)
        print(f"Deleted entries that are still there: {_deleted(instance)}")
        print(f"Acknowledged entries: {sum(map(len, kept))}; lost: {lost}")
        return lost


def _fill(instance: Instance, entries: int) -> None:
    """Open ten accounts; the first has a long journal, a seventh of which was deleted long ago."""
    instance.done("db", "upgrade")
    clinic_id = instance.done(*CLINIC).strip()
    with served(instance) as app:
        use_link(app, instance, "Clara", instance.done("admin", "add", clinic_id, email("Clara"), "Clara"))
        clara, tom = Browser(app), Browser(app)
        clara.post("/api/v1/session", json={"email": email("Clara"), "password": NEW_PASSWORD})
        _open_account(tom, "Tom", links.token_of(clara, email("Tom"), "therapist"))
        browsers = [Browser(app) for _ in PEOPLE]
        for browser, name in zip(browsers, PEOPLE, strict=True):
            _open_account(browser, name, links.token_of(tom, email(name), "patient"))
        for _ in range(entries):
            path, words = works.entry()
            assert browsers[0].put(path, json=words).status_code == 201
    with closing(_database(instance)) as database, database:
        some = "SELECT id FROM entries ORDER BY received_at LIMIT ?"
        database.execute(f"UPDATE entries SET deleted_at = ? WHERE id IN ({some})", (LONG_AGO, entries // DELETED))  # noqa: S608


def _open_account(browser: Browser, name: str, token: str) -> None:
    assert links.accept(browser, token, email=email(name), name=name, password=PASSWORD) == 201


def _storm(instance: Instance, people: list[Visitor], port: int, tally: Tally, seconds: float) -> list[dict[str, str]]:
    """Let everybody do their worst and their best for some seconds; return the acknowledged bodies of each person."""
    stop = Event()
    kept: list[dict[str, str]] = [{} for _ in people]
    addresses = map(_address, count())
    doings = [partial(works.live, person, mine, stop) for person, mine in zip(people, kept, strict=True)]
    doings += [partial(works.search, Visitor(port, tally, cookie=people[0].cookie), stop) for _ in range(SEARCHES)]
    doings += [partial(works.guess, port, tally, PEOPLE, addresses, stop)] * GUESSERS
    doings += [partial(works.trickle, port, stop)]
    worker = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "worker", "--once"], env=instance.environ, cwd=ROOT
    )
    threads = [Thread(target=doing) for doing in doings]
    for thread in threads:
        thread.start()
    stop.wait(seconds)
    stop.set()
    for thread in threads:
        thread.join()
    assert worker.wait(timeout=WAIT) == 0
    return kept


def _address(number: int) -> str:
    """Return one of many addresses of this machine."""
    return f"127.1.{number // 250}.{1 + number % 250}"


def _lost(person: Visitor, acknowledged: dict[str, str]) -> int:
    """Return how many acknowledged entries are not there, word for word."""
    bodies = [(body, person.send("reading it again", "GET", path)) for path, body in acknowledged.items()]
    person.leave()
    return sum(status != 200 or json.loads(answer)["body"] != body for body, (status, answer) in bodies)


def _deleted(instance: Instance) -> int:
    with closing(_database(instance)) as database:
        found: int = database.execute("SELECT count(*) FROM entries WHERE deleted_at IS NOT NULL").fetchone()[0]
        return found


def _database(instance: Instance) -> sqlite3.Connection:
    return sqlite3.connect(instance.folder / "journal.sqlite3")


if __name__ == "__main__":
    sys.exit(1 if main(*map(int, sys.argv[1:])) else 0)
