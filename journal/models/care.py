"""Care of one patient by one therapist."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from journal.core.db import Base, UtcDateTime
from journal.models.columns import Instant, Owned, Reference, of_person

OPEN = text("ended_at IS NULL")


class Care(Owned, Base):
    """Owned by the patient; begun when an invitation is accepted, ended by either. Beginning again adds a new row, so
    that old shares stay ended. ended_by: the person who ended it.
    """

    __tablename__ = "care"
    __table_args__ = (
        of_person(),
        Index(None, "owner_id", "therapist_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )

    therapist_id: Mapped[Reference]
    began_at: Mapped[Instant]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[UUID | None]
