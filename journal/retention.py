"""Erase what is over: the words of shares that ended by their date, and entries that were deleted 30 days ago.

What is over cannot be reached any more from its very second on; sweeping makes it gone. It may run as often as one
likes, in several processes at once.
"""

import threading

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from journal.core import clock
from journal.core.db import transaction
from journal.core.errors import Unavailable
from journal.domain import erasure, revocation
from journal.domain.records import UNDO
from journal.features.entries.repository import ENTRIES
from journal.web import log

EVERY = 60.0  # seconds


def start(app: Flask) -> None:
    """Sweep once a minute, beside the requests, for as long as this process lives."""
    stop = threading.Event()  # never set: the thread ends with its process

    def sweep_on() -> None:
        while not stop.wait(EVERY):
            try_to_sweep(app)

    threading.Thread(target=sweep_on, name="sweeping", daemon=True).start()


def try_to_sweep(app: Flask) -> None:
    """Sweep where the database lets us; the next minute may find it well again."""
    try:
        with app.app_context():
            sweep()
    except Unavailable:
        return
    except SQLAlchemyError as problem:
        log.fault(problem)


@transaction
def sweep() -> None:
    """Erase what is over now. Raises Unavailable."""
    now = clock.now()
    revocation.erase_expired(now)
    erasure.erase_deleted(ENTRIES, now - UNDO)
