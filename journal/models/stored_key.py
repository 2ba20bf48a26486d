"""The wrapped data keys."""

from sqlalchemy import SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from journal.core.db import KEYS, Base
from journal.models.columns import Blob, Instant, OwnerId


class StoredKey(Base):
    """One person's data key, wrapped. In a store of its own, whose backups are kept for days, while those of the rest
    may be kept for years: once the key is destroyed, the rest cannot be read. No foreign key crosses the two stores.

    master: the version of the master key that wraps it.
    """

    __tablename__ = "data_keys"
    __table_args__ = {"schema": KEYS}

    owner_id: Mapped[OwnerId]
    master: Mapped[int] = mapped_column(SmallInteger)
    wrapped: Mapped[Blob]
    made_at: Mapped[Instant]
