"""The owner of each sign-in address."""

from uuid import UUID

from sqlalchemy import LargeBinary, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from journal.core.db import Base


class Address(Base):
    """One sign-in address, unique. Keyed by its HMAC, without foreign keys, so that it may lie in any store.

    tag: keyed, over both; a row that was moved to another person has a wrong one.
    """

    __tablename__ = "addresses"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(Uuid)
    tag: Mapped[bytes] = mapped_column(LargeBinary(32))
