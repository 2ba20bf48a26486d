"""Rows of the database, made or read past the application, for tests of features that do not know each other."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import insert, select

from journal.core import clock
from journal.core.connection import commit, current_connection
from journal.core.ids import new_id
from journal.models import Care, Caseload, Share
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import execute, unrestricted


@pytest.fixture
def take_care(app: Flask) -> Callable[[Somebody, Somebody], UUID]:
    """Add a care row of a therapist and a patient, and return its id."""

    def begin(therapist: Somebody, patient: Somebody) -> UUID:
        care_id = new_id()
        care = {"owner_id": patient.id, "id": care_id, "therapist_id": therapist.id, "began_at": datetime.now(UTC)}
        with app.app_context():
            execute(insert(Care), care)
            pointer = {"owner_id": therapist.id, "id": care_id, "patient_id": patient.id}
            execute(insert(Caseload), pointer)
            commit()
        return care_id

    return begin


@pytest.fixture
def add_share(app: Flask) -> Callable[[Somebody, Somebody, UUID], UUID]:
    """Add a share, for a week, to a therapist whose care is named by its id; return the share's id."""

    def share(patient: Somebody, therapist: Somebody, care_id: UUID) -> UUID:
        now, share_id = clock.now(), new_id()
        row = {"owner_id": patient.id, "id": share_id, "summary_id": new_id(), "therapist_id": therapist.id}
        row |= {"care_id": care_id, "snapshot": b"sealed", "consent_record": b"sealed", "consent_version": "1"}
        row |= {"created_at": now, "ends_at": now + timedelta(days=7)}
        with app.app_context():
            execute(insert(Share), row)
            commit()
        return share_id

    return share


@pytest.fixture
def in_care(take_care: Callable[..., object], tom: Somebody, ada: Somebody) -> None:
    """Ada is in Tom's care."""
    take_care(tom, ada)


@pytest.fixture
def stored(app: Flask) -> Callable[..., list[Any]]:
    """Return the stored rows of a model with these column values."""

    def rows(model: Any, **values: Any) -> list[Any]:
        found = select(model).where(*(getattr(model, name) == value for name, value in values.items()))
        with app.app_context(), unrestricted():
            return list(current_connection().execute(found).all())

    return rows
