"""Erase what is due: copies in shares past their date, records deleted 30 days ago, old counts of failed sign-ins.

All have been without effect since then; this removes them. `flask worker` runs it, and several may at once. It erases
nothing while the clock is not to be trusted, see domain/sweep_clock.
"""

from collections.abc import Callable, Mapping
from functools import partial
from time import sleep
from typing import Any

from journal.core import clock
from journal.core.db import transaction
from journal.domain import attempt_counts, erasure, revocation, sweep_clock
from journal.domain.record_kind import RecordKind
from journal.domain.records import UNDO
from journal.features.checkins.repository import CHECKINS
from journal.features.entries.repository import ENTRIES
from journal.features.summaries.repository import SUMMARIES
from journal.features.treatments.repository import TREATMENTS
from journal.web import log

KINDS: tuple[RecordKind[Any], ...] = (ENTRIES, CHECKINS, TREATMENTS, SUMMARIES)
BATCH = 200  # rows erased in one transaction, for which others wait who write
PAUSE = 0.2  # seconds between two transactions, in which others write


def erase_due() -> None:
    """Erase what is due now, of every kind. Raises Unavailable, Tampered."""
    for task in TASKS.values():
        task()


def _watch_clock() -> None:
    if _jumped():
        log.alarm("clock")


@transaction
def _jumped() -> bool:
    """Leave this sweep's mark, and date anew what was deleted while the clock was wrong; return whether it jumped."""
    jump = sweep_clock.mark()
    if jump and jump.wrong:
        for kind in KINDS:
            erasure.redate_deleted(kind, *jump.wrong, clock.now())
    return jump is not None


def _erase_shares() -> None:
    _erase_all(partial(revocation.erase_expired, clock.now(), BATCH))


def _erase_counts() -> None:
    _erase_all(partial(attempt_counts.erase_over, clock.now(), BATCH))


def _erase_deleted(kind: RecordKind[Any]) -> None:
    _erase_all(partial(erasure.erase_deleted, kind, clock.now() - UNDO, BATCH))


def _erase_all(erase_some: Callable[[], int]) -> None:
    """Erase a batch in a transaction of its own until one is not full. erase_some: returns how many it erased."""

    @transaction
    def erase_batch() -> int:
        return erase_some() if sweep_clock.is_trusted() else 0

    while erase_batch() >= BATCH:
        sleep(PAUSE)


# By what the log calls them; one that fails is no reason to leave out another.
TASKS: Mapping[str, Callable[[], None]] = {
    "watch the clock": _watch_clock,
    "erase share": _erase_shares,
    "erase count": _erase_counts,
    **{f"erase {kind.name}": partial(_erase_deleted, kind) for kind in KINDS},
}
