"""Care begins."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select

from journal.core.db import db
from journal.core.ids import new_id
from journal.domain import audit
from journal.models import Care, Caseload


def begin(patient_id: UUID, therapist_id: UUID, by: UUID, now: datetime) -> None:
    """Begin a new bond, in the caller's transaction; a pair in care already stays as it is.

    After an end of care the bond is a new one: shares made in the old one stay ended.
    """
    connection = db.session.connection()
    goes_on = select(Care.id).where(
        Care.owner_id == patient_id, Care.therapist_id == therapist_id, Care.ended_at.is_(None)
    )
    if connection.execute(goes_on).first():
        return
    care_id = new_id()
    care = {"owner_id": patient_id, "id": care_id, "therapist_id": therapist_id, "began_at": now}
    connection.execute(insert(Care), care)
    connection.execute(insert(Caseload), {"owner_id": therapist_id, "id": care_id, "patient_id": patient_id})
    audit.record(by, "care.began", patient_id, care_id, now)
