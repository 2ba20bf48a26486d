"""The audit trail."""

from uuid import UUID

from sqlalchemy import Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from journal.core.db import Base
from journal.models.columns import Instant, Owned, of_person


class AuditLine(Owned, Base):
    """One act on something of the owner's: ids and times, never text. Lines are added, never changed: triggers of the
    migration refuse whatever else. SQLite's hidden row numbers are left out, since REPLACE could delete by them.

    The line "share.opened" is the receipt of a share.
    """

    __tablename__ = "audit_lines"
    __table_args__ = (of_person(), Index(None, "owner_id", "subject_id", "at"), {"sqlite_with_rowid": False})

    at: Mapped[Instant]
    actor_id: Mapped[UUID] = mapped_column(Uuid)
    act: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[UUID] = mapped_column(Uuid)
