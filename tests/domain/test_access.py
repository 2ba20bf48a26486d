"""What each statement of access.py finds, where three patients own the same rows under the same ids and some are over.

Tom is ada's therapist and fay's. Abe and eve have care rows and shares under the ids of ada's, but tom's pointer to
"care" is to ada. Lee and kim, therapists too, hold pointers to it that no care row confirms. Dora and max have closed
their accounts. Zoe and zack are at clinics of their own.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

import pytest
from flask import Flask
from sqlalchemy import Select, insert, select, update

from journal.core.choices import ADMIN, PATIENT, THERAPIST
from journal.core.connection import commit
from journal.core.errors import NotFound
from journal.core.row_security import act_for, acting_for
from journal.domain import access, accounts
from journal.domain.identity import name_of
from journal.domain.ownership import mine
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
    Share,
    Summary,
    Treatment,
)
from tests.plugins.people import HASHED, Somebody
from tests.plugins.unrestricted import execute

NOW = datetime(2026, 5, 12, 12, tzinfo=UTC)
SINCE, LATER = NOW - timedelta(days=1), NOW + timedelta(seconds=1)
RECORDS = {"ENTRY": Entry, "TREATMENT": Treatment, "CHECKIN": Checkin, "SUMMARY": Summary}
SAMPLES = {UUID: UUID(int=5), bytes: b"sealed", object: NOW, int: 1, str: "x"}  # an instant is an object
CHECKED = {"route": "iv", "status": "done", "role": PATIENT}
SHARES = ["earlier", "ended", "expired", "first", "open", "to kim", "to lee"]

World = dict[str, Somebody]


def row_id(name: str) -> UUID:
    """Return the id that every row of this name has, whoever owns it."""
    return uuid5(NAMESPACE_OID, name)


CARES = ["first care", "care", "old care", "fays", "doras", "maxs", "claras"]
OTHERS = ["kept", "eves", "deleted", "at since", "long ago", "line", "phone", "lost", "invitation"]
assert row_id("old care") < row_id("care") < row_id("first care")  # so that no condition can be loosened unseen
NAMES = {row_id(name): name for name in (*SHARES, *CARES, *OTHERS)}


def add(model: type, owner: Somebody, name: str, **values: object) -> None:
    """Add a row with just what its columns need."""
    required = [column for column in model.__table__.columns if not column.nullable and column.default is None]
    samples = {column.name: SAMPLES[column.type.python_type] for column in required}
    checked = {name: value for name, value in CHECKED.items() if name in samples}
    execute(insert(model), samples | checked | {"owner_id": owner.id, "id": row_id(name)} | values)


def add_journal(owner: Somebody, people: World) -> None:
    """Add the rows that each of the three patients owns."""
    for model in RECORDS.values():
        add(model, owner, "kept")
        add(model, owner, "deleted", deleted_at=NOW)
        add(model, owner, "at since", deleted_at=SINCE)
        add(model, owner, "long ago", deleted_at=SINCE - timedelta(days=1))
    for model, name, values in (
        (AuditLine, "line", {}),
        (Invitation, "invitation", {}),
        (Device, "phone", {}),
        (Device, "lost", {"ended_at": NOW}),
        (Care, "care", {"therapist_id": people["Tom"].id}),
        (Care, "first care", {"therapist_id": people["Tom"].id, "ended_at": NOW}),
        (Care, "old care", {"therapist_id": people["Tom"].id, "ended_at": NOW}),
        (Care, "maxs", {"therapist_id": people["Max"].id}),
        (Care, "claras", {"therapist_id": people["Clara"].id}),
    ):
        add(model, owner, name, **values)
    open_ = {"care_id": row_id("care"), "therapist_id": people["Tom"].id, "ends_at": LATER}
    add(Share, owner, "open", **open_)
    add(Share, owner, "expired", **open_ | {"ends_at": NOW})
    add(Share, owner, "ended", **open_ | {"ended_at": NOW})
    add(Share, owner, "first", **open_ | {"care_id": row_id("first care")})
    add(Share, owner, "earlier", **open_ | {"care_id": row_id("old care")})
    for name, therapist in (("to kim", "Kim"), ("to lee", "Lee")):  # made before tom's account and after it
        add(Share, owner, name, **open_ | {"therapist_id": people[therapist].id})


@pytest.fixture
def world(context: Flask, make_person: Callable[..., Somebody]) -> World:
    """Everybody, by name, with their rows."""
    people = {"Zoe": elsewhere("Zoe", UUID(int=1))}
    for name in ("Abe", "Ada", "Eve", "Fay", "Dora"):
        people[name] = make_person(name, PATIENT)
    for name in ("Kim", "Tom", "Lee", "Max"):
        people[name] = make_person(name, THERAPIST)
    people |= {"Clara": make_person("Clara", ADMIN), "Zack": elsewhere("Zack", UUID(int=2**128 - 1))}
    for name in ("Abe", "Ada", "Eve"):
        add_journal(people[name], people)
    for name, care in (("Fay", "fays"), ("Dora", "doras")):
        add(Care, people[name], care, therapist_id=people["Tom"].id)
        add(Caseload, people["Tom"], care, patient_id=people[name].id)
    for therapist in ("Kim", "Tom", "Lee"):
        add(Caseload, people[therapist], "care", patient_id=people["Ada"].id)
    for ended in ("first care", "old care"):
        add(Caseload, people["Tom"], ended, patient_id=people["Ada"].id)
    for name in ("Dora", "Max"):
        with acting_for(people[name].id):
            accounts.set_deactivated(people[name].id, NOW)
    return people


def elsewhere(name: str, clinic_id: UUID) -> Somebody:
    """Make an admin at a clinic of their own."""
    execute(insert(Clinic), {"id": clinic_id, "name": f"{name}'s", "country": "US", "zone": "UTC", "phone": None})
    person_id, keys = accounts.make_keys(NOW)
    accounts.add(person_id, keys, accounts.NewPerson(clinic_id, ADMIN, name, f"{name}@example.org", HASHED), NOW)
    commit()
    return Somebody(person_id, name, f"{name}@example.org", ADMIN)


def sign_in(person: Somebody) -> Somebody:
    """Let the session act for somebody, as their token does."""
    administered = select(Person.clinic_id).where(Person.owner_id == person.id, Person.role == ADMIN)
    act_for(person.id, execute(administered).scalar())
    return person


def seen(statement: Select, person: Somebody, **values: object) -> Sequence[Any]:
    """Return the rows that somebody finds."""
    return access.rows(statement, sign_in(person), **values)


def found(statement: Select, person: Somebody, **values: object) -> list[tuple[str, str]]:
    """Return whose rows a statement finds, and which."""
    return sorted((row.owner_id, NAMES[row.id]) for row in seen(statement, person, **values))


OWN = {
    **{f"EVERY_{name}": ["at since", "deleted", "kept", "long ago"] for name in RECORDS},
    "ENTRIES": ["kept"],
    "TREATMENTS": ["kept"],
    "CHECKINS": ["kept"],
    "SUMMARIES": ["kept"],
    "DELETED_ENTRIES": ["deleted"],
    "SHARES": SHARES,
    "OWN_OPEN_SHARES": ["earlier", "first", "open", "to kim", "to lee"],
    "AUDIT": ["line"],
    "DEVICES": ["phone"],
    "INVITATIONS": ["invitation"],
}


@pytest.mark.parametrize("name", OWN)
def test_patients_find_their_own_rows_and_no_others(world: World, name: str) -> None:
    statement = getattr(access, name)
    values = {key: value for key, value in {"now": NOW, "since": SINCE}.items() if key in statement.compile().params}
    for person in ("Abe", "Ada", "Eve"):
        assert found(statement, world[person], **values) == [(world[person].id, row) for row in OWN[name]]
    for person in ("Fay", "Tom", "Clara"):
        assert found(statement, world[person], **values) == []


def test_a_patient_finds_the_therapists_whose_care_lasts(world: World) -> None:
    for name, expected in {"Ada": ["Tom"], "Fay": ["Tom"], "Tom": [], "Zoe": []}.items():
        rows = seen(access.THERAPISTS_IN_CARE, world[name])
        assert [name_of(row) for row in rows] == expected
        assert {row.therapist_id for row in rows} == {world[other].id for other in expected}


def test_a_therapist_finds_the_patients_whose_care_lasts(world: World) -> None:
    for name, expected in {"Tom": [("Ada", "care"), ("Fay", "fays")], "Lee": [], "Kim": [], "Ada": []}.items():
        rows = seen(access.CASELOAD, world[name])
        assert sorted((name_of(row), NAMES[row.id]) for row in rows) == expected


def test_a_therapist_reads_open_shares_of_that_care_alone(world: World) -> None:
    shares = (Share.owner_id.label("whose"), Share.id.label("share_id"))
    ada, opened = world["Ada"], [("Ada", row_id("open"))]
    for name, expected in {"Tom": opened, "Lee": [], "Kim": [], "Ada": []}.items():
        rows = seen(access.OPEN_SHARES.add_columns(*shares), world[name], now=NOW)
        assert [(name_of(row), row.share_id) for row in rows] == expected
        assert all(row.whose == ada.id for row in rows)
    rows = seen(access.CASELOAD_SHARES.add_columns(*shares), world["Tom"], now=NOW)
    assert sorted((name_of(row), row.share_id) for row in rows) == [*opened, ("Fay", None)]
    assert seen(access.CASELOAD_SHARES, world["Lee"], now=NOW) == []


def test_an_admin_finds_the_accounts_of_one_clinic(world: World) -> None:
    ours = sorted(world.keys() - {"Zoe", "Zack"})
    for name, expected in {"Clara": ours, "Zoe": ["Zoe"], "Zack": ["Zack"]}.items():
        assert sorted(name_of(row) for row in seen(access.PEOPLE, world[name])) == expected
    for name, clinic in {"Zoe": "Zoe's", "Ada": "Lake House", "Clara": "Lake House", "Zack": "Zack's"}.items():
        assert [row.name for row in seen(access.CLINIC, world[name])] == [clinic]


def test_an_account_is_found_while_it_is_open(world: World) -> None:
    for name in ("Ada", "Tom"):
        assert [row.owner_id for row in seen(access.MY_ACCOUNT, world[name])] == [world[name].id]
    assert seen(access.MY_ACCOUNT, world["Dora"]) == []


def test_what_is_missing_and_what_is_anothers_are_not_found(world: World) -> None:
    add(Treatment, world["Eve"], "eves")
    for name in ("eves", "kept"):
        assert found(access.TREATMENT, world["Eve"], row_id=row_id(name)) == [(world["Eve"].id, name)]
    for name in ("eves", "deleted", "nothing"):
        with pytest.raises(NotFound):
            access.one(access.TREATMENT, sign_in(world["Ada"]), row_id=row_id(name))


def test_a_change_says_whether_it_found_its_row(world: World) -> None:
    renumber = update(Treatment).where(mine(Treatment), Treatment.id == access.ROW).values(number=7)
    assert access.change(renumber, sign_in(world["Ada"]), row_id=row_id("kept"))
    assert not access.change(renumber, sign_in(world["Fay"]), row_id=row_id("kept"))
    numbers = select(Treatment.owner_id).where(Treatment.number == 7)
    assert [row.owner_id for row in execute(numbers)] == [world["Ada"].id]


def test_a_row_that_is_added_is_the_persons_own(world: World) -> None:
    for person in ("Fay", "Dora"):
        line = {"id": row_id("line"), "at": NOW, "actor_id": world[person].id, "act": "x", "subject_id": UUID(int=5)}
        access.add(AuditLine, sign_in(world[person]), **line)
        assert found(access.AUDIT, world[person]) == [(world[person].id, "line")]
