"""Print how long others wait for a PUT while the sweep erases a few thousand of somebody's entries.

python -m bench.sweep [ENTRIES] [DELETED]: on SQLite, whose write lock is one for all.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import uuid4

from sqlalchemy import func, select, update

from bench.fill import fill
from bench.rows import ENTRY, sign_in
from bench.server import Request, serve
from journal import retention
from journal.app import create_app
from journal.core import clock
from journal.core.connection import commit, current_connection
from journal.domain.records import UNDO
from journal.models import Entry


def main(entries: int, deleted: int) -> None:
    """Fill a journal, erase a part of it in another process, and print what somebody else's PUTs took."""
    with tempfile.TemporaryDirectory() as folder:
        environ = os.environ | {"JOURNAL_DEMO": "1", "JOURNAL_INSTANCE": folder}
        _run("fill", entries, deleted, environ=environ).wait()
        with serve("wsgi:app", environ, Path(folder) / "log") as server:
            headers, waits = sign_in(server, "eve"), list[tuple[int, float]]()
            sweep, began = _run("erase", environ=environ), time.perf_counter()
            while sweep.poll() is None:
                started = time.perf_counter()
                (answer,) = server.send([Request("PUT", f"/api/v1/entries/{uuid4()}", ENTRY)], headers)
                waits.append((answer.status, (time.perf_counter() - started) * 1000))
            taken = time.perf_counter() - began
        _print(taken, waits)


def _print(taken: float, waits: list[tuple[int, float]]) -> None:
    refused = sum(status != 201 for status, _wait in waits)
    times = sorted(wait for _status, wait in waits)
    print(f"the sweep took {taken:.1f} s; PUTs by somebody else: {len(waits)}, refused: {refused}")
    print(f"ms: median {statistics.median(times):.0f}, 99% {times[len(times) * 99 // 100]:.0f}, worst {times[-1]:.0f}")


def _run(*words: object, environ: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", __spec__.name, *map(str, words)], env=environ)  # noqa: S603


def _fill(entries: int, deleted: int) -> None:
    fill(entries)
    with create_app().app_context():
        some = select(Entry.id).order_by(Entry.id).limit(deleted)
        current_connection().execute(update(Entry).where(Entry.id.in_(some)).values(deleted_at=clock.now() - UNDO))
        commit()


def _erase() -> None:
    with create_app().app_context():
        retention.erase_due()
        left = current_connection().execute(select(func.count()).where(Entry.deleted_at.is_not(None))).scalar()
        print(f"deleted entries left: {left}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["fill", entries, deleted]:
            _fill(int(entries), int(deleted))
        case ["erase"]:
            _erase()
        case given:
            main(*(int(number) for number in given or ("20000", "3000")))
