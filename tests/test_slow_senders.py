"""Whoever sends slowly keeps a connection of the proxy, and nobody else waiting: docs/nginx.conf before the server."""

import http.client
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from statistics import median
from threading import Event, Thread
from typing import NamedTuple

import pytest

from journal.cli.serve import SERVER
from tests.cli.test_serve import free_port
from tests.plugins.instances import ROOT, WAIT, Instance
from tests.plugins.nginx import NAME, configure, running

SENDERS = 16  # twice the threads of the one process that serves here
LENGTH = 15_000  # bytes that each promises, few enough for whoever is not signed in
SOON = 1.0  # seconds
TIMEOUT = 10.0  # seconds, of docs/nginx.conf
HEAD = f"POST /sign-in HTTP/1.1\r\nHost: {NAME}\r\nSec-Fetch-Site: same-origin\r\n"
BODY = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {LENGTH}\r\n\r\n"
NewInstance = Callable[[str], Instance]


class Site(NamedTuple):
    """The server behind the proxy. port: the proxy's."""

    port: int

    def connect(self) -> ssl.SSLSocket:
        """Open a connection, whoever signed the certificate."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context.wrap_socket(socket.create_connection(("127.0.0.1", self.port), timeout=WAIT))

    def get(self, path: str) -> http.client.HTTPResponse:
        """Return the response to one request on a connection of its own."""
        with self.connect() as connection:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n".encode())
            answer = http.client.HTTPResponse(connection)
            answer.begin()
            answer.read()
            return answer


@pytest.fixture
def site(new_instance: NewInstance, tmp_path: Path) -> Iterator[Site]:
    """One process of the server, with its eight threads, behind nginx."""
    instance = new_instance("instance")
    instance.done("db", "upgrade")
    behind, port, plain = free_port(), free_port(), free_port()
    server = [sys.executable, "-m", "granian", *SERVER, "--workers", "1", "--port", str(behind), "wsgi:app"]
    process = subprocess.Popen(server, env=instance.environ, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        with running(configure(tmp_path, port=port, plain=plain, behind=behind)):
            _wait_for(Site(port))
            yield Site(port)
    finally:
        process.terminate()
        process.wait(timeout=WAIT)


def _wait_for(site: Site) -> None:
    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        try:
            if site.get("/help").status == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError("nothing answers")


@contextmanager
def slow_senders(site: Site) -> Iterator[None]:
    """Send forms a byte at a time meanwhile, far from their promised length."""
    stop = Event()
    with ExitStack() as opened:
        connections = [opened.enter_context(closing(site.connect())) for _ in range(SENDERS)]
        for connection in connections:
            connection.sendall((HEAD + BODY).encode())

        def trickle() -> None:
            while not stop.wait(0.2):
                for connection in connections:
                    connection.sendall(b"x")

        thread = Thread(target=trickle)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


@pytest.mark.parametrize("new_instance", ["sqlite"], indirect=True)
def test_help_answers_within_a_second_beside_sixteen_slow_senders(site: Site) -> None:
    took = []
    with slow_senders(site):
        for _ in range(9):
            started = time.monotonic()
            assert site.get("/help").status == 200
            took.append(time.monotonic() - started)
            time.sleep(0.2)
    assert median(took) < SOON, took


@pytest.mark.parametrize("new_instance", ["sqlite"], indirect=True)
def test_the_proxy_ends_whoever_pauses_too_long_and_whoever_never_ends_their_head(site: Site) -> None:
    with closing(site.connect()) as body, closing(site.connect()) as head:
        body.sendall((HEAD + BODY).encode())
        head.sendall(HEAD.encode())
        started = time.monotonic()
        for _ in range(int(TIMEOUT) - 1):
            head.sendall(b"X: x\r\n")
            time.sleep(1)
        answers = [connection.recv(1000).partition(b"\r\n")[0] for connection in (body, head)]
        took = time.monotonic() - started
    assert TIMEOUT - 2 < took < TIMEOUT + 5
    assert set(answers) <= {b"HTTP/1.1 408 Request Time-out", b""}


@pytest.mark.parametrize("new_instance", ["sqlite"], indirect=True)
def test_the_proxy_compresses_nothing_by_itself(site: Site) -> None:
    with closing(site.connect()) as connection:
        asked = f"GET /help HTTP/1.1\r\nHost: {NAME}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"
        connection.sendall(asked.encode())
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        assert (answer.status, answer.headers["Content-Encoding"]) == (200, None)
