"""What an entry said, revision by revision."""

from uuid import UUID

from sqlalchemy import Uuid
from sqlalchemy.orm import Mapped, mapped_column

from journal.core.db import Base
from journal.models.columns import Blob, Instant, OwnerId, Sealing, of_owner


class EntryRevision(Sealing, Base):
    """One revision's words, the current one's among them; rows are added and never changed.

    words: sealed {body, prompts, feelings, mood}.
    """

    __tablename__ = "entry_revisions"
    __table_args__ = (of_owner("entries", "entry_id"),)

    owner_id: Mapped[OwnerId]
    entry_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, sort_order=-9)
    revision: Mapped[int] = mapped_column(primary_key=True, sort_order=-8)
    words: Mapped[Blob]
    written_at: Mapped[Instant]
    received_at: Mapped[Instant]
