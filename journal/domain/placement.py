"""Where something sits on the clock of the session that it is about: moving the session moves it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_

from journal.clinical import time_points
from journal.domain.identity import Actor
from journal.models import Checkin, Entry, Treatment

COLUMNS = (Treatment.starts_at, Treatment.number)


def about(model: type[Entry | Checkin]) -> ColumnElement[bool]:
    """Join the session that a row of `model` is about; to be about a deleted one is to be about none."""
    return and_(
        Treatment.owner_id == model.owner_id, Treatment.id == model.treatment_id, Treatment.deleted_at.is_(None)
    )


def of(person: Actor, row: Any, at: datetime) -> dict[str, Any]:
    """Return the time point that the person chose or else the clock's, the day after the session, and its number.

    row: selected with COLUMNS, beside its own time_point. at: when it was, by the person.
    """
    if row.starts_at is None:
        return {"time_point": row.time_point, "day": None, "treatment_number": None}
    read = time_points.place(row.starts_at, at, person.zone, row.number)
    return {"time_point": row.time_point or read.time_point, "day": read.day, "treatment_number": read.treatment_number}
