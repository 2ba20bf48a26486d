"""A link that sets a new password once."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from journal.core.db import Base, UtcDateTime
from journal.models.columns import Blob, Instant, Owned, of_person


class Reset(Owned, Base):
    """Started by whoever operates the server; the owner's old password works until the link is used.

    token_hash: of the secret in the link, see crypto/tokens; blank once it is used or replaced.
    """

    __tablename__ = "resets"
    __table_args__ = (of_person(),)

    token_hash: Mapped[Blob]
    created_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
