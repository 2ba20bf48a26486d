"""What is done in the storm, each in a thread of its own, until it is over."""

import http.client
import json
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from threading import Event
from uuid import uuid4

from tests.drill import email
from tests.plugins.nginx import NAME
from tests.storm.visitors import Tally, Visitor, connect

SENDERS = 16
BODY = "The water was dark and I was not afraid of it. " * 40
NOWHERE = "heron"  # a word that no entry holds
HEAD = f"POST /sign-in HTTP/1.1\r\nHost: {NAME}\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 15000\r\n\r\n"


def entry() -> tuple[str, dict[str, str]]:
    """Return the address and the JSON of a new entry."""
    entry_id = uuid4()
    return f"/api/v1/entries/{entry_id}", {"body": f"{entry_id} {BODY}", "written_at": "2026-05-12T20:14:00Z"}


def live(person: Visitor, mine: dict[str, str], stop: Event) -> None:
    """Write, read and ask for help. mine: gathers what was acknowledged."""
    while not stop.wait(0.1):
        path, words = entry()
        if person.send("writing", "PUT", path, words)[0] == 201:
            mine[path] = words["body"]
        person.send("reading", "GET", "/api/v1/entries")
        person.send("asking for help", "GET", "/help")
    person.leave()


def search(person: Visitor, stop: Event) -> None:
    """Search for what is nowhere, from the beginning to the end of the journal, again and again."""
    cursor = None
    while not stop.is_set():
        asked = {"q": NOWHERE, "cursor": cursor}
        status, answer = person.send("searching for nothing", "POST", "/api/v1/entries/search", asked)
        cursor = json.loads(answer)["next"] if status == 200 else cursor
    person.leave()


def guess(port: int, tally: Tally, names: tuple[str, ...], addresses: Iterator[str], stop: Event) -> None:
    """Guess everybody's password in turn, each time from another address."""
    for number in count():
        if stop.is_set():
            return
        tried = {"email": email(names[number % len(names)]), "password": f"a guess {number}"}
        visitor = Visitor(port, tally, next(addresses))
        visitor.send("guessing a password", "POST", "/api/v1/session", tried)
        visitor.leave()


def trickle(port: int, stop: Event) -> None:
    """Send forms a byte at a time, far from their promised length; whoever is ended by the proxy begins anew."""
    with ExitStack() as opened:
        senders = [opened.enter_context(_SlowSender(port)) for _ in range(SENDERS)]
        while not stop.wait(0.2):
            for sender in senders:
                sender.send()


class _SlowSender:
    """Sends one form, and another when the connection is gone."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection: http.client.HTTPSConnection | None = None

    def __enter__(self) -> "_SlowSender":
        return self

    def __exit__(self, *_error: object) -> None:
        self._leave()

    def send(self) -> None:
        """Send one byte more."""
        try:
            if self._connection is None:
                self._connection = connect(self._port, "127.0.0.1")
                self._connection.connect()
                self._connection.sock.sendall(HEAD.encode())
            self._connection.sock.sendall(b"x")
        except OSError:
            self._leave()

    def _leave(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
