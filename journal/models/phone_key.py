"""The key that seals one person's drafts in one browser."""

from sqlalchemy.orm import Mapped

from journal.core.db import Base
from journal.models.columns import Instant, Owned, Sealed, Sealing, of_person


class PhoneKey(Owned, Sealing, Base):
    """Stored as long as the account is, since drafts may wait in a browser that is signed out.

    id: made by the browser, another one for each account. key: sealed, 32 random bytes in base64.
    """

    __tablename__ = "phone_keys"
    __table_args__ = (of_person(),)

    key: Mapped[Sealed]
    created_at: Mapped[Instant]
