"""A server under measurement: started on a free port, watched by the operating system's own accounting."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

TICKS = os.sysconf("SC_CLK_TCK")
WAIT = 30.0  # seconds
OPTIONS = ("--interface", "wsgi", "--blocking-threads", "2", "--log-level", "warning", "--no-ws")


@dataclass
class Server:
    """One application on granian. target: module:name."""

    target: str
    environ: Mapping[str, str]
    port: int = 0
    log: Path = Path(os.devnull)
    process: subprocess.Popen[bytes] = field(init=False)
    connection: http.client.HTTPConnection = field(init=False)

    def __enter__(self) -> "Server":
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "granian", *OPTIONS, "--port", str(self.port), self.target]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=dict(self.environ), stdout=log, stderr=log)  # noqa: S603
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        self._wait()
        return self

    def __exit__(self, *_error: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.connection.close()
        self.process.terminate()
        self.process.wait()

    def send(self, verb: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> http.client.HTTPResponse:
        """Send one request on the one connection, and read its response."""
        self.connection.request(verb, path, body, dict(headers))
        answer = self.connection.getresponse()
        answer.body = answer.read()  # type: ignore[attr-defined]
        return answer

    def cpu(self) -> float:
        """Return the seconds of CPU that the server and its workers have used."""
        return sum(_ticks(pid) for pid in self._pids()) / TICKS

    def memory(self) -> int:
        """Return the bytes that the server and its workers hold: proportional set size, shared pages counted once."""
        return sum(_pss(pid) for pid in self._pids())

    def _pids(self) -> list[int]:
        found = [self.process.pid]
        for pid in found:
            for children in Path(f"/proc/{pid}/task").glob("*/children"):
                found += map(int, children.read_text().split())
        return found

    def _wait(self) -> None:
        until = time.monotonic() + WAIT
        while time.monotonic() < until:
            try:
                self.send("GET", "/", None, {})
            except OSError:
                self.connection.close()
                time.sleep(0.1)
            else:
                return
        raise SystemExit(f"{self.target} does not answer; see {self.log}")


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _pss(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
