"""One filled-in questionnaire."""

from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from journal.clinical.time_points import TIME_POINTS
from journal.models.columns import Instant, Name, Record, index_of_deleted, of_owner, of_person


class Checkin(Record):
    """One instrument, filled in or begun. sealed: {answers}.

    Whether it is complete, its total and its band are computed from the answers at each reading, by the instrument as
    it is now. version: the one that was current when the answers were last changed.
    """

    __tablename__ = "checkins"
    __table_args__ = (
        of_person(),
        of_owner("treatments", "treatment_id"),
        CheckConstraint(f"time_point IN {TIME_POINTS!r}", name="time_point"),
        Index(None, "owner_id", "received_at", "id"),
        Index(None, "owner_id", "instrument", "received_at", "id"),
        Index(None, "owner_id", "treatment_id"),
        index_of_deleted(),
    )

    instrument: Mapped[Name]
    version: Mapped[str] = mapped_column(String(16))
    answered_at: Mapped[Instant]
    treatment_id: Mapped[UUID | None] = mapped_column(Uuid)
    time_point: Mapped[Name | None]
