"""Who may do what: two questions about the person who is signed in, answered here and nowhere else.

1. May this kind of person knock? DOORS.
2. Which rows exist for this person? One SELECT a kind of row, for the list and for the single row; outside it a row
   does not exist. Prepared once, bound to the person when it runs; features narrow these or use `mine` of ownership.py,
   and none widens them.

Nothing of a therapist's leads to an entry: a share holds copies of what was written.

Statements that are not bound to the person stand in the other files of this floor, in repositories and in commands,
and only where
- nobody is signed in yet: an account is found by its address, a device or a link by the secret in its token;
- the row was found by a SELECT of this file and the change reaches other people's rows: care that ends, an account that
  opens, joins or closes, a share that is acknowledged; all in the transaction of the service that checked;
- nobody asks: retention, which unseals nothing but summaries that may quote what it erases; the rotation of keys, which
  unseals nothing; and the commands of whoever runs the server.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import CursorResult, Executable, Insert, Uuid, and_, bindparam, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from journal.core.choices import ADMIN, NAME, PATIENT, ROLES, THERAPIST
from journal.core.db import Base, ResultRow, UtcDateTime, db, execute
from journal.core.errors import NotFound
from journal.domain import stored_keys
from journal.domain.identity import NAME_COLUMNS, Actor
from journal.domain.ownership import PERSON, mine
from journal.models import (
    AuditLine,
    Care,
    Caseload,
    Checkin,
    Clinic,
    Device,
    Entry,
    Invitation,
    Person,
    PhoneKey,
    Share,
    Summary,
    Treatment,
)

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
    "entries": PATIENTS,
    "health": ANYBODY,
    "instruments": SIGNED_IN,
    "invitations": SIGNED_IN,
    "invited": ANYBODY,
    "months": PATIENTS,
    "people": ADMINS,
    "phone_keys": PATIENTS,
    "pwa": ANYBODY,
    "resets": ANYBODY,
    "safety": ANYBODY,
    "search": PATIENTS,
    "signin": ANYBODY,
    "shares": PATIENTS,
    "summaries": PATIENTS,
    "today": PATIENTS,
    "treatments": PATIENTS,
    "unsent": ANYBODY,
    "welcome": ANYBODY,
}

NOW = bindparam("now", type_=UtcDateTime())
SINCE = bindparam("since", type_=UtcDateTime())
ROW = bindparam("row_id", type_=Uuid())  # not "id": that name would be the column's in an UPDATE
ROWS = bindparam("row_ids", expanding=True, type_=Uuid())


# A patient reads and changes what they wrote, and nobody else does. EVERY_...: deleted ones too.
EVERY_ENTRY = select(Entry).where(mine(Entry))
ENTRIES = EVERY_ENTRY.where(Entry.deleted_at.is_(None))
DELETED_ENTRIES = EVERY_ENTRY.where(Entry.deleted_at > SINCE)
EVERY_TREATMENT = select(Treatment).where(mine(Treatment))
TREATMENTS = EVERY_TREATMENT.where(Treatment.deleted_at.is_(None))
TREATMENT = TREATMENTS.where(Treatment.id == ROW)
EVERY_CHECKIN = select(Checkin).where(mine(Checkin))
CHECKINS = EVERY_CHECKIN.where(Checkin.deleted_at.is_(None))
DELETED_CHECKINS = EVERY_CHECKIN.where(Checkin.deleted_at > SINCE)
EVERY_SUMMARY = select(Summary).where(mine(Summary))
SUMMARIES = EVERY_SUMMARY.where(Summary.deleted_at.is_(None))
SHARES = select(Share).where(mine(Share))
OWN_OPEN_SHARES = SHARES.where(Share.is_open(NOW))

# The owner of a thing sees what was done to it.
AUDIT = select(AuditLine).where(mine(AuditLine))

# One's own devices, browsers and invitations.
DEVICES = select(Device).where(mine(Device), Device.ended_at.is_(None))
PHONE_KEYS = select(PhoneKey).where(mine(PhoneKey))
INVITATIONS = select(Invitation).where(mine(Invitation))

# A patient finds their therapists, a therapist their patients, while care lasts and the account is open.
_IN_CARE = Care.ended_at.is_(None)
_ACTIVE = Person.deactivated_at.is_(None)
MY_ACCOUNT = select(Person.owner_id).where(mine(Person), _ACTIVE)
THERAPISTS_IN_CARE = (
    select(Care.id, Care.began_at, Care.therapist_id, *NAME_COLUMNS)
    .join(Person, Person.owner_id == Care.therapist_id)
    .join(*stored_keys.of(NAME, Care.therapist_id))
    .where(mine(Care), _IN_CARE, _ACTIVE, Person.role == THERAPIST)
)
CASELOAD = (
    select(Care.id, Care.began_at, Person.zone, *NAME_COLUMNS)
    .join_from(Caseload, Care, and_(Care.owner_id == Caseload.patient_id, Care.id == Caseload.id))
    .join(Person, Person.owner_id == Caseload.patient_id)
    .join(*stored_keys.of(NAME, Caseload.patient_id))
    .where(mine(Caseload), Care.therapist_id == PERSON, _IN_CARE, _ACTIVE)
)

# A therapist reads a share while it is open and the care under which it was made lasts. CASELOAD_SHARES: the same, and
# patients who have none open.
_OPEN = and_(
    Share.owner_id == Caseload.patient_id,
    Share.care_id == Caseload.id,
    Share.therapist_id == PERSON,
    Share.is_open(NOW),
)
OPEN_SHARES = CASELOAD.join(Share, _OPEN)
CASELOAD_SHARES = CASELOAD.outerjoin(Share, _OPEN)

# An admin finds who has an account at their clinic; never what is in it.
_MY_CLINIC = select(Person.clinic_id).where(Person.owner_id == PERSON).scalar_subquery()
PEOPLE = (
    select(Person.role, Person.guest, Person.created_at, Person.deactivated_at, *NAME_COLUMNS)
    .join(*stored_keys.of(NAME, Person.owner_id))
    .where(Person.clinic_id == _MY_CLINIC)
)
CLINIC = select(Clinic).where(Clinic.id == _MY_CLINIC)


def run(statement: Executable, person: Actor, **values: object) -> CursorResult[Any]:
    """Run a statement bound to `person`."""
    return execute(statement, {"person_id": person.id, **values})


def rows(statement: Executable, person: Actor, **values: object) -> Sequence[ResultRow]:
    """Return every row."""
    return run(statement, person, **values).all()


def first(statement: Executable, person: Actor, **values: object) -> ResultRow | None:
    """Return the first row, None if there is none."""
    return run(statement, person, **values).first()


def one(statement: Executable, person: Actor, **values: object) -> ResultRow:
    """Return the row. Raises NotFound, be it missing or somebody else's."""
    row = run(statement, person, **values).first()
    if row is None:
        raise NotFound
    return row


def add(model: type[Base], person: Actor, **values: object) -> None:
    """Insert a row that the person owns."""
    execute(_insert(model), {"owner_id": person.id, **values})


def add_unless_taken(model: type[Base], person: Actor, **values: object) -> bool:
    """Insert a row that the person owns; return False if they have one under this id."""
    return execute(_insert_unless_taken(model, db.engine.name), {"owner_id": person.id, **values}).rowcount > 0


def change(statement: Executable, person: Actor, **values: object) -> bool:
    """Run an UPDATE or DELETE; return True if a row matched."""
    return run(statement, person, **values).rowcount > 0


@cache
def _insert(model: Any) -> Executable:
    return insert(model)


@cache
def _insert_unless_taken(model: Any, dialect: str) -> Executable:
    statement = (sqlite if dialect == "sqlite" else postgresql).insert(model)
    taken: Insert = statement.on_conflict_do_nothing(index_elements=("owner_id", "id"))
    return taken.execution_options(preserve_rowcount=True)
