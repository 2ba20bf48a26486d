"""Whether the clock may be trusted with erasing: each sweep leaves a mark, and one far from the last is an alarm.

A clock that is wrong by weeks for an hour would erase for good what people may still bring back. So nothing is erased
until it has gone on for a day as it stands, whichever way it jumped. A worker that was away for days looks the same,
and waits a day too. A clock that jumps again before its day is over was wrong, and so are the times that it gave. A
worker that is away again by then looks like that as well: what was deleted between is kept for longer, never shorter.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import insert, inspect, select, update

from journal.core import clock
from journal.core.connection import current_connection
from journal.core.db import ResultRow, execute
from journal.models import SweepMark

JUMP = timedelta(days=2)  # more than this from the last mark is an alarm
PROOF = timedelta(days=1)  # how long nothing is erased then
EDGE = timedelta(hours=1)  # how long before and after its marks a wrong clock may have gone on

_MARK = select(SweepMark.swept_at, SweepMark.alarmed_at)


class Jump(NamedTuple):
    """A jump of the clock. wrong: from when until when it was wrong, by itself; None if it was right before."""

    wrong: tuple[datetime, datetime] | None


def mark() -> Jump | None:
    """Leave the mark of a sweep that begins, in the caller's transaction; return the jump that it finds.

    The first sweep finds none.
    """
    now = clock.now()
    last = execute(_MARK.with_for_update()).first()
    if last is None:
        execute(insert(SweepMark), {"id": 1, "swept_at": now, "alarmed_at": None})
        return None
    jumped = _is_far(last, now)
    execute(update(SweepMark).values(swept_at=now, alarmed_at=now if jumped else _still_alarmed(last, now)))
    return Jump(_wrong(last)) if jumped else None


def is_trusted() -> bool:
    """Return whether a sweep that left its mark may erase."""
    last = execute(_MARK).first()
    return last is not None and not _holds(last)


def is_held() -> bool:
    """Return whether nothing is erased just now, although it was before: by an alarm, or since no sweep comes.

    Before the first migration nothing is held.
    """
    if not inspect(current_connection()).has_table(SweepMark.__tablename__):
        return False
    last = execute(_MARK).first()
    return last is not None and _holds(last)


def _holds(last: ResultRow) -> bool:
    return last.alarmed_at is not None or _is_far(last, clock.now())


def _is_far(last: ResultRow, now: datetime) -> bool:
    return bool(abs(now - last.swept_at) > JUMP)


def _wrong(last: ResultRow) -> tuple[datetime, datetime] | None:
    return None if last.alarmed_at is None else (last.alarmed_at - EDGE, last.swept_at + EDGE)


def _still_alarmed(last: ResultRow, now: datetime) -> datetime | None:
    """Return since when there is an alarm, None if there is none or its day is over."""
    over = last.alarmed_at is None or now - last.alarmed_at >= PROOF
    return None if over else last.alarmed_at
