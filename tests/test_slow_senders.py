"""Whoever sends slowly keeps a connection of the proxy, and nobody else waiting: docs/nginx.conf before the server."""

import http.client
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from statistics import median
from threading import Event, Thread

import pytest

from tests.plugins.instances import Instance
from tests.plugins.nginx import NAME
from tests.plugins.site import Site, served

SENDERS = 16  # twice the threads of the one process that serves here
LENGTH = 15_000  # bytes that each promises, few enough for whoever is not signed in
SOON = 1.0  # seconds
TIMEOUT = 10.0  # seconds, of docs/nginx.conf
HEAD = f"POST /sign-in HTTP/1.1\r\nHost: {NAME}\r\nSec-Fetch-Site: same-origin\r\n"
BODY = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {LENGTH}\r\n\r\n"
NewInstance = Callable[[str], Instance]


@pytest.fixture
def site(new_instance: NewInstance, tmp_path: Path) -> Iterator[Site]:
    """One process of the server, with its eight threads, behind nginx."""
    instance = new_instance("instance")
    instance.done("db", "upgrade")
    with served(instance, tmp_path, workers=1) as site:
        yield site


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
