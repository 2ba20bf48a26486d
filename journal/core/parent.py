"""End a process together with the one that started it, however that one ends."""

import os
import signal
import threading
import time
from contextlib import suppress

PARENT = "JOURNAL_PARENT"  # the process that `flask serve` became, in the environment of those that it started
LOOK = 0.5  # seconds between two looks


def end_with_parent() -> None:
    """Send this process SIGTERM once its parent has ended, if the environment names one; look from a thread."""
    parent = int(os.environ.get(PARENT, 0))
    if parent not in (0, os.getpid()):
        _leave_group()
        threading.Thread(target=_watch, args=(parent,), name="parent", daemon=True).start()


def _leave_group() -> None:
    """Let a Ctrl-C reach the parent alone, which ends this process: granian can lose both of two signals at once."""
    with suppress(PermissionError):  # of a process that leads a session, and so has a group of its own
        os.setpgid(0, 0)


def _watch(parent: int) -> None:
    while True:  # again and again: a process of the server that still loads takes no notice
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(LOOK)
