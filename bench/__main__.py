"""Print what requests cost the server as it is shipped, beside a bare route and the same work by hand.

CPU time is the server's own, as Linux accounts it, in medians of alternating rounds. Every row is measured on one
connection and on eight at once; a person's searches on one, since they wait for one another.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from bench.rows import Row, rows, search, sign_in
from bench.server import Server, serve
from journal.core.engine import THREADS

AT_ONCE = 8  # connections
LIST_BAR, PUT_BAR, BRIEF_BAR = 1.6, 1.5, 10.0  # CPU of a request to its floor, to its floor, to the bare route
PAGE_BARS = {"today page": 14.0, "entries page": 20.0, "brief page": 35.0}  # CPU of a page to the bare route
CALL_BAR, SEARCH_BAR = 25.0, 400.0  # CPU of one call, and of all calls of a fruitless search, to a list
MEMORY_BAR = 110 * 1024**2  # bytes of one worker


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--requests", type=int, default=320, help="of each kind, in each round")
    parser.add_argument("--entries", type=int, default=20_000, help="in the journal that is listed and searched")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environ = os.environ | {"JOURNAL_DEMO": "1", "JOURNAL_INSTANCE": folder}
        subprocess.run([sys.executable, "-m", "bench.fill", str(options.entries)], env=environ, check=True)  # noqa: S603
        log = Path(folder) / "log"
        with (
            serve("bench.bare:app", environ) as bare,
            serve("bench.floor:app", environ, log) as floor,
            serve("wsgi:app", environ, log) as journal,
        ):
            _describe(journal, options)
            _print_ratios(_table(rows(bare, floor, journal), options), _search(journal, options), journal.memory())


def _describe(server: Server, options: argparse.Namespace) -> None:
    served = f"granian {version('granian')}, {server.workers} workers x {THREADS} threads"
    print(f"{served}; Python {platform.python_version()}")
    print(f"SQLite, {options.entries} entries; {options.rounds} rounds of {options.requests} requests of each kind\n")


def _table(table: Mapping[str, Row], options: argparse.Namespace) -> dict[str, float]:
    """Measure and print every row; return the milliseconds of CPU by row, on eight connections."""
    print(f"{'CPU ms a request, requests a second':36}{'one connection':>20}{f'{AT_ONCE} at once':>20}")
    one = _measure(table, options, connections=1)
    many = _measure(table, options, connections=AT_ONCE)
    for name, row in table.items():
        print(f"{row.name:36}{one[name]:>20}{many[name]:>20}")
    return {name: statistics.median(row.cpu) for name, row in table.items()}


def _measure(table: Mapping[str, Row], options: argparse.Namespace, connections: int) -> dict[str, str]:
    """Run every row in turn, round by round, and return what to print of each."""
    for number in range(options.rounds + 1):
        for row in table.values():
            if number <= 1:  # the first round warms up; what other connections measured is printed already
                row.cpu.clear()
                row.speed.clear()
            _run(row, options.requests, connections)
    return {
        name: f"{statistics.median(row.cpu):.2f} {statistics.median(row.speed):9.0f}" for name, row in table.items()
    }


def _run(row: Row, requests: int, connections: int) -> None:
    """Send the requests of a round, and note what they cost."""
    share = [[row.make() for _ in range(requests // connections)] for _ in range(connections)]
    cpu, started = row.server.cpu(), time.perf_counter()
    answers = row.server.send_at_once(share, row.headers)
    wall, cpu = time.perf_counter() - started, row.server.cpu() - cpu
    for answer in answers:
        if answer.status != row.expect:
            raise SystemExit(f"{row.name}: {answer.status} {answer.body[:300]!r}")
    row.cpu.append(cpu * 1000 / len(answers))
    row.speed.append(len(answers) / wall)


def _search(server: Server, options: argparse.Namespace) -> tuple[float, float]:
    """Search the whole journal fruitlessly; return the milliseconds of CPU of one call, and of all calls."""
    ada = sign_in(server, "ada")
    costs, counts = [], []
    for _ in range(options.rounds):
        before = server.cpu()
        counts.append(sum(1 for _ in search(server, ada)))
        costs.append((server.cpu() - before) * 1000)
    whole = statistics.median(costs)
    print(f"{f'fruitless search, {counts[-1]} calls':36}{whole:12.0f}")
    return whole / counts[-1], whole


def _print_ratios(cost: Mapping[str, float], searched: tuple[float, float], memory: int) -> None:
    """Print each ratio beside its bar. searched: milliseconds of CPU of one call, and of all."""
    bars = [
        ("list to its floor", cost["list"] / cost["list floor"], LIST_BAR),
        ("PUT to its floor", cost["put"] / cost["put floor"], PUT_BAR),
        ("brief to the bare route", cost["brief"] / cost["bare"], BRIEF_BAR),
        *((f"{page} to the bare route", cost[page] / cost["bare"], bar) for page, bar in PAGE_BARS.items()),
        ("one search call to a list", searched[0] / cost["list"], CALL_BAR),
        ("a whole fruitless search to a list", searched[1] / cost["list"], SEARCH_BAR),
        ("memory of a worker, MiB", memory / 1024**2, MEMORY_BAR / 1024**2),
    ]
    print()
    for name, figure, bar in bars:
        print(f"{name:36}{figure:8.2f}   bar {bar:g}{'' if figure <= bar else '   OVER'}")


if __name__ == "__main__":
    main()
