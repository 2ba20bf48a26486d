"""A signed-in device."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from journal.core.db import Base, UtcDateTime
from journal.models.columns import Blob, Instant, Owned, Sealed, Sealing, of_person


class Device(Owned, Sealing, Base):
    """One sign-in on one device.

    token_hash: of the secret in its cookie, see crypto/tokens; blank once it has ended.
    label: sealed, such as "Firefox on Android". seen_at: to within five minutes. ended_at: None while it is signed in.
    """

    __tablename__ = "devices"
    __table_args__ = (of_person(),)

    token_hash: Mapped[Blob]
    label: Mapped[Sealed]
    created_at: Mapped[Instant]
    seen_at: Mapped[Instant]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
