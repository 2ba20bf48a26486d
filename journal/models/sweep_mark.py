"""When the sweep ran last, by the clock of that time."""

from datetime import datetime

from sqlalchemy import CheckConstraint, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from journal.core.db import Base, UtcDateTime
from journal.models.columns import Instant


class SweepMark(Base):
    """The one row of its table, which belongs to nobody.

    swept_at: when the last sweep ran. alarmed_at: when the clock had jumped, None while it goes on as it should.
    """

    __tablename__ = "sweep_marks"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False, default=1)
    swept_at: Mapped[Instant]
    alarmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
