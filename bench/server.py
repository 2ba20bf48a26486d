"""A server under measurement: run as it is shipped, on a free port, watched by the operating system's accounting."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from journal.cli.serve import MEMORY, SERVER, WORKERS, cores

WAIT = 30.0  # seconds


class Request(NamedTuple):
    """What is sent."""

    verb: str
    path: str
    body: bytes | None = None


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass
class Server:
    """One application on granian. workers: how many processes serve."""

    port: int
    process: subprocess.Popen[bytes]
    workers: int

    def send(self, requests: Sequence[Request], headers: Mapping[str, str]) -> list[Answer]:
        """Send requests one after another on one connection, and return the answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT)
        try:
            return [_exchange(connection, request, headers) for request in requests]
        finally:
            connection.close()

    def send_at_once(self, shares: Sequence[Sequence[Request]], headers: Mapping[str, str]) -> list[Answer]:
        """Send each share of the requests on a connection of its own, all at once, and return every answer."""
        with ThreadPoolExecutor(len(shares)) as pool:
            return [
                answer for answers in pool.map(lambda share: self.send(share, headers), shares) for answer in answers
            ]

    def cpu(self) -> float:
        """Return the seconds of CPU that the server and its workers have used."""
        return sum(map(_cpu, (self.process.pid, *self._children())))

    def memory(self) -> int:
        """Return the bytes that its largest worker holds: proportional set size, shared pages counted in part."""
        return max(map(_pss, self._children()))

    def _children(self) -> list[int]:
        found = [self.process.pid]
        for pid in found:
            for children in Path(f"/proc/{pid}/task").glob("*/children"):
                found += map(int, children.read_text().split())
        return found[1:]


@contextmanager
def serve(target: str, environ: Mapping[str, str], log: Path = Path(os.devnull)) -> Iterator[Server]:
    """Serve an application as `flask serve` does. target: module:name."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    workers = cores()
    command = [sys.executable, "-m", "granian", *SERVER, "--port", str(port), target]
    shipped = {**environ, **MEMORY, WORKERS: str(workers)}
    with log.open("ab") as lines:
        process = subprocess.Popen(command, env=shipped, stdout=lines, stderr=lines)  # noqa: S603
    try:
        server = Server(port, process, workers)
        _wait_for(server, target)
        yield server
    finally:
        process.terminate()
        process.wait()


def _exchange(connection: http.client.HTTPConnection, request: Request, headers: Mapping[str, str]) -> Answer:
    connection.request(*request, dict(headers))
    answer = connection.getresponse()
    return Answer(answer.status, answer.headers, answer.read())


def _wait_for(server: Server, target: str) -> None:
    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        try:
            server.send([Request("GET", "/")], {})
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"{target} does not answer")


def _cpu(pid: int) -> float:
    # /proc counts in hundredths of a second, which a few requests do not take.
    return time.clock_gettime(~pid << 3 | 2)  # the clock that clock_getcpuclockid(3) names on Linux


def _pss(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
