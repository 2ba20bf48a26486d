"""Who may do what. Two questions, and no other file answers either.

1. May this kind of person knock? DOORS.
2. Which rows exist for this person? One SELECT a kind of row, used for the list and for the single row; outside it a
   row does not exist. Each is prepared once, and bound to the person who asks when it is run.

Nothing of a therapist's leads to an entry: a share holds copies of the words.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, CursorResult, Executable, Row, Uuid, and_, bindparam, insert, select

from journal.core.db import UtcDateTime, execute
from journal.core.errors import Invalid, NotFound
from journal.domain.identity import NAME, Actor
from journal.models import (
    ADMIN,
    PATIENT,
    ROLES,
    THERAPIST,
    AuditLine,
    Care,
    Caseload,
    Checkin,
    Clinic,
    Device,
    Entry,
    EntryRevision,
    Invitation,
    Person,
    Share,
    StoredKey,
    Summary,
    Treatment,
)
from journal.models.columns import Owned

NOBODY = "nobody"  # nobody is signed in
ANYBODY = frozenset({NOBODY, *ROLES})
SIGNED_IN = frozenset(ROLES)
PATIENTS, THERAPISTS, ADMINS = frozenset({PATIENT}), frozenset({THERAPIST}), frozenset({ADMIN})

DOORS: Mapping[str, frozenset[str]] = {
    "account": SIGNED_IN,
    "assets": ANYBODY,
    "care": PATIENTS | THERAPISTS,
    "caseload": THERAPISTS,
    "checkins": PATIENTS,
    "docs": ANYBODY,
    "drafts": PATIENTS,
    "entries": PATIENTS,
    "instruments": SIGNED_IN,
    "invitations": SIGNED_IN,
    "invited": ANYBODY,
    "people": ADMINS,
    "pwa": ANYBODY,
    "resets": ANYBODY,
    "safety": ANYBODY,
    "signin": ANYBODY,
    "shares": PATIENTS,
    "summaries": PATIENTS,
    "today": PATIENTS,
    "treatments": PATIENTS,
    "welcome": ANYBODY,
}

PERSON = bindparam("person_id", type_=Uuid())
NOW = bindparam("now", type_=UtcDateTime())
SINCE = bindparam("since", type_=UtcDateTime())
ROW = bindparam("row_id", type_=Uuid())  # not "id": that name would be the column's in an UPDATE


def mine(model: type[Owned | EntryRevision | Person]) -> ColumnElement[bool]:
    """Rows of `model` that the person owns."""
    return model.owner_id == PERSON


# A patient reads and changes what they wrote, and nobody else does. EVERY_...: deleted ones too.
EVERY_ENTRY = select(Entry).where(mine(Entry))
ENTRIES = EVERY_ENTRY.where(Entry.deleted_at.is_(None))
DELETED_ENTRIES = EVERY_ENTRY.where(Entry.deleted_at > SINCE)
CURRENT_REVISION = and_(
    EntryRevision.owner_id == Entry.owner_id,
    EntryRevision.entry_id == Entry.id,
    EntryRevision.revision == Entry.revision,
)
ENTRY_REVISIONS = (
    select(EntryRevision)
    .join(Entry, and_(Entry.owner_id == EntryRevision.owner_id, Entry.id == EntryRevision.entry_id))
    .where(mine(EntryRevision), Entry.deleted_at.is_(None))
)
EVERY_TREATMENT = select(Treatment).where(mine(Treatment))
TREATMENTS = EVERY_TREATMENT.where(Treatment.deleted_at.is_(None))
TREATMENT = TREATMENTS.where(Treatment.id == ROW)
CHECKINS = select(Checkin).where(mine(Checkin))
EVERY_SUMMARY = select(Summary).where(mine(Summary))
SUMMARIES = EVERY_SUMMARY.where(Summary.deleted_at.is_(None))
SHARES = select(Share).where(mine(Share))
HANDED_OVER = SHARES.where(Share.is_open(NOW))

# The owner of a thing sees what was done to it.
AUDIT = select(AuditLine).where(mine(AuditLine))

# One's own devices and invitations.
DEVICES = select(Device).where(mine(Device), Device.ended_at.is_(None))
INVITATIONS = select(Invitation).where(mine(Invitation))

# A patient knows the therapists in care of them; a therapist, the patients in their care. Ended is gone at once.
_IN_CARE = Care.ended_at.is_(None)
_ACTIVE = Person.deactivated_at.is_(None)
MY_ACCOUNT = select(Person.owner_id).where(mine(Person), _ACTIVE)
THERAPISTS_IN_CARE = (
    select(Care.id, Care.began_at, Care.therapist_id, *NAME)
    .join(Person, Person.owner_id == Care.therapist_id)
    .join(StoredKey, StoredKey.owner_id == Care.therapist_id)
    .where(mine(Care), _IN_CARE, _ACTIVE, Person.role == THERAPIST)
)
CASELOAD = (
    select(Care.id, Care.began_at, Person.zone, *NAME)
    .join_from(Caseload, Care, and_(Care.owner_id == Caseload.patient_id, Care.id == Caseload.id))
    .join(Person, Person.owner_id == Caseload.patient_id)
    .join(StoredKey, StoredKey.owner_id == Caseload.patient_id)
    .where(mine(Caseload), Care.therapist_id == PERSON, _IN_CARE, _ACTIVE)
)

# A therapist reads a share while it is open and the care in which it was made goes on. CASELOAD_SHARES: the same, with
# the patients in care who have none open.
_OPEN = and_(
    Share.owner_id == Caseload.patient_id,
    Share.care_id == Caseload.id,
    Share.therapist_id == PERSON,
    Share.is_open(NOW),
)
OPEN_SHARES = CASELOAD.join(Share, _OPEN)
CASELOAD_SHARES = CASELOAD.outerjoin(Share, _OPEN)

# An admin sees who has an account at their clinic; never what is in it.
_MY_CLINIC = select(Person.clinic_id).where(Person.owner_id == PERSON).scalar_subquery()
PEOPLE = (
    select(Person.role, Person.guest, Person.created_at, Person.deactivated_at, *NAME)
    .join(StoredKey, StoredKey.owner_id == Person.owner_id)
    .where(Person.clinic_id == _MY_CLINIC)
)
CLINIC = select(Clinic).where(Clinic.id == _MY_CLINIC)


def run(statement: Executable, person: Actor, **values: Any) -> CursorResult[Any]:
    """Run a statement that is bound to `person`, on the one connection of this request."""
    return execute(statement, {"person_id": person.id, **values})


def rows(statement: Executable, person: Actor, **values: Any) -> Sequence[Row[Any]]:
    """Return every row of `statement` that exists for `person`."""
    return run(statement, person, **values).all()


def first(statement: Executable, person: Actor, **values: Any) -> Row[Any] | None:
    """Return the first row of `statement` that exists for `person`, None where there is none."""
    return run(statement, person, **values).first()


def one(statement: Executable, person: Actor, **values: Any) -> Row[Any]:
    """Return the row of `statement`. Raises NotFound: not there, and not yours, are one."""
    row = run(statement, person, **values).first()
    if row is None:
        raise NotFound
    return row


def check_treatment(person: Actor, treatment_id: UUID | None) -> None:
    """Raise Invalid where something is about a treatment that is none of the person's."""
    if treatment_id and first(TREATMENT, person, row_id=treatment_id) is None:
        raise Invalid(treatment_id=_("There is no such session of yours. Choose another, or none."))


def add(model: Any, person: Actor, **values: Any) -> None:
    """Add a row of the person's own."""
    execute(_insert(model), {"owner_id": person.id, **values})


def changed(statement: Executable, person: Actor, **values: Any) -> bool:
    """Run an UPDATE; tell whether it found its row as it was expected."""
    return run(statement, person, **values).rowcount > 0


@cache
def _insert(model: Any) -> Executable:
    return insert(model)
