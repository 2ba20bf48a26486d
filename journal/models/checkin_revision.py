"""What a check-in said before."""

from sqlalchemy.orm import Mapped

from journal.models.columns import Instant, Revision, of_owner


class CheckinRevision(Revision):
    """An earlier revision of a finished check-in; the current one is the check-in's own row."""

    __tablename__ = "checkin_revisions"
    __table_args__ = (of_owner("checkins", "record_id"),)

    answered_at: Mapped[Instant]
