"""A snapshot of a summary, shared with one therapist until a date."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BindParameter, CheckConstraint, ColumnElement, Index, Uuid, and_, case
from sqlalchemy.orm import Mapped, mapped_column

from journal.core.db import Base, UtcDateTime
from journal.models.columns import (
    Instant,
    Name,
    Owned,
    Reference,
    Sealed,
    Sealing,
    index_where,
    of_owner,
    of_person,
)

ENDINGS = WITHDRAWN, EXPIRED, CARE_ENDED, ACCOUNT_CLOSED = ("withdrawn", "expired", "care_ended", "account_closed")


class Share(Owned, Sealing, Base):
    """Owned by the patient. It holds the chosen text itself and points at no entry: nothing leads from here to the
    diary.

    snapshot: sealed, for this therapist, care and end; None once the share has ended.
    consent_record: sealed; what the patient agreed to, which stays. consent_version: of the text of that.
    ended: why, None while the share is open.
    """

    __tablename__ = "shares"
    __table_args__ = (
        of_person(),
        of_owner("care", "care_id"),
        CheckConstraint(f"ended IN {ENDINGS!r}", name="ended"),
        CheckConstraint("snapshot IS NULL OR ended_at IS NULL", name="erased_when_ended"),
        Index(None, "owner_id", "created_at", "id"),
        Index(None, "owner_id", "therapist_id", "ends_at"),
        index_where("ended_at IS NULL", "owner_id", "ends_at"),
    )

    summary_id: Mapped[Reference]
    therapist_id: Mapped[Reference]
    care_id: Mapped[Reference]
    snapshot: Mapped[Sealed | None]
    consent_record: Mapped[Sealed]
    consent_version: Mapped[Name]
    created_at: Mapped[Instant]
    ends_at: Mapped[Instant]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended: Mapped[Name | None]
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[UUID | None] = mapped_column(Uuid)

    @classmethod
    def is_open(cls, now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
        """Match shares that their therapist may read; a share ends exactly at `ends_at`."""
        return and_(cls.ended_at.is_(None), cls.ends_at > now)

    @classmethod
    def is_expired(cls, now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
        """Match shares past their date that are not erased yet."""
        return and_(cls.ended_at.is_(None), cls.ends_at <= now)

    @classmethod
    def over_at(cls) -> ColumnElement[datetime]:
        """Return when a share ends or ended. One past its date ended then, whenever it was erased."""
        return case((cls.ended != EXPIRED, cls.ended_at), else_=cls.ends_at)
