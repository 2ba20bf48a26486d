"""One treatment with ketamine, planned, done or cancelled."""

from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from journal.core.choices import ROUTES, STATUSES
from journal.models.columns import Instant, Name, Record, index_of_deleted, of_person


class Treatment(Record):
    """What the clinic told the patient: facts, never advice.

    course_id: joins the treatments of one course. number, of: "4 of 6", None where not told.
    sealed: {setting, intention, noticed}.
    """

    __tablename__ = "treatments"
    __table_args__ = (
        of_person(),
        CheckConstraint(f"route IN {ROUTES!r}", name="route"),
        CheckConstraint(f"status IN {STATUSES!r}", name="status"),
        Index(None, "owner_id", "starts_at", "id"),
        index_of_deleted(),
    )

    starts_at: Mapped[Instant]
    route: Mapped[Name]
    status: Mapped[Name]
    course_id: Mapped[UUID | None] = mapped_column(Uuid)
    number: Mapped[int | None] = mapped_column(SmallInteger)
    of: Mapped[int | None] = mapped_column(SmallInteger)
