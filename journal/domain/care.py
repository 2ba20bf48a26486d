"""Begin and end care between a patient and a therapist, in the caller's transaction."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, update

from journal.core.db import execute
from journal.core.ids import new_id
from journal.core.row_security import acting_for
from journal.domain import audit, revocation
from journal.models import Care, Caseload, Share
from journal.models.share import CARE_ENDED


def begin(patient_id: UUID, therapist_id: UUID, by: UUID, now: datetime) -> None:
    """Begin care, unless the two are in care already.

    After an end this is a new row: shares made under the old one stay ended.
    """
    current = select(Care.id).where(
        Care.owner_id == patient_id, Care.therapist_id == therapist_id, Care.ended_at.is_(None)
    )
    with acting_for(patient_id):  # care is the patient's to give
        if execute(current).first():
            return
        care_id = new_id()
        execute(insert(Care), {"owner_id": patient_id, "id": care_id, "therapist_id": therapist_id, "began_at": now})
        execute(insert(Caseload), {"owner_id": therapist_id, "id": care_id, "patient_id": patient_id})
        audit.record(by, "care.began", patient_id, care_id, now)


def end(patient_id: UUID, care_id: UUID, by: UUID, now: datetime) -> bool:
    """End care and every share made under it; return False if there is none to end.

    The caller has checked that `by` is one of the two.
    """
    current = update(Care).where(Care.owner_id == patient_id, Care.id == care_id, Care.ended_at.is_(None))
    with acting_for(patient_id):
        if not execute(current.values(ended_at=now, ended_by=by)).rowcount:
            return False
        audit.record(by, "care.ended", patient_id, care_id, now)
        revocation.end_shares(patient_id, CARE_ENDED, by, now, Share.care_id == care_id)
        return True
