"""One private reflection."""

from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from journal.clinical.time_points import TIME_POINTS
from journal.models.columns import (
    Instant,
    Name,
    Record,
    Sealed,
    index_of_deleted,
    index_where,
    of_owner,
    of_person,
)


class Entry(Record):
    """sealed: the text, see domain/entry_text. opening: its first words and its mood, sealed, for lists.

    written_at: by the writer's clock, shown and never used for order.
    about_id: an earlier entry that this one is a layer on.
    """

    __tablename__ = "entries"
    __table_args__ = (
        of_person(),
        of_owner("treatments", "treatment_id"),
        of_owner("entries", "about_id"),
        CheckConstraint(f"time_point IN {TIME_POINTS!r}", name="time_point"),
        Index(None, "owner_id", "received_at", "id"),
        Index(None, "owner_id", "treatment_id"),
        index_where("about_id IS NOT NULL", "owner_id", "about_id"),
        index_of_deleted(),
    )

    opening: Mapped[Sealed]
    treatment_id: Mapped[UUID | None] = mapped_column(Uuid)
    time_point: Mapped[Name | None]
    about_id: Mapped[UUID | None] = mapped_column(Uuid)
    written_at: Mapped[Instant]
