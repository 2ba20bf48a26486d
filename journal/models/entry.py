"""One private reflection."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from journal.clinical.time_points import TIME_POINTS
from journal.core.db import Base, UtcDateTime
from journal.models.columns import Blob, Instant, Name, Owned, Sealing, of_owner, of_person

CLOCK_AHEAD = timedelta(hours=1)
CLOCK_BEHIND = timedelta(days=366)
UNDO = timedelta(days=30)


class Entry(Owned, Sealing, Base):
    """Where a reflection stands; its words are in its revisions, the current one's opening words here too (sealed).

    written_at: by the writer's clock, shown and never used for order. received_at: when the server first had it.
    about_id: an earlier entry that this one is a layer on. deleted_at: it can be brought back for 30 days.
    """

    __tablename__ = "entries"
    __table_args__ = (
        of_person(),
        of_owner("treatments", "treatment_id"),
        of_owner("entries", "about_id"),
        CheckConstraint(f"time_point IN {TIME_POINTS!r}", name="time_point"),
        Index(None, "owner_id", "received_at", "id"),
    )

    revision: Mapped[int]
    opening: Mapped[Blob]
    treatment_id: Mapped[UUID | None] = mapped_column(Uuid)
    time_point: Mapped[Name | None]
    about_id: Mapped[UUID | None] = mapped_column(Uuid)
    written_at: Mapped[Instant]
    received_at: Mapped[Instant]
    revised_at: Mapped[Instant]
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def clock_differs(written_at: datetime, received_at: datetime) -> bool:
    """Tell whether the writer's clock was far from the server's: an hour ahead, or more than a year behind."""
    return not -CLOCK_BEHIND < written_at - received_at < CLOCK_AHEAD
