"""Erase what is due: the copies in shares past their date, and entries and check-ins deleted 30 days ago.

All have been unreachable since then; this removes them. It may run at any time, in several processes at once.
"""

import threading

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from journal.core import clock
from journal.core.db import transaction
from journal.core.errors import Unavailable
from journal.domain import erasure, revocation
from journal.domain.records import UNDO
from journal.features.checkins.repository import CHECKINS
from journal.features.entries.repository import ENTRIES
from journal.web import log

INTERVAL = 60.0  # seconds


def start(app: Flask) -> None:
    """Erase what is due once a minute, in a thread of this process."""
    stop = threading.Event()  # never set: the thread ends with its process

    def run() -> None:
        while not stop.wait(INTERVAL):
            try_to_erase(app)

    threading.Thread(target=run, name="retention", daemon=True).start()


def try_to_erase(app: Flask) -> None:
    """Erase what is due; log a failure and leave the rest to the next run."""
    try:
        with app.app_context():
            erase_due()
    except Unavailable:
        return
    except SQLAlchemyError as problem:
        log.fault(problem)


@transaction
def erase_due() -> None:
    """Erase what is due now. Raises Unavailable."""
    now = clock.now()
    revocation.erase_expired(now)
    erasure.erase_deleted(ENTRIES, now - UNDO)
    erasure.erase_deleted(CHECKINS, now - UNDO)
