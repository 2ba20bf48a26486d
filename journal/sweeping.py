"""Erase what is over: the words of shares that ended by their date, and entries that were deleted 30 days ago.

What is over cannot be reached any more from its very second on; sweeping makes it gone. It may run as often as one
likes, in several processes at once.
"""

import threading
from datetime import datetime

from flask import Flask
from sqlalchemy import and_, bindparam, delete, exists, select, update
from sqlalchemy.orm import aliased

from journal import clock, endings
from journal.db import UtcDateTime, db, transaction
from journal.errors import Unavailable
from journal.models import Entry, EntryRevision
from journal.models.entry import UNDO

EVERY = 60.0  # seconds

_BEFORE = bindparam("deleted_before", type_=UtcDateTime())
_EARLIER = aliased(Entry)
_OF_LAYER = and_(_EARLIER.owner_id == Entry.owner_id, _EARLIER.id == Entry.about_id)
_OF_REVISION = and_(Entry.owner_id == EntryRevision.owner_id, Entry.id == EntryRevision.entry_id)
_LOOSEN = update(Entry).where(exists(select(1).where(_OF_LAYER, _EARLIER.deleted_at <= _BEFORE)))
_ERASE_WORDS = delete(EntryRevision).where(exists(select(1).where(_OF_REVISION, Entry.deleted_at <= _BEFORE)))
_ERASE = delete(Entry).where(Entry.deleted_at <= _BEFORE)


def start(app: Flask) -> None:
    """Sweep once a minute, beside the requests, for as long as this process lives."""
    stop = threading.Event()  # never set: the thread ends with its process

    def sweep_on() -> None:
        while not stop.wait(EVERY):
            with app.app_context():
                try:
                    sweep()
                except Unavailable:
                    continue  # the next minute may find the database well again

    threading.Thread(target=sweep_on, name="sweeping", daemon=True).start()


@transaction
def sweep() -> None:
    """Erase what is over now. Raises Unavailable."""
    now = clock.now()
    endings.erase_expired(now)
    _erase_deleted_entries(now - UNDO)


def _erase_deleted_entries(before: datetime) -> None:
    connection = db.session.connection()
    connection.execute(_LOOSEN, {"deleted_before": before, "about_id": None})
    for statement in (_ERASE_WORDS, _ERASE):
        connection.execute(statement, {"deleted_before": before})
