"""End a process together with the one that started it, however that one ends."""

import os
import signal
import threading
import time

PARENT = "JOURNAL_PARENT"  # the process that `flask serve` became, in the environment of those that it started
LOOK = 0.5  # seconds between two looks


def end_with_parent() -> None:
    """Send this process SIGTERM once its parent has ended, if the environment names one; look from a thread."""
    parent = int(os.environ.get(PARENT, 0))
    if parent not in (0, os.getpid()):
        threading.Thread(target=_watch, args=(parent,), name="parent", daemon=True).start()


def _watch(parent: int) -> None:
    while True:  # again and again: a process of the server that still loads takes no notice
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(LOOK)
