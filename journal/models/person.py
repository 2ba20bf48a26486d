"""Somebody with an account."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from journal.core.choices import ROLES
from journal.core.db import Base, UtcDateTime
from journal.models.columns import Instant, Name, OwnerId, Sealed, Sealing


class Person(Sealing, Base):
    """An account, owned by the person.

    name, address, password_hash: sealed. guest: a therapist whom a patient invited, who invites nobody in turn.
    deactivated_at: None while the account is open.
    """

    __tablename__ = "people"
    __table_args__ = (CheckConstraint(f"role IN {ROLES!r}", name="role"),)

    owner_id: Mapped[OwnerId]
    clinic_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("clinics.id"))
    role: Mapped[Name]
    guest: Mapped[bool] = mapped_column(default=False)
    name: Mapped[Sealed]
    address: Mapped[Sealed]
    password_hash: Mapped[Sealed]
    zone: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[Instant]
    deactivated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
