"""Whole instances, run from the outside by `flask` commands as an operator runs them, on databases of their own."""

import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_IMODE
from threading import Event, Thread

import pytest

from journal.cli import ROLES
from journal.core.roles import MAINTENANCE
from tests.plugins.databases import KINDS, as_role, fresh_postgresql
from tests.plugins.people import settings

ROOT = Path(__file__).parents[2]
WAIT = 120.0  # seconds
OTHERS = 0o077  # what the group and everybody else may


@dataclass
class Instance:
    """One instance. folder: holds all of its files. environ: its settings, of the server's process."""

    folder: Path
    environ: dict[str, str] = field(default_factory=dict)

    def flask(self, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """Give a command, under a umask that would let everybody read what it makes.

        On PostgreSQL it connects as the role that the command needs.
        """
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
        streams = {"capture_output": True, "text": True, "timeout": WAIT, "cwd": ROOT, "umask": 0o022}
        role = ROLES.get(words[0], MAINTENANCE)
        environ = {"JOURNAL_DATABASE_URL": as_role(self.environ["JOURNAL_DATABASE_URL"], role)} | environ
        return subprocess.run(command, env=self.environ | environ, **streams)

    def done(self, *words: str, **environ: str) -> str:
        """Give a command that must succeed, and return what it prints."""
        result = self.flask(*words, **environ)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout


def clean_environ() -> dict[str, str]:
    """Return the environment without any setting of an instance."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("JOURNAL", "FLASK", "DATABASE"))}


def environ_of(database_url: str) -> dict[str, str]:
    """Return the environment of a process of production, with the keys of the tests."""
    given = settings(database_url)
    keys = {"JOURNAL_SECRET_KEY": given.secret_key, "JOURNAL_ADDRESS_KEY": given.address_key}
    environ = {name: b64encode(key).decode() for name, key in keys.items()}
    masters = " ".join(f"{number}:{b64encode(key).decode()}" for number, key in given.master_keys.items())
    environ |= {"JOURNAL_MASTER_KEYS": masters, "JOURNAL_DATABASE_URL": database_url}
    return clean_environ() | environ | {"JOURNAL_PUBLIC_URL": given.public_url, "JOURNAL_PROXIES": "0"}


@pytest.fixture(params=KINDS)
def new_instance(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Instance]]:
    """Make instances, each with an empty place for its database and the keys of the tests."""
    with instances(request.param, tmp_path) as make:
        yield make


@contextmanager
def instances(kind: str, folder: Path) -> Iterator[Callable[[str], Instance]]:
    """Make instances by their names in a folder, on a kind of database; their databases are gone at the end."""
    with ExitStack() as databases:

        def make(name: str) -> Instance:
            place = folder / name
            place.mkdir(mode=0o700)
            url = f"sqlite:///{place / 'journal.sqlite3'}"
            if kind == "postgresql":
                url = databases.enter_context(fresh_postgresql())
            return Instance(place, environ_of(url))

        yield make


@contextmanager
def watched(folder: Path) -> Iterator[dict[str, int]]:
    """Look at every file below a folder without pause; what is yielded gathers those that others could read."""
    seen: dict[str, int] = {}
    stop = Event()

    def look() -> None:
        while not stop.wait(0.001):
            for path in folder.rglob("*"):
                try:
                    mode = S_IMODE(path.stat().st_mode)
                except FileNotFoundError:
                    continue
                if mode & OTHERS:
                    seen[path.name] = mode

    thread = Thread(target=look, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        stop.set()
        thread.join()
