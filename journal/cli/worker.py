"""`flask worker`: what is done without anybody asking, once a minute."""

import signal
import time
from collections.abc import Callable, Mapping

import click
from flask import current_app
from flask.cli import with_appcontext

from journal import retention
from journal.core.parent import end_with_parent
from journal.domain import rotation
from journal.web import log

INTERVAL = 60.0  # seconds between two runs
TASKS: Mapping[str, Callable[[], object]] = {**retention.TASKS, "rewrap keys": rotation.rewrap_all}


@click.command("worker")
@click.option("--once", is_flag=True, help="Do it once and end, as cron needs it.")
@with_appcontext
def command(once: bool) -> None:
    """Erase what is due and rewrap keys, once a minute, until it is stopped. Several at once do no harm."""
    if once:
        raise SystemExit(0 if run_tasks() else 1)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    end_with_parent()
    while True:
        run_tasks()
        time.sleep(INTERVAL)


def run_tasks() -> bool:
    """Run every task; log those that fail, and leave them to the next run. Return whether none failed."""
    done = [_run(name, task) for name, task in TASKS.items()]
    return all(done)


def _run(name: str, task: Callable[[], object]) -> bool:
    try:
        with current_app.app_context():
            task()
    except Exception as problem:  # whatever nobody foresaw ends one task, and neither the others nor the worker
        log.fault(problem, name)
        return False
    return True


def _stop(_number: int, _frame: object) -> None:
    """End at once; a transaction that runs is rolled back."""
    raise SystemExit(0)
