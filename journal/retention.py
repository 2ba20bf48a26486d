"""Erase what is over: the words of shares that ended by their date, and entries that were deleted 30 days ago.

What is over cannot be reached any more from its very second on; sweeping makes it gone. It may run as often as one
likes, in several processes at once.
"""

import threading
from datetime import datetime

from flask import Flask
from sqlalchemy import Uuid, bindparam, delete, select, update
from sqlalchemy.exc import SQLAlchemyError

from journal.core import clock
from journal.core.db import UtcDateTime, db, transaction
from journal.core.errors import Unavailable
from journal.domain import revocation
from journal.models import Entry, EntryRevision
from journal.models.entry import UNDO
from journal.web import log

EVERY = 60.0  # seconds

_BEFORE = bindparam("deleted_before", type_=UtcDateTime())
_OWNER, _ENTRY = bindparam("of_owner", type_=Uuid()), bindparam("of_entry", type_=Uuid())
# Taken, so that nobody brings them back meanwhile; one that its writer holds just now is left for the next time.
_TAKE = (
    select(Entry.owner_id.label("of_owner"), Entry.id.label("of_entry"))
    .where(Entry.deleted_at <= _BEFORE)
    .with_for_update(skip_locked=True)
)
_LOOSEN = update(Entry).where(Entry.owner_id == _OWNER, Entry.about_id == _ENTRY).values(about_id=None)
_ERASE_WORDS = delete(EntryRevision).where(EntryRevision.owner_id == _OWNER, EntryRevision.entry_id == _ENTRY)
_ERASE = delete(Entry).where(Entry.owner_id == _OWNER, Entry.id == _ENTRY)


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
    _erase_deleted_entries(now - UNDO)


def _erase_deleted_entries(before: datetime) -> None:
    connection = db.session.connection()
    taken = [dict(row) for row in connection.execute(_TAKE, {"deleted_before": before}).mappings()]
    for statement in (_LOOSEN, _ERASE_WORDS, _ERASE) if taken else ():
        connection.execute(statement, taken)
