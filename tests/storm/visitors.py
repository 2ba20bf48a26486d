"""Who meets the server in the storm, and what they were answered."""

import http.client
import json
import time
from dataclasses import dataclass, field
from statistics import median
from threading import Lock

from tests.drill import email
from tests.plugins.instances import WAIT
from tests.plugins.nginx import NAME
from tests.plugins.people import PASSWORD
from tests.plugins.site import trusting


def connect(port: int, address: str) -> http.client.HTTPSConnection:
    """Return a connection to nginx from an address of this machine, whoever signed the certificate."""
    there, here = ("127.0.0.1", port), (address, 0)
    return http.client.HTTPSConnection(*there, timeout=WAIT, context=trusting(), source_address=here)


@dataclass
class Tally:
    """What was answered. waits: seconds, by what was done; refused: how many answers of it were no 2xx, by status."""

    waits: dict[str, list[float]] = field(default_factory=dict)
    refused: dict[str, dict[int, int]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def add(self, what: str, status: int, seconds: float) -> None:
        """Count an answer."""
        with self._lock:
            self.waits.setdefault(what, []).append(seconds)
            if status >= 300:
                refused = self.refused.setdefault(what, {})
                refused[status] = refused.get(status, 0) + 1

    def __str__(self) -> str:
        lines = [f"{'':24}{'answers':>8}{'median':>10}{'slowest':>10}  refused"]
        for what, waits in self.waits.items():
            refused = ", ".join(f"{number} with {status}" for status, number in self.refused.get(what, {}).items())
            times = f"{median(waits) * 1000:7.0f} ms{max(waits) * 1000:7.0f} ms"
            lines.append(f"{what:24}{len(waits):8}{times}  {refused or 'none'}")
        return "\n".join(lines)


@dataclass
class Visitor:
    """A browser with a connection of its own. port: of nginx. address: where it comes from."""

    port: int
    tally: Tally
    address: str = "127.0.0.1"
    cookie: str = ""
    _connection: http.client.HTTPSConnection | None = None

    def send(self, what: str, verb: str, path: str, body: object = None) -> tuple[int, bytes]:
        """Send a request, count its answer as one of `what`, and return its status and body."""
        started = time.monotonic()
        status, cookie, answer = self._exchange(verb, path, None if body is None else json.dumps(body))
        self.tally.add(what, status, time.monotonic() - started)
        self.cookie = cookie or self.cookie
        return status, answer

    def sign_in(self, name: str) -> None:
        """Sign somebody in."""
        status, _body = self.send("signing in", "POST", "/api/v1/session", {"email": email(name), "password": PASSWORD})
        assert status == 200, status

    def leave(self) -> None:
        """Close the connection."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def _exchange(self, verb: str, path: str, body: str | None) -> tuple[int, str, bytes]:
        self._connection = self._connection or connect(self.port, self.address)
        headers = {"Host": NAME, "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
        self._connection.request(verb, path, body, headers | {"Cookie": self.cookie})
        answer = self._connection.getresponse()
        read = answer.read()
        if answer.will_close:
            self.leave()
        return answer.status, (answer.headers["Set-Cookie"] or "").partition(";")[0], read
