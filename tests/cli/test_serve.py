"""`make run`, from the outside: it fills a demo, says how to sign in, serves, and tells of a taken port."""

import http.client
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from journal.cli.serve import MEMORY, PATIENCE, SERVER
from tests.plugins.site import free_port
from tests.plugins.strict import leave_out

ROOT = Path(__file__).parents[2]
WAIT = 60.0  # seconds


def start(instance: Path, port: int, umask: int = -1, **environ: str) -> subprocess.Popen[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("JOURNAL", "FLASK", "DATABASE"))}
    settings = {"JOURNAL_DEMO": "1", "JOURNAL_INSTANCE": str(instance), "PORT": str(port)} | environ
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--port", str(port)]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=ROOT, env=clean | settings, umask=umask, process_group=0, **streams)


class Running(NamedTuple):
    """A demo that serves. sign_ins: what it printed."""

    process: subprocess.Popen[str]
    port: int
    sign_ins: list[list[str]]


@contextmanager
def running_demo(instance: Path, **environ: str) -> Iterator[Running]:
    """A demo that serves, until the end of the block."""
    port = free_port()
    process = start(instance, port, **environ)
    try:
        said = _said(process)
        _wait_until(lambda: _answers(port))
        assert f"http://127.0.0.1:{port}" in said[0]
        yield Running(process, port, [line.split("\t") for line in said if "\t" in line])
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=WAIT)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running_demo(tmp_path_factory.mktemp("instance")) as demo:
        yield demo


def test_every_sign_in_that_is_printed_works_with_these_alone(running: Running) -> None:
    _process, port, sign_ins = running
    assert [role for role, _email, _password in sign_ins] == [*["patient"] * 5, "therapist", "admin"]
    for role, email, password in sign_ins:
        cookie = ask(port, "POST", "/api/v1/session", {"email": email, "password": password})[1]
        status, _cookie, person = ask(port, "GET", "/api/v1/me", cookie=cookie)
        assert (status, person["role"]) == (200, role)


def test_every_page_of_a_demo_says_so(running: Running) -> None:
    _process, port, sign_ins = running
    cookie = ask(port, "POST", "/api/v1/session", {"email": sign_ins[0][1], "password": sign_ins[0][2]})[1]
    for path in ("/", "/help", "/privacy", "/sign-in", "/today", "/entries", "/nowhere", "/api/v1/"):
        with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
            connection.request("GET", path, headers={"Cookie": cookie} if path in ("/today", "/entries") else {})
            assert "<strong>demo</strong>" in connection.getresponse().read().decode(), path


def test_after_the_sign_ins_it_prints_nothing_that_needs_explaining(tmp_path: Path) -> None:
    port = free_port()
    process = start(tmp_path / "instance", port)
    _said(process)
    _wait_until(lambda: _answers(port))
    process.send_signal(signal.SIGINT)
    assert process.stdout is not None
    assert process.stdout.read() == ""
    process.communicate(timeout=WAIT)


def test_a_taken_port_is_told(running: Running, tmp_path: Path) -> None:
    process = start(tmp_path, running.port)
    said = process.communicate(timeout=WAIT)[1]
    assert process.returncode != 0
    assert f"Port {running.port} cannot be used" in said
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
    assert _said(first)
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
    with running_demo(tmp_path / "instance") as (process, port, _sign_ins):
        started = _children(process)
        process.send_signal(number)
        process.communicate(timeout=WAIT)
        _wait_until(lambda: not any(map(_words, started)))
        assert not _answers(port)


def test_the_server_has_a_process_for_each_core_and_eight_threads_in_each(running: Running) -> None:
    assert len(_servers(running.process)) == len(os.sched_getaffinity(0))
    assert "--blocking-threads\0008\0" in Path(f"/proc/{running.process.pid}/cmdline").read_text()
    environ = Path(f"/proc/{running.process.pid}/environ").read_text()
    assert all(f"\0{name}={value}\0" in environ for name, value in MEMORY.items())


def test_the_readme_starts_it_with_the_same_options() -> None:
    (line,) = re.findall(r"^granian (.*?) --port", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    assert tuple(line.replace("\\\n", "").split()) == SERVER
    assert all(f" {name}={value}\n" in (ROOT / "README.md").read_text() for name, value in MEMORY.items())


def test_there_are_as_many_as_an_operator_says_and_one_that_dies_is_replaced_while_others_answer(
    tmp_path: Path,
) -> None:
    with running_demo(tmp_path / "instance", GRANIAN_WORKERS="3") as (process, port, _sign_ins):
        _wait_until(lambda: _listening(port) == 3)
        first, *others = _servers(process)
        assert len(others) == 2
        os.kill(int(first), signal.SIGKILL)
        _wait_until(lambda: not _words(first))
        assert all(_answers(port) for _ in range(20))
        _wait_until(lambda: _listening(port) == 3)
        assert set(others) < set(_servers(process))


def test_it_ends_at_once_after_its_first_line_while_the_server_still_loads(tmp_path: Path) -> None:
    process = start(tmp_path / "instance", free_port(), GRANIAN_WORKERS="1")
    _wait_until(lambda: len(_children(process)) == 2)
    started = _children(process)
    process.send_signal(signal.SIGINT)
    try:
        process.communicate(timeout=WAIT / 2)
    finally:
        process.kill()
    _wait_until(lambda: not any(map(_words, started)))


def test_ctrl_c_reaches_the_first_process_alone_which_ends_the_others_at_once(tmp_path: Path) -> None:
    with running_demo(tmp_path / "instance", GRANIAN_WORKERS="4") as (process, port, _sign_ins):
        _wait_until(lambda: _listening(port) == 4)
        started = _children(process)
        assert process.pid not in {os.getpgid(int(pid)) for pid in started}
        begun = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        process.communicate(timeout=WAIT)
        assert time.monotonic() - begun < PATIENCE - 1
        _wait_until(lambda: not any(map(_words, started)))


def _said(process: subprocess.Popen[str]) -> list[str]:
    """Return what it prints until the demo is filled."""
    said = []
    for line in process.stdout or ():
        said.append(line.rstrip("\n"))
        if line.startswith("admin\t"):
            return said
    raise AssertionError(said)


def _wait_until(told: Callable[[], bool]) -> None:
    until = time.monotonic() + WAIT
    while not told():
        assert time.monotonic() < until
        time.sleep(0.05)


def _listening(port: int) -> int:
    """Return how many sockets listen on a port: each process of the server opens its own once it has loaded."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(row[1].endswith(f":{port:04X}") and row[3] == "0A" for row in rows)


def _servers(process: subprocess.Popen[str]) -> list[str]:
    """Return the processes that answer requests."""
    return [pid for pid in _children(process) if not _words(pid) & {"flask", "worker"}]


def _children(process: subprocess.Popen[str]) -> list[str]:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        leave_out("no /proc that names children")
    return children.read_text().split()


def _words(pid: str) -> set[str]:
    """Return the words that a process was started with, none where it is no more."""
    try:
        return set(re.split(r"[\0 ]", Path(f"/proc/{pid}/cmdline").read_text()))
    except OSError:
        return set()
