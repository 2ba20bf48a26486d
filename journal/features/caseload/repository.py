"""Shares as rows that their therapist reads, and the acknowledgement, which is the only thing a therapist writes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Uuid, bindparam, update

from journal.core.choices import REST
from journal.core.db import ResultRow, execute
from journal.core.row_security import acting_for
from journal.crypto import contexts
from journal.domain import access, stored_keys
from journal.domain.identity import NAME_COLUMNS, Actor
from journal.domain.sharing import snapshots
from journal.domain.sharing.snapshots import Snapshot
from journal.models import Caseload, Clinic, Share

_SHARE = (
    Share.id.label("share_id"),
    Share.therapist_id,
    Share.care_id,
    Share.snapshot,
    Share.created_at,
    Share.ends_at,
    Share.acknowledged_at,
)
CLINIC = access.CLINIC.with_only_columns(Clinic.name)
_SHARE_ID = bindparam("share", type_=Uuid())
_KEY = stored_keys.of(REST, Caseload.patient_id)  # a therapist finds it while a share is open
CASELOAD = access.CASELOAD_SHARES.outerjoin(*_KEY).with_only_columns(*NAME_COLUMNS, *_SHARE, *stored_keys.columns(REST))
PATIENT = access.CASELOAD.with_only_columns(*NAME_COLUMNS).where(Caseload.patient_id == access.ROW)
# Locked before the snapshots are read: whoever ends a share at the same moment waits until the receipt is there.
BRIEF = (
    access.OPEN_SHARES.join(*_KEY)
    .with_only_columns(*NAME_COLUMNS, *_SHARE, *stored_keys.columns(REST))
    .where(Caseload.patient_id == access.ROW)
    .order_by(Share.id)
    .with_for_update(read=True, of=Share)
)
OPEN_SHARE = access.OPEN_SHARES.with_only_columns(Share.acknowledged_at).where(
    Caseload.patient_id == access.ROW, Share.id == _SHARE_ID
)
_ACKNOWLEDGE = update(Share).where(
    Share.owner_id == access.ROW, Share.id == _SHARE_ID, Share.is_open(access.NOW), Share.acknowledged_at.is_(None)
)


class OpenShare(Snapshot):
    """A share as its therapist reads it; shape: OpenShareSchema."""

    id: UUID
    shared_at: datetime
    ends_at: datetime
    acknowledged_at: datetime | None


def caseload(person: Actor, now: datetime) -> Sequence[ResultRow]:
    """Return a row for each open share of the patients in care, and one for each patient who has none."""
    return access.rows(CASELOAD, person, now=now)


def read_share(row: ResultRow) -> OpenShare:
    """Return a share as its therapist reads it."""
    keys = stored_keys.from_row(row.person_id, row, REST)
    context = contexts.snapshot(row.person_id, row.share_id, row.therapist_id, row.care_id, row.ends_at)
    return {
        **snapshots.unseal(keys, context, row.snapshot),
        "id": row.share_id,
        "shared_at": row.created_at,
        "ends_at": row.ends_at,
        "acknowledged_at": row.acknowledged_at,
    }


def acknowledge(patient_id: UUID, share_id: UUID, now: datetime) -> bool:
    """Mark an open share as read; return whether it was not yet."""
    values = {"row_id": patient_id, "share": share_id, "now": now, "acknowledged_at": now}
    with acting_for(patient_id):  # the share is the patient's
        return bool(execute(_ACKNOWLEDGE, values).rowcount)
