"""Where something lies on the clock of the treatment that it is about: moving the treatment moves it."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_

from journal.clinical import time_points
from journal.clinical.time_points import Placement
from journal.core.db import ResultRow
from journal.domain.identity import Actor
from journal.models import Checkin, Entry, Treatment

COLUMNS = (Treatment.starts_at, Treatment.number)


def about(model: type[Entry | Checkin]) -> ColumnElement[bool]:
    """Join the treatment that a row of `model` is about. Deleted treatments count as none."""
    return and_(
        Treatment.owner_id == model.owner_id, Treatment.id == model.treatment_id, Treatment.deleted_at.is_(None)
    )


def of(person: Actor, row: ResultRow, at: datetime) -> Placement:
    """Return where a row lies. row: selected with COLUMNS and its own time_point. at: when it was, by the person."""
    if row.starts_at is None:
        return Placement(row.time_point, None, None)
    lies = time_points.place(row.starts_at, at, person.zone, row.number)
    return lies._replace(time_point=row.time_point or lies.time_point)
