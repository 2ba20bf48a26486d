"""Treatments as rows: prepared statements, and what a row is to its owner."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from journal.clinical.instruments import Instrument
from journal.core.db import ResultRow
from journal.core.fields import Values
from journal.domain import access, placement
from journal.domain.identity import Actor
from journal.domain.paging import Pages
from journal.domain.record_kind import RecordKind
from journal.features.treatments.schemas import TreatmentSchema
from journal.models import Checkin, Entry, Treatment


@dataclass(frozen=True, slots=True)
class KeptTreatment:
    """A treatment as its owner reads it; shape: TreatmentOutSchema. text: its private fields."""

    id: UUID
    revision: int
    starts_at: datetime
    route: str
    status: str
    course_id: UUID | None
    number: int | None
    of: int | None
    received_at: datetime
    text: Values

    def to_dict(self) -> dict[str, object]:
        """Return the treatment as the API gives it."""
        return {**{name: getattr(self, name) for name in _FLAT}, **self.text}


class TimelineItem(NamedTuple):
    """Something that somebody kept about a treatment, and where it lies on its clock.

    instrument: the questionnaire of a check-in, None for an entry.
    """

    id: UUID
    at: datetime
    time_point: str | None
    day: int | None
    treatment_number: int | None
    instrument: Instrument | None = None


_FLAT = tuple(name for name in KeptTreatment.__dataclass_fields__ if name != "text")
_COLUMNS = (*(getattr(Treatment, name) for name in _FLAT), Treatment.sealed, Treatment.deleted_at)
PAGES = Pages(access.TREATMENTS.with_only_columns(*_COLUMNS), Treatment.starts_at, Treatment.id)
ENTRIES_ABOUT = (
    access.ENTRIES.join(Treatment, placement.treatment_of(Entry))
    .where(Entry.treatment_id == access.ROW)
    .with_only_columns(Entry.id, Entry.time_point, Entry.written_at.label("at"), *placement.COLUMNS)
    .order_by(Entry.written_at, Entry.id)
)
CHECKINS_ABOUT = (
    access.CHECKINS.join(Treatment, placement.treatment_of(Checkin))
    .where(Checkin.treatment_id == access.ROW)
    .with_only_columns(
        Checkin.id, Checkin.instrument, Checkin.time_point, Checkin.answered_at.label("at"), *placement.COLUMNS
    )
    .order_by(Checkin.answered_at, Checkin.id)
)


def _kept(_person: Actor, row: ResultRow, text: Values) -> KeptTreatment:
    return KeptTreatment(**{name: getattr(row, name) for name in _FLAT}, text=text)


TREATMENTS: RecordKind[KeptTreatment] = RecordKind(
    name="treatment",
    model=Treatment,
    schema=TreatmentSchema,
    select=access.EVERY_TREATMENT.with_only_columns(*_COLUMNS),
    view=_kept,
    referrers=(Entry.treatment_id, Checkin.treatment_id),
)


def timeline_item(person: Actor, row: ResultRow, instrument: Instrument | None = None) -> TimelineItem:
    """Return something that is about a treatment, and where it lies."""
    return TimelineItem(row.id, row.at, *placement.of(person, row, row.at), instrument)
