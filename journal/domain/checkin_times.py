"""When a check-in was filled in and changed, beside the time that it is dated."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select

from journal.core.db import ResultRow
from journal.models import Checkin, CheckinRevision

LATE = timedelta(hours=2)  # below that, somebody answered slowly

_FIRST_FINISHED = (
    select(func.min(CheckinRevision.revised_at))
    .where(CheckinRevision.owner_id == Checkin.owner_id, CheckinRevision.record_id == Checkin.id)
    .scalar_subquery()
    .label("first_finished_at")
)
COLUMNS = (Checkin.revised_at, _FIRST_FINISHED)


class CheckinTimes(NamedTuple):
    """filled_in_at: when the server had it finished; until then, when its last answer came.

    changed_at: when it was last changed after that, None if never. hours_late: from the time that it is dated to when
    it was filled in, None where that is about the same.
    """

    filled_in_at: datetime
    changed_at: datetime | None
    hours_late: int | None


def of(row: ResultRow) -> CheckinTimes:
    """Return the times of a check-in that was selected with COLUMNS, beside its answered_at."""
    filled_in_at = row.first_finished_at or row.revised_at
    changed_at = row.revised_at if row.first_finished_at else None
    lag = filled_in_at - row.answered_at
    return CheckinTimes(filled_in_at, changed_at, lag // timedelta(hours=1) if lag >= LATE else None)
