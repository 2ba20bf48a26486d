"""The audit trail: who did what, and when. Ids and acts only, never text.

What ends a right goes to the ledger too, before it is committed: a backup that is restored must not bring it back.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert

from journal.core.connection import add_ending
from journal.core.db import execute
from journal.core.ids import new_id
from journal.models import AuditLine

LEDGER_ACTS = frozenset(  # what somebody may open changes by these
    {
        "account.deactivated",
        "account.deleted",
        "account.reactivated",
        "care.ended",
        "device.ended",
        "guest.ended",
        "invitation.accepted",
        "invitation.cancelled",
        "invitation.declined",
        "password.changed",
        "password.reset",
        "reset.expired",
        "share.ended",
    }
)

_INSERT = insert(AuditLine)


def record(actor_id: UUID, act: str, owner_id: UUID, subject_id: UUID, at: datetime) -> None:
    """Add one line, in the caller's transaction.

    act: such as "share.ended". owner_id: whose trail it belongs to. subject_id: the row that was acted on.
    """
    record_each(actor_id, act, owner_id, [subject_id], at)


def record_each(actor_id: UUID, act: str, owner_id: UUID, subject_ids: Iterable[UUID], at: datetime) -> None:
    """Add a line for each row that the same act was done to, in one statement; none if there are no rows."""
    common = {"owner_id": owner_id, "at": at, "actor_id": actor_id, "act": act}
    lines = [{**common, "id": new_id(), "subject_id": subject_id} for subject_id in subject_ids]
    if not lines:
        return
    execute(_INSERT, lines)
    if act in LEDGER_ACTS:
        for line in lines:
            add_ending(line)
