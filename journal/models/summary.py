"""What a patient composes for a therapist."""

from sqlalchemy import Index

from journal.models.columns import Record, index_of_deleted, of_person


class Summary(Record):
    """Seen by nobody else until a snapshot of it is shared. sealed: {title, for_date, pieces}."""

    __tablename__ = "summaries"
    __table_args__ = (of_person(), Index(None, "owner_id", "received_at", "id"), index_of_deleted())
