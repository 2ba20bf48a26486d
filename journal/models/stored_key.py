"""The wrapped data keys."""

from sqlalchemy import CheckConstraint, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from journal.core.choices import KEY_KINDS
from journal.core.db import Base
from journal.core.sqlite import KEYS
from journal.models.columns import Blob, Instant, OwnerId


class StoredKey(Base):
    """One of a person's data keys, wrapped; everybody has one of each kind, and they are destroyed together.

    In a store of its own, whose backups are kept for days, while those of all else may be kept for years: once the
    keys are destroyed, all else cannot be read. No foreign key crosses the two stores.

    kind: what it opens: their name; their diary, which is entries with their revisions and drafts; or the rest.
    master: the version of the master key that wraps it.
    """

    __tablename__ = "data_keys"
    __table_args__ = (CheckConstraint(f"kind IN {KEY_KINDS!r}", name="kind"), {"schema": KEYS})

    owner_id: Mapped[OwnerId]
    kind: Mapped[str] = mapped_column(String(8), primary_key=True, sort_order=-10)
    master: Mapped[int] = mapped_column(SmallInteger)
    wrapped: Mapped[Blob]
    made_at: Mapped[Instant]
