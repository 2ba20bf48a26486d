"""A real PgBouncer with the example of docs/pgbouncer.ini, its addresses and passwords replaced."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import make_url

from journal.core.roles import ROLES
from tests.plugins.strict import leave_out

EXAMPLE = Path(__file__).parents[2] / "docs" / "pgbouncer.ini"
WAIT = 30.0  # seconds


@contextmanager
def pooled(folder: Path, database_url: str, port: int, connections: int) -> Iterator[str]:
    """Run it in front of a database; yield the URL that leads through it. connections: to PostgreSQL, of each role."""
    command = _command(_configure(folder, database_url, port, connections))
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        through = make_url(database_url).set(host="127.0.0.1", port=port, query={})
        yield through.render_as_string(hide_password=False)
    finally:
        process.terminate()
        process.wait(timeout=WAIT)


def _configure(folder: Path, database_url: str, port: int, connections: int) -> Path:
    url = make_url(database_url)
    server = {"host": url.query.get("host") or url.host, "port": url.port or 5432, "dbname": url.database}
    users = folder / "userlist.txt"
    users.write_text("".join(f'"{role}" "{url.password or ""}"\n' for role in ROLES))
    replaced = {
        "journal": " ".join(f"{name}={value}" for name, value in server.items()),
        "listen_port": port,
        "auth_type": "trust",
        "auth_file": users,
        "default_pool_size": connections,
    }
    settings = EXAMPLE.read_text()
    for name, value in replaced.items():
        settings, found = re.subn(rf"^{name} = .*$", f"{name} = {value}", settings, flags=re.MULTILINE)
        assert found == 1, name
    file = folder / "pgbouncer.ini"
    file.write_text(re.sub(r"^journal =", f"{url.database} =", settings, flags=re.MULTILINE))
    return file


def _command(file: Path) -> list[str]:
    """Return what runs it. As root, it becomes another user: one that may reach the socket of PostgreSQL."""
    pgbouncer = shutil.which("pgbouncer", path="/usr/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin")
    if pgbouncer is None:
        leave_out("no pgbouncer; to enable: sudo apt-get install pgbouncer")
    return [pgbouncer, *(["-u", "postgres"] if os.geteuid() == 0 else []), str(file)]


def _wait_for(port: int) -> None:
    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError("PgBouncer does not answer")
