"""Erase what is due: the copies in shares past their date, and entries and check-ins deleted 30 days ago.

All have been unreachable since then; this removes them. `flask worker` runs it, and several may at once.
"""

from journal.core import clock
from journal.core.db import transaction
from journal.domain import erasure, revocation
from journal.domain.records import UNDO
from journal.features.checkins.repository import CHECKINS
from journal.features.entries.repository import ENTRIES


@transaction
def erase_due() -> None:
    """Erase what is due now. Raises Unavailable."""
    now = clock.now()
    revocation.erase_expired(now)
    erasure.erase_deleted(ENTRIES, now - UNDO)
    erasure.erase_deleted(CHECKINS, now - UNDO)
