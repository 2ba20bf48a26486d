"""Who did what, when: ids and acts, never words. Written in the transaction that it tells of."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert

from journal.core.db import execute
from journal.core.ids import new_id
from journal.models import AuditLine

_LINE = insert(AuditLine)


def record(actor_id: UUID, act: str, owner_id: UUID, subject_id: UUID, at: datetime) -> None:
    """Add the line "`actor_id` did `act` to `subject_id`, which is `owner_id`'s"."""
    line = {"owner_id": owner_id, "id": new_id(), "at": at, "actor_id": actor_id, "act": act, "subject_id": subject_id}
    execute(_LINE, line)
