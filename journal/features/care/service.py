"""Who is in care of whom; either side ends it, and with it every share that was made in it."""

from typing import Any
from uuid import UUID

from sqlalchemy import update

from journal.core import clock
from journal.core.db import execute, transaction
from journal.core.errors import NotFound
from journal.domain import access, audit, revocation
from journal.domain.identity import Actor, name_of
from journal.models import PATIENT, Care, Share
from journal.models.share import CARE_ENDED

Bond = dict[str, Any]

_BONDS = {True: access.THERAPISTS_IN_CARE, False: access.CASELOAD}  # for a patient, for a therapist


def bonds(person: Actor) -> list[Bond]:
    """Return the bonds that go on, the latest first: a patient's with therapists, a therapist's with patients."""
    found = access.rows(_BONDS[person.role == PATIENT].order_by(Care.began_at.desc(), Care.id), person)
    return [_told(row) for row in found]


def read(person: Actor, care_id: UUID) -> Bond:
    """Return one bond that goes on. Raises NotFound."""
    return _told(access.one(_BONDS[person.role == PATIENT].where(Care.id == access.ROW), person, row_id=care_id))


@transaction
def end(person: Actor, care_id: UUID) -> None:
    """End a bond; its shares end with it, their words erased. Raises NotFound."""
    now = clock.now()
    patient_id = person.id if person.role == PATIENT else read(person, care_id)["person_id"]
    ending = update(Care).where(Care.owner_id == patient_id, Care.id == care_id, Care.ended_at.is_(None))
    if not execute(ending.values(ended_at=now, ended_by=person.id)).rowcount:
        raise NotFound
    audit.record(person.id, "care.ended", patient_id, care_id, now)
    revocation.end_shares(patient_id, CARE_ENDED, person.id, now, Share.care_id == care_id)


def _told(row: Any) -> Bond:
    return {"id": row.id, "person_id": row.person_id, "name": name_of(row), "began_at": row.began_at}
