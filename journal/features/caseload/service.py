"""What a therapist does: look at the day, open a brief, say thank you. Every reading of a brief leaves a receipt."""

from datetime import UTC, date, datetime, time
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, bindparam, update

from journal.core import clock
from journal.core.db import execute, transaction
from journal.crypto.vault import vault
from journal.domain import access, audit
from journal.domain.identity import NAME_COLUMNS, Actor, name_of
from journal.domain.paging import Page, Position
from journal.domain.sharing import snapshots
from journal.models import Caseload, Share

Visit = dict[str, Any]
Brief = dict[str, Any]

LATER = datetime(9999, 1, 1, tzinfo=UTC)  # where nothing is open, and where it is for no day: at the end
LAST = datetime(9999, 1, 2, tzinfo=UTC)

_SHARE = (Share.id.label("share_id"), Share.words, Share.created_at, Share.ends_at, Share.acknowledged_at)
_VISITS = access.CASELOAD_SHARES.with_only_columns(*NAME_COLUMNS, *_SHARE)
# Locked before the words are read: who ends a share at the same moment hears that it ended once the receipt is there.
_BRIEF = (
    access.OPEN_SHARES.with_only_columns(*NAME_COLUMNS, *_SHARE)
    .where(Caseload.patient_id == access.ROW)
    .order_by(Share.id)
    .with_for_update(read=True, of=Share)
)
_PATIENT = access.CASELOAD.with_only_columns(*NAME_COLUMNS).where(Caseload.patient_id == access.ROW)
_OPEN_SHARE = access.OPEN_SHARES.with_only_columns(Share.acknowledged_at).where(
    Caseload.patient_id == access.ROW, Share.id == bindparam("share", type_=Uuid())
)
_ACKNOWLEDGE = update(Share).where(
    Share.owner_id == access.ROW,
    Share.id == bindparam("share", type_=Uuid()),
    Share.is_open(access.NOW),
    Share.acknowledged_at.is_(None),
)


def visits(person: Actor) -> list[Visit]:
    """Return the patients in care: those with something open first, by the day it is for."""
    found: dict[UUID, list[Any]] = {}
    for row in access.rows(_VISITS, person, now=clock.now()):
        found.setdefault(row.person_id, []).append(row)
    return sorted(map(_visit, found.values()), key=itemgetter("at", "id"))


def page(person: Actor, limit: int, after: Position | None = None) -> Page[Visit]:
    """Return the patients in care after a position."""
    rest = [visit for visit in visits(person) if after is None or (visit["at"], visit["id"]) > after]
    last = rest[limit - 1] if len(rest) > limit else None
    return Page(rest[:limit], Position(last["at"], last["id"]) if last else None)


@transaction
def brief(person: Actor, patient_id: UUID) -> Brief:
    """Open all that a patient shares with the person, and leave a receipt of each share in the same transaction.

    Raises NotFound where the patient is not in care, or nobody; Unavailable where the receipts cannot be written.
    """
    now = clock.now()
    patient = access.one(_PATIENT, person, row_id=patient_id)
    opened = access.rows(_BRIEF, person, row_id=patient_id, now=now)
    for row in opened:
        audit.record(person.id, "share.opened", patient_id, row.share_id, now)
    shares = sorted(map(_opened, opened), key=lambda share: (share["for_date"] or "~", share["shared_at"]))
    return {"patient_id": patient_id, "name": name_of(patient), "shares": shares}


def check_patient(person: Actor, patient_id: UUID) -> None:
    """Raise NotFound where the patient is not in care, or nobody. Opens nothing."""
    access.one(_PATIENT, person, row_id=patient_id)


@transaction
def acknowledge(person: Actor, patient_id: UUID, *share_ids: UUID) -> datetime:
    """Say "Read, thank you" to open shares; the first time counts. Returns when the last of them was acknowledged.

    Raises NotFound where the patient is not in care, or a share is not open to the person.
    """
    at = now = clock.now()
    check_patient(person, patient_id)
    for share_id in share_ids:
        share = access.one(_OPEN_SHARE, person, row_id=patient_id, share=share_id, now=now)
        at = share.acknowledged_at or now
        if share.acknowledged_at is None and _acknowledge(patient_id, share_id, now):
            audit.record(person.id, "share.acknowledged", patient_id, share_id, now)
    return at


def _acknowledge(patient_id: UUID, share_id: UUID, now: datetime) -> bool:
    values = {"row_id": patient_id, "share": share_id, "now": now, "acknowledged_at": now}
    return bool(execute(_ACKNOWLEDGE, values).rowcount)


def _visit(found: list[Any]) -> Visit:
    """Return one patient as the day shows them; `at` and `id` are where they stand in it."""
    patient = found[0]
    shares = [_opened(row) for row in found if row.share_id is not None]
    days = sorted(date.fromisoformat(share["for_date"]) for share in shares if share["for_date"])
    fresh = [share["shared_at"] for share in shares if share["acknowledged_at"] is None]
    return {
        "patient_id": patient.person_id,
        "id": patient.person_id,
        "name": name_of(patient),
        "open": bool(shares),
        "for_date": days[0] if days else None,
        "shared_at": max(fresh or [share["shared_at"] for share in shares], default=None),
        "acknowledged": bool(shares) and not fresh,
        "at": _midnight(days[0]) if days else LATER if shares else LAST,
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _opened(row: Any) -> Brief:
    """Return a share as its therapist reads it."""
    key = vault.key(row.person_id, row.master, row.wrapped)
    snapshot = snapshots.unseal(key, row.person_id, row.share_id, row.words)
    stands = {"id": row.share_id, "shared_at": row.created_at, "ends_at": row.ends_at}
    return stands | snapshot | {"acknowledged_at": row.acknowledged_at}
