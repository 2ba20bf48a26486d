"""An invitation, by a link that works once."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, and_
from sqlalchemy.orm import Mapped, mapped_column

from journal.core.choices import ROLES
from journal.core.db import Base, UtcDateTime
from journal.models.columns import Blob, Instant, Name, Owned, Sealed, Sealing, of_person


class Invitation(Owned, Sealing, Base):
    """An invitation by its owner to one address.

    token_hash: of the secret in its link, see crypto/tokens; blank once it is used, declined or cancelled.
    address: sealed. digest: keyed, to look the address up. At most one of used_at, declined_at and cancelled_at is set.
    """

    __tablename__ = "invitations"
    __table_args__ = (of_person(), CheckConstraint(f"role IN {ROLES!r}", name="role"))

    token_hash: Mapped[Blob]
    address: Mapped[Sealed]
    digest: Mapped[Blob]
    role: Mapped[Name]
    created_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    declined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def is_open(cls) -> ColumnElement[bool]:
        """Match invitations neither used, declined nor cancelled; expiry is checked apart."""
        return and_(cls.used_at.is_(None), cls.declined_at.is_(None), cls.cancelled_at.is_(None))
