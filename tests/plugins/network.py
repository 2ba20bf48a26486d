"""What lies between a browser and the server: a line that can be cut, freeze, or end at somebody else's page."""

import http.client
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest

from journal.web.fetch_metadata import OFFLINE

OPEN, CUT, FROZEN, NO_SERVER = "open", "cut", "frozen", "no server"
PORTAL, PORTAL_FOR_WORKER = "portal", "portal for the worker"
PORTAL_PAGE = b"<!doctype html><title>Hotel</title><h1>Welcome to the hotel. Please pay.</h1>"
WORKER = "/service-worker.js"
LONGEST = 30  # seconds that a frozen line keeps somebody waiting
PASSED_ON = ("Connection", "Transfer-Encoding", "Content-Length")  # of one part of the way alone


class Line:
    """The line. address: where a browser finds its near end. state: what it does now.

    version: what the worker's script gives as its own, in place of the server's; None leaves it as it is.
    asked: the path and the headers of each request.
    """

    def __init__(self, server: str) -> None:
        self.server = server.removeprefix("http://")
        self.state = OPEN
        self.version: tuple[str, str] | None = None
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.thawed = Event()
        self.address = ""

    def now(self, state: str) -> None:
        """Change what it does."""
        self.thawed.set() if state != FROZEN else self.thawed.clear()
        self.state = state


class Handler(BaseHTTPRequestHandler):
    """One request: passed on and back, or what the line does now."""

    line: Line

    def do_GET(self) -> None:
        line = self.line
        line.asked.append((self.path, dict(self.headers)))
        if line.state == FROZEN:
            line.thawed.wait(LONGEST)
        if line.state in (CUT, FROZEN):
            self.close_connection = True
        elif line.state == PORTAL or (line.state == PORTAL_FOR_WORKER and OFFLINE in self.headers):
            self._reply(200, [("Content-Type", "text/html")], PORTAL_PAGE)
        elif line.state == NO_SERVER:
            self._reply(502, [("Content-Type", "text/html")], b"<h1>502 Bad Gateway</h1>")
        else:
            self._pass_on()

    do_POST = do_PUT = do_DELETE = do_HEAD = do_GET  # noqa: N815 - the names that http.server calls

    def log_message(self, *_args: object) -> None:
        """Say nothing."""

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        near, far = self.line.address, f"http://{self.line.server}"
        headers = {name: value.replace(near, far) for name, value in self.headers.items()} | {"Host": self.line.server}
        if self.path == WORKER:
            headers["Accept-Encoding"] = "identity"
            headers.pop("If-None-Match", None)
        upstream = http.client.HTTPConnection(self.line.server)
        upstream.request(self.command, self.path, body or None, headers)
        answer = upstream.getresponse()
        content = answer.read()
        if self.line.version:
            content = content.replace(*(version.encode() for version in self.line.version))
        passed = [(name, value.replace(far, near)) for name, value in answer.getheaders() if name not in PASSED_ON]
        if self.line.version:
            passed = [(name, value.replace(*self.line.version)) for name, value in passed]
        self._reply(answer.status, passed, content)

    def _reply(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            with suppress(ConnectionError):  # the browser went on to another page
                self.wfile.write(content)


@pytest.fixture
def line(live: str) -> Iterator[Line]:
    """A line to the live server, open."""
    made = Line(live)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("LineHandler", (Handler,), {"line": made}))
    server.daemon_threads = True
    made.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield made
    made.thawed.set()
    server.shutdown()
    thread.join()
    server.server_close()
