"""How many attempts at a secret were made within a window of time."""

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from journal.core.db import Base
from journal.models.columns import Instant


class AttemptCount(Base):
    """One counter of domain/attempts, which belongs to nobody: it is read before anybody is signed in.

    digest: keyed, over what is counted, so that the row names no account and no network. attempts: that failed, and
    those under way. ends_at: when the window is over, and the row means nothing any more. Whoever can write rows could
    let somebody guess on, or hold sign-ins up for a quarter of an hour; nothing is signed in by a row.
    """

    __tablename__ = "attempt_counts"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    attempts: Mapped[int]
    ends_at: Mapped[Instant]
