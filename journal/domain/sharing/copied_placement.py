"""Where a copied piece lies: its day, and its place on the clock of the treatment that it is about."""

from datetime import datetime
from typing import TypedDict

from marshmallow import fields

from journal.clinical import time_points
from journal.core.db import ResultRow
from journal.core.reply import ReplySchema
from journal.domain import placement
from journal.domain.identity import Actor


class CopiedPlacement(TypedDict):
    """Where a copied piece lies, as JSON. All but `on` are None if it is about no treatment."""

    on: str
    time_point: str | None
    day: int | None
    treatment_number: int | None


class CopiedPlacementSchema(ReplySchema):
    """Where a piece lies: the patient's day, and the place on the clock of the treatment that it is about."""

    on = fields.Date()
    time_point = fields.String(allow_none=True)
    day = fields.Integer(allow_none=True)
    treatment_number = fields.Integer(allow_none=True)


def copy_placement(person: Actor, row: ResultRow, at: datetime) -> CopiedPlacement:
    """Return where a row lies. row: selected with placement.COLUMNS, beside its own time_point."""
    where = placement.of(person, row, at)
    return {
        "on": time_points.day_of(at, person.zone).isoformat(),
        "time_point": None if where.day is None else where.time_point,
        "day": where.day,
        "treatment_number": where.treatment_number,
    }
