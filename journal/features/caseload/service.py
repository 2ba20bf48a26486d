"""What a therapist does: look at the day, open a brief, say thank you. Every reading of a brief leaves a receipt."""

from datetime import UTC, date, datetime, time
from operator import itemgetter
from typing import TypedDict
from uuid import UUID

from journal.core import clock
from journal.core.db import ResultRow, transaction
from journal.domain import access, audit
from journal.domain.identity import Actor, name_of
from journal.domain.paging import Page, Position
from journal.features.caseload import repository
from journal.features.caseload.repository import OpenShare

LATER = datetime(9999, 1, 1, tzinfo=UTC)  # the place of a patient who shared something for no day
LAST = datetime(9999, 1, 2, tzinfo=UTC)  # the place of a patient who shares nothing


class CaseloadPatient(TypedDict):
    """A patient on the day's list; shape: CaseloadPatientSchema."""

    patient_id: UUID
    name: str
    open: bool
    for_date: date | None
    shared_at: datetime | None
    acknowledged: bool


class Brief(TypedDict):
    """All that a patient shares with the therapist who asks; shape: BriefSchema. shares: the last one first."""

    patient_id: UUID
    name: str
    shares: list[OpenShare]


def patients(person: Actor) -> list[CaseloadPatient]:
    """Return the patients in care: those with something open first, by the day that it is for."""
    by_patient: dict[UUID, list[ResultRow]] = {}
    for row in repository.caseload(person, clock.now()):
        by_patient.setdefault(row.person_id, []).append(row)
    return sorted(map(_patient, by_patient.values()), key=_position)


def page(person: Actor, limit: int, after: Position | None = None) -> Page[CaseloadPatient]:
    """Return the patients in care after a position."""
    rest = [patient for patient in patients(person) if after is None or _position(patient) > after]
    return Page(rest[:limit], _position(rest[limit - 1]) if len(rest) > limit else None)


@transaction
def brief(person: Actor, patient_id: UUID) -> Brief:
    """Open all that a patient shares with the person, and leave a receipt of each share in the same transaction.

    Raises NotFound unless the patient is in the person's care; Unavailable if the receipts cannot be written.
    """
    now = clock.now()
    rows = access.rows(repository.BRIEF, person, row_id=patient_id, now=now)
    patient = rows[0] if rows else access.one(repository.PATIENT, person, row_id=patient_id)
    audit.record_each(person.id, "share.opened", patient_id, [row.share_id for row in rows], now)
    shares = sorted(map(repository.read_share, rows), key=itemgetter("shared_at"), reverse=True)
    return {"patient_id": patient_id, "name": name_of(patient), "shares": shares}


def check_patient(person: Actor, patient_id: UUID) -> None:
    """Raise NotFound unless the patient is in the person's care. Opens nothing."""
    access.one(repository.PATIENT, person, row_id=patient_id)


def clinic_name(person: Actor) -> str:
    """Return the name of the person's clinic, which a printed brief says."""
    return str(access.one(repository.CLINIC, person).name)


@transaction
def acknowledge(person: Actor, patient_id: UUID, *share_ids: UUID) -> datetime:
    """Say "Read, thank you" to open shares; the first time counts. Return when the last of them was acknowledged.

    Raises NotFound unless the patient is in the person's care and every share is open to the person.
    """
    at = now = clock.now()
    check_patient(person, patient_id)
    for share_id in share_ids:
        share = access.one(repository.OPEN_SHARE, person, row_id=patient_id, share=share_id, now=now)
        at = share.acknowledged_at or now
        if share.acknowledged_at is None and repository.acknowledge(patient_id, share_id, now):
            audit.record(person.id, "share.acknowledged", patient_id, share_id, now)
    return at


def _patient(rows: list[ResultRow]) -> CaseloadPatient:
    """Return one patient as the day's list shows them. rows: of their open shares."""
    shares = [repository.read_share(row) for row in rows if row.share_id is not None]
    days = [date.fromisoformat(share["for_date"]) for share in shares if share["for_date"]]
    unread = [share["shared_at"] for share in shares if share["acknowledged_at"] is None]
    return {
        "patient_id": rows[0].person_id,
        "name": name_of(rows[0]),
        "open": bool(shares),
        "for_date": min(days, default=None),
        "shared_at": max(unread or [share["shared_at"] for share in shares], default=None),
        "acknowledged": bool(shares) and not unread,
    }


def _position(patient: CaseloadPatient) -> Position:
    """Return a patient's place in the day's list: by the day of the next appointment, else at its end."""
    if patient["for_date"] is None:
        return Position(LATER if patient["open"] else LAST, patient["patient_id"])
    return Position(datetime.combine(patient["for_date"], time(), UTC), patient["patient_id"])
