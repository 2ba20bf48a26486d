"""What an entry said before."""

from sqlalchemy.orm import Mapped

from journal.models.columns import Instant, Revision, of_owner


class EntryRevision(Revision):
    """An earlier revision of an entry; the current one is the entry's own row."""

    __tablename__ = "entry_revisions"
    __table_args__ = (of_owner("entries", "record_id"),)

    written_at: Mapped[Instant]
