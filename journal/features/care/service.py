"""Care between patients and therapists: list it, and end it from either side."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from journal.core import clock
from journal.core.choices import PATIENT
from journal.core.db import ResultRow, transaction
from journal.core.errors import NotFound
from journal.domain import access, care
from journal.domain.identity import Actor, name_of
from journal.models import Care

_STATEMENTS = {True: access.THERAPISTS_IN_CARE, False: access.CASELOAD}  # for a patient, for a therapist


class CurrentCare(TypedDict):
    """Care that goes on, seen from one side. person_id, name: the other side's."""

    id: UUID
    person_id: UUID
    name: str
    began_at: datetime


def current(person: Actor) -> list[CurrentCare]:
    """Return a patient's therapists or a therapist's patients, the latest first."""
    statement = _STATEMENTS[person.role == PATIENT].order_by(Care.began_at.desc(), Care.id)
    return [_read(row) for row in access.rows(statement, person)]


def read(person: Actor, care_id: UUID) -> CurrentCare:
    """Return one. Raises NotFound."""
    statement = _STATEMENTS[person.role == PATIENT].where(Care.id == access.ROW)
    return _read(access.one(statement, person, row_id=care_id))


@transaction
def end(person: Actor, care_id: UUID) -> None:
    """End care and every share made under it. Raises NotFound."""
    patient_id = person.id if person.role == PATIENT else read(person, care_id)["person_id"]
    if not care.end(patient_id, care_id, person.id, clock.now()):
        raise NotFound


def _read(row: ResultRow) -> CurrentCare:
    return {"id": row.id, "person_id": row.person_id, "name": name_of(row), "began_at": row.began_at}
