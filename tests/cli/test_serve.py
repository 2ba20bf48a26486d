"""`make run`, from the outside: it fills a demo, says how to sign in, serves, and tells of a taken port."""

import http.client
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.plugins.strict import leave_out

ROOT = Path(__file__).parents[2]
WAIT = 60.0  # seconds


def start(instance: Path, port: int, umask: int = -1, **environ: str) -> subprocess.Popen[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("JOURNAL", "FLASK", "DATABASE"))}
    settings = {"JOURNAL_DEMO": "1", "JOURNAL_INSTANCE": str(instance), "PORT": str(port)} | environ
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--port", str(port)]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=ROOT, env=clean | settings, umask=umask, **streams)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, list[list[str]]]]:
    """A demo that serves: its port, and the sign-ins that it printed."""
    port = free_port()
    process = start(tmp_path_factory.mktemp("instance"), port)
    said = []
    for line in process.stdout or ():
        said.append(line.rstrip("\n"))
        if line.startswith("admin\t"):
            break
    try:
        until = time.monotonic() + WAIT
        while time.monotonic() < until and not _answers(port):
            time.sleep(0.1)
        assert f"http://127.0.0.1:{port}" in said[0]
        yield port, [line.split("\t") for line in said if "\t" in line]
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=WAIT)


def test_every_sign_in_that_is_printed_works_with_these_alone(running: tuple[int, list[list[str]]]) -> None:
    port, sign_ins = running
    assert [role for role, _email, _password in sign_ins] == ["patient", "patient", "therapist", "admin"]
    for role, email, password in sign_ins:
        cookie = ask(port, "POST", "/api/v1/session", {"email": email, "password": password})[1]
        status, _cookie, person = ask(port, "GET", "/api/v1/me", cookie=cookie)
        assert (status, person["role"]) == (200, role)


def test_every_page_of_a_demo_says_so(running: tuple[int, list[list[str]]]) -> None:
    port, sign_ins = running
    cookie = ask(port, "POST", "/api/v1/session", {"email": sign_ins[0][1], "password": sign_ins[0][2]})[1]
    for path in ("/", "/help", "/privacy", "/sign-in", "/today", "/entries", "/nowhere", "/api/v1/"):
        with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
            connection.request("GET", path, headers={"Cookie": cookie} if path in ("/today", "/entries") else {})
            assert "<strong>demo</strong>" in connection.getresponse().read().decode(), path


def test_a_taken_port_is_told(running: tuple[int, list[list[str]]], tmp_path: Path) -> None:
    process = start(tmp_path, running[0])
    said = process.communicate(timeout=WAIT)[1]
    assert process.returncode != 0
    assert f"Port {running[0]} cannot be used" in said
    assert "make run PORT=" in said
    assert "Traceback" not in said


def test_a_demo_does_not_start_with_production_keys(tmp_path: Path) -> None:
    process = start(tmp_path, free_port(), JOURNAL_MASTER_KEYS="1:x")
    said = process.communicate(timeout=WAIT)[1]
    assert process.returncode != 0
    assert "JOURNAL_MASTER_KEYS is set" in said
    assert "Traceback" not in said
    assert not list(tmp_path.iterdir())


def ask(
    port: int, verb: str, path: str, body: dict[str, str] | None = None, cookie: str = ""
) -> tuple[int, str, dict[str, str]]:
    headers = {"Origin": f"http://127.0.0.1:{port}", "Content-Type": "application/json", "Cookie": cookie}
    with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
        connection.request(verb, path, json.dumps(body) if body else None, headers)
        answer = connection.getresponse()
        kept = (answer.headers["Set-Cookie"] or "").partition(";")[0]
        return answer.status, kept, json.loads(answer.read())


def _answers(port: int) -> bool:
    try:
        return ask(port, "GET", "/health")[0] == 200
    except OSError:
        return False


def test_a_demo_of_an_earlier_journal_is_told_so_and_not_opened(tmp_path: Path) -> None:
    instance, port = tmp_path / "instance", free_port()
    first = start(instance, port)
    assert next((line for line in first.stdout or () if line.startswith("admin\t")), None)
    first.send_signal(signal.SIGINT)
    first.communicate(timeout=WAIT)
    with closing(sqlite3.connect(instance / "demo.sqlite3")) as database:
        database.execute("UPDATE alembic_version SET version_num = '0003'")
        database.commit()
    kept = (instance / "demo.sqlite3").read_bytes()
    process = start(instance, port)
    _out, err = process.communicate(timeout=WAIT)
    assert process.returncode == 1
    assert len(err.splitlines()) == 1
    assert "was made by an earlier Journal, from before its first release, and was not opened." in err
    assert (instance / "demo.sqlite3").read_bytes() == kept


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_worker_and_the_server_end_together_however_that_comes(tmp_path: Path, number: signal.Signals) -> None:
    port = free_port()
    process = start(tmp_path / "instance", port)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        leave_out("no /proc that names children")
    assert next((line for line in process.stdout or () if line.startswith("admin\t")), None)
    until = time.monotonic() + WAIT
    while not _answers(port):
        assert time.monotonic() < until
        time.sleep(0.1)
    both = children.read_text().split()
    assert sorted(len(_words(pid) & {"flask", "worker"}) for pid in both) == [0, 2]  # the server's own, and the worker
    process.send_signal(number)
    process.communicate(timeout=WAIT)
    until = time.monotonic() + WAIT
    while any(map(_words, both)):
        assert time.monotonic() < until
        time.sleep(0.1)
    assert not _answers(port)


def test_it_ends_at_once_after_its_first_line_while_the_server_still_loads(tmp_path: Path) -> None:
    process = start(tmp_path / "instance", free_port())
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        leave_out("no /proc that names children")
    until = time.monotonic() + WAIT
    while len(both := children.read_text().split()) < 2:
        assert time.monotonic() < until
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    try:
        process.communicate(timeout=WAIT / 2)
    finally:
        process.kill()
    while any(map(_words, both)):
        assert time.monotonic() < until
        time.sleep(0.1)


def _words(pid: str) -> set[str]:
    """Return the words that a process was started with, none where it is no more."""
    try:
        return set(re.split(r"[\0 ]", Path(f"/proc/{pid}/cmdline").read_text()))
    except OSError:
        return set()
