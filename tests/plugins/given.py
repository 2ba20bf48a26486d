"""What features that do not know each other have in common in tests: a share that was handed over, a look at a row."""

from collections.abc import Callable
from datetime import timedelta
from sqlite3 import Connection as SqliteConnection
from typing import Any
from uuid import UUID

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import insert, select

from journal.core import clock
from journal.core.db import db, execute
from journal.core.ids import new_id
from journal.models import Share
from tests.plugins.people import Somebody


@pytest.fixture
def hand_over(app: Flask) -> Callable[[Somebody, Somebody, UUID], UUID]:
    """Hand something over to a therapist in a bond, for a week; return the share's id."""

    def share(patient: Somebody, therapist: Somebody, care_id: UUID) -> UUID:
        now, share_id = clock.now(), new_id()
        row = {"owner_id": patient.id, "id": share_id, "summary_id": new_id(), "therapist_id": therapist.id}
        row |= {"care_id": care_id, "words": b"sealed", "label": b"sealed", "consent": "1"}
        row |= {"created_at": now, "ends_at": now + timedelta(days=7)}
        with app.app_context():
            execute(insert(Share), row)
            db.session.commit()
        return share_id

    return share


@pytest.fixture
def in_care(take_care: Callable[..., object], tom: Somebody, ada: Somebody) -> None:
    """Ada is in Tom's care."""
    take_care(tom, ada)


@pytest.fixture
def hashing(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Each hashing of a password from now on: whether SQLite's one write lock was held meanwhile."""
    found: list[bool] = []
    work = PasswordHasher.hash

    def watched(hasher: PasswordHasher, *words: Any, **more: Any) -> str:
        driver = db.session.connection().connection.dbapi_connection
        found.append(isinstance(driver, SqliteConnection) and driver.in_transaction)
        return work(hasher, *words, **more)

    monkeypatch.setattr(PasswordHasher, "hash", watched)
    return found


@pytest.fixture
def stored(app: Flask) -> Callable[..., list[Any]]:
    """Return the rows of a model as they are stored, narrowed by column values."""

    def rows(model: Any, **values: Any) -> list[Any]:
        found = select(model).where(*(getattr(model, name) == value for name, value in values.items()))
        with app.app_context():
            return list(db.session.execute(found).scalars().all())

    return rows
