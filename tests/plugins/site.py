"""An instance as its visitors meet it: the server as it is shipped, behind nginx with the example of the docs."""

import http.client
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from journal.cli.serve import MEMORY, SERVER
from tests.plugins.instances import ROOT, WAIT, Instance
from tests.plugins.nginx import NAME, configure, running


class Site(NamedTuple):
    """The server behind the proxy. port: the proxy's."""

    port: int

    def connect(self) -> ssl.SSLSocket:
        """Open a connection, whoever signed the certificate."""
        return trusting().wrap_socket(socket.create_connection(("127.0.0.1", self.port), timeout=WAIT))

    def get(self, path: str) -> http.client.HTTPResponse:
        """Return the response to one request on a connection of its own."""
        with self.connect() as connection:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n".encode())
            answer = http.client.HTTPResponse(connection)
            answer.begin()
            answer.read()
            return answer


@contextmanager
def served(instance: Instance, folder: Path, workers: int) -> Iterator[Site]:
    """Serve an instance that has its tables. folder: for nginx's files. workers: processes, of eight threads each."""
    behind, port, plain = free_port(), free_port(), free_port()
    server = [sys.executable, "-m", "granian", *SERVER, "--workers", str(workers), "--port", str(behind), "wsgi:app"]
    environ = instance.environ | MEMORY | {"JOURNAL_PROXIES": "1"}
    process = subprocess.Popen(server, env=environ, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with running(configure(folder, port=port, plain=plain, behind=behind)):
            _wait_for(Site(port))
            yield Site(port)
    finally:
        process.terminate()
        process.wait(timeout=WAIT)


def trusting() -> ssl.SSLContext:
    """Return a context that takes a certificate from whoever signed it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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
