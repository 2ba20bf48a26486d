"""A clinic."""

from uuid import UUID

from sqlalchemy import String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from journal.core.db import Base


class Clinic(Base):
    """A clinic: its place and its number. A reference table: small, and the same everywhere.

    country: ISO 3166-1 alpha-2. zone: IANA name. phone: the clinic's own. local_phone: a number near the
    clinic for people in a crisis, such as the county's crisis team. Each is None if the clinic gave none.
    """

    __tablename__ = "clinics"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    country: Mapped[str] = mapped_column(String(2))
    zone: Mapped[str] = mapped_column(String(64))
    phone: Mapped[str | None] = mapped_column(String(40))
    local_phone: Mapped[str | None] = mapped_column(String(40))
