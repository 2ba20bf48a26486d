"""Instants keep their zone in every database, and a service call is one transaction."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from journal.core.db import transaction
from journal.core.ids import new_id
from journal.models import Clinic, Person
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import execute

WHEN = datetime(2026, 5, 12, 20, 14, 3, 250_000, tzinfo=timezone(timedelta(hours=-4)))


def created(person_id: UUID, at: datetime) -> datetime:
    """Store an instant and read it back."""
    execute(Person.__table__.update().where(Person.owner_id == person_id).values(created_at=at))
    return execute(select(Person.created_at).where(Person.owner_id == person_id)).scalar_one()


def test_an_instant_is_read_back_in_utc(ada: Somebody, context: Flask) -> None:
    stored = created(ada.id, WHEN)
    assert (stored, stored.tzinfo) == (WHEN, UTC)


def test_an_instant_without_a_zone_is_refused(ada: Somebody, context: Flask) -> None:
    with pytest.raises(StatementError, match="an instant needs a time zone"):
        created(ada.id, WHEN.replace(tzinfo=None))


@transaction
def add_clinics(*names: str) -> None:
    """Add a clinic of each name; an empty name raises."""
    for name in names:
        if not name:
            raise ValueError("a clinic needs a name")
        execute(insert(Clinic), {"id": new_id(), "name": name, "country": "US", "zone": "UTC", "phone": None})


def test_a_call_is_kept_whole_or_not_at_all(context: Flask) -> None:
    add_clinics("First", "Second")
    with pytest.raises(ValueError, match="needs a name"):
        add_clinics("Third", "")
    assert sorted(row.name for row in execute(select(Clinic.name))) == ["First", "Second"]


def test_a_sequence_of_values_runs_a_statement_for_each(context: Flask) -> None:
    values = [{"id": new_id(), "name": name, "country": "US", "zone": "UTC", "phone": None} for name in ("A", "B")]
    execute(insert(Clinic), values)
    assert sorted(row.name for row in execute(select(Clinic.name))) == ["A", "B"]
