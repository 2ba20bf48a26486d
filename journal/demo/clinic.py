"""Fill the demo: a clinic, its people and their last eight weeks, which are in stories/."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from journal.core import clock
from journal.core.choices import ADMIN, PATIENT, THERAPIST
from journal.core.connection import joined
from journal.core.db import db
from journal.core.ids import new_id
from journal.crypto import passwords
from journal.demo import story
from journal.demo.calendar import Calendar
from journal.demo.story import Story
from journal.domain import accounts, audit
from journal.domain.identity import Actor, authenticate
from journal.features.invitations import acceptance
from journal.features.invitations import service as invitations
from journal.features.signin import service as signin
from journal.models import Clinic

PASSWORD = "paper-lamp-quiet-lake"  # noqa: S105 - public on purpose
SIGN_INS = (
    (PATIENT, "ada@example.org"),
    (PATIENT, "eve@example.org"),
    (PATIENT, "ben@example.org"),
    (PATIENT, "maya@example.org"),
    (PATIENT, "walt@example.org"),
    (THERAPIST, "tom@example.org"),
    (ADMIN, "clara@example.org"),
)
ADA, EVE, BEN, MAYA, WALT, TOM, CLARA = (email for _role, email in SIGN_INS)
STORIES = {ADA: "ada", EVE: "eve", BEN: "ben", MAYA: "maya", WALT: "walt"}  # the file of each patient
INVITED = {ADA: "-9 wed 16:50", BEN: "-4 mon 15:10", MAYA: "-2 wed 14:05", WALT: "-10 tue 10:30"}  # by Tom
NAMES = {
    ADA: "Ada Marsh",
    EVE: "Eve Okafor",
    BEN: "Ben Ortiz",
    MAYA: "Maya Chen",
    WALT: "Walt Novak",
    TOM: "Tom Lind",
    CLARA: "Clara Voss",
}

ZONE = ZoneInfo("America/New_York")
CLINIC = {
    "name": "Lake House",
    "country": "US",
    "zone": ZONE.key,
    "phone": "+1 212 555 0100",
}  # a fictional number


def fill() -> None:
    """Fill an empty database with the clinic, its people and their last eight weeks: all of it, or nothing."""
    calendar = Calendar(clock.now().astimezone(ZONE).date(), ZONE)
    clinic_id = new_id()
    with _clinic(clinic_id):
        people = _people(clinic_id, calendar)
        stories = (Story(people[email], people[TOM], calendar, story.load(name)) for email, name in STORIES.items())
        story.play(*stories)
        for person in people.values():
            signin.sign_out(person)


@contextmanager
def _clinic(clinic_id: UUID) -> Iterator[None]:
    """Add the clinic; commit it and everything done in it at the end, or nothing.

    Until then each commit of a service is a savepoint.
    """
    with db.engine.begin() as connection:
        # A change comes first: before it, SQLite's driver has begun no transaction for savepoints to lie in.
        connection.execute(insert(Clinic), {"id": clinic_id, **CLINIC})
        with joined(connection):
            yield


def _people(clinic_id: UUID, calendar: Calendar) -> dict[str, Actor]:
    """Open the accounts and return the people by address: Clara invites Tom, he his patients, nobody Eve."""
    clara = _add(clinic_id, ADMIN, CLARA, calendar.at("-11 mon 09:00"))
    tom = _invite(clara, THERAPIST, TOM, calendar.at("-11 mon 11:20"))
    patients = {email: _invite(tom, PATIENT, email, calendar.at(at)) for email, at in INVITED.items()}
    eve = _add(clinic_id, PATIENT, EVE, calendar.at("-2 thu 18:00"))
    return {**patients, EVE: eve, TOM: tom, CLARA: clara}


def _add(clinic_id: UUID, role: str, email: str, at: datetime) -> Actor:
    """Open an account without an invitation."""
    with clock.frozen(at):
        person_id, keys = accounts.make_keys(at)
        new = accounts.NewPerson(clinic_id, role, NAMES[email], email, passwords.hash_password(PASSWORD))
        accounts.add(person_id, keys, new, at)
        audit.record(person_id, "account.opened", person_id, person_id, at)
        return _signed_in(signin.sign_in(email, PASSWORD, "Demo"))


def _invite(by: Actor, role: str, email: str, at: datetime) -> Actor:
    """Open an account by an invitation."""
    with clock.frozen(at):
        token = invitations.invite(by, email=email, role=role).token
    with clock.frozen(at + timedelta(hours=1)):
        return _signed_in(
            acceptance.accept(None, token, "Demo", email=email, name=NAMES[email], password=PASSWORD) or ""
        )


def _signed_in(token: str) -> Actor:
    person = authenticate(token, clock.now())
    if person is None:
        raise LookupError("the device is not signed in")
    return person
