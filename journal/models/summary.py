"""What a patient composes for a therapist."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from journal.core.db import Base, UtcDateTime
from journal.models.columns import Blob, Instant, Owned, Sealing, of_person


class Summary(Owned, Sealing, Base):
    """Seen by nobody else until a copy of it is handed over. words: sealed {title, for_date, pieces}."""

    __tablename__ = "summaries"
    __table_args__ = (of_person(), Index(None, "owner_id", "created_at", "id"))

    revision: Mapped[int]
    words: Mapped[Blob]
    created_at: Mapped[Instant]
    changed_at: Mapped[Instant]
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
