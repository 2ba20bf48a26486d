"""Shares as rows: prepared statements, and how they are opened into what their owner sees."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String, Uuid, bindparam, func

from journal.core.db import UtcDateTime
from journal.crypto import contexts
from journal.domain import access
from journal.domain.identity import Actor
from journal.domain.paging import Pages
from journal.domain.sharing import snapshots
from journal.domain.sharing.snapshots import Snapshot
from journal.models import AuditLine, Share
from journal.models.share import EXPIRED

Item = dict[str, Any]

OPENED = "share.opened"
RECEIPTS = (OPENED, "share.acknowledged")
OPEN = "open"

_OPEN = Share.is_open(access.NOW).label(OPEN)
_COLUMNS = (
    Share.id,
    Share.summary_id,
    Share.therapist_id,
    Share.label,
    Share.consent,
    Share.created_at,
    Share.ends_at,
    Share.ended_at,
    Share.ended,
    Share.acknowledged_at,
    _OPEN,
)
_NAMED = bindparam("ids", expanding=True, type_=Uuid())
_LIST = access.SHARES.with_only_columns(*_COLUMNS)
PAGES = Pages(_LIST, Share.created_at, Share.id)
ONE = _LIST.where(Share.id == access.ROW)
_SNAPSHOT = access.SHARES.with_only_columns(Share.words, _OPEN).where(Share.id == access.ROW)
ANY = access.SHARES.with_only_columns(Share.id).limit(1)

_LINES = access.AUDIT.with_only_columns(AuditLine.id, AuditLine.at, AuditLine.act).where(
    AuditLine.subject_id == access.ROW, AuditLine.act.in_(RECEIPTS)
)
RECEIPT_PAGES = Pages(_LINES, AuditLine.at, AuditLine.id)
_OPENINGS = (
    access.AUDIT.with_only_columns(
        AuditLine.subject_id, func.count().label("times"), func.max(AuditLine.at, type_=UtcDateTime()).label("last")
    )
    .where(AuditLine.subject_id.in_(_NAMED), AuditLine.act == bindparam("act", OPENED, String))
    .group_by(AuditLine.subject_id)
)


def told(person: Actor, found: Any) -> list[Item]:
    """Return shares as their owner sees them, each with how often it was opened."""
    found = list(found)
    openings: dict[UUID, Any] = {}
    if found:
        counted = access.rows(_OPENINGS, person, ids=[row.id for row in found])
        openings = {row.subject_id: row for row in counted}
    return [_told(person, row, openings.get(row.id)) for row in found]


def snapshot(person: Actor, share_id: UUID, now: datetime) -> Snapshot | None:
    """Return the snapshot of a share, None once it has ended. Raises NotFound."""
    row = access.one(_SNAPSHOT, person, row_id=share_id, now=now)
    return snapshots.unseal(person.key, person.id, share_id, row.words) if row.open else None


def _told(person: Actor, row: Any, openings: Any) -> Item:
    label: Item = person.key.open(contexts.consent(person.id, row.id), row.label)
    status = row.ended or (OPEN if row.open else EXPIRED)
    return {
        "id": row.id,
        "summary_id": row.summary_id,
        "therapist_id": row.therapist_id,
        **label,
        "consent": row.consent,
        "status": status,
        "created_at": row.created_at,
        "ends_at": row.ends_at,
        "ended_at": row.ends_at if status == EXPIRED else row.ended_at,
        "acknowledged_at": row.acknowledged_at,
        "opened": openings.times if openings else 0,
        "opened_at": openings.last if openings else None,
    }
