"""Check-ins as rows: prepared statements, and what a row is to its owner."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import bindparam

from journal.clinical import instruments
from journal.clinical.instruments import Instrument, Responses
from journal.core import clock
from journal.core.db import ResultRow
from journal.core.errors import Invalid
from journal.core.fields import Values
from journal.domain import access, checkin_times, placement, scoring
from journal.domain.identity import Actor
from journal.domain.paging import Pages
from journal.domain.record_kind import Columns, RecordKind
from journal.domain.unfinished_checkins import is_finished
from journal.features.checkins.schemas import CheckinSchema
from journal.models import Checkin, CheckinRevision, Treatment

OTHER_INSTRUMENT = _("This id belongs to another questionnaire. Begin a new check-in.")
NOT_YET = _("That is in the future. Choose a time that has passed.")


@dataclass(frozen=True, slots=True)
class KeptCheckin:
    """A check-in as its owner reads it; shape: CheckinOutSchema. responses: the schema's `answers`, the whole form."""

    id: UUID
    revision: int
    instrument: str
    version: str
    responses: Responses
    status: str
    total: int | None
    band: str | None
    help: bool
    safety: str | None
    answered_at: datetime
    received_at: datetime
    treatment_id: UUID | None
    time_point: str | None
    day: int | None
    treatment_number: int | None
    clock_differs: bool
    filled_in_at: datetime
    changed_at: datetime | None
    hours_late: int | None

    @property
    def finished(self) -> bool:
        """Whether it is complete, or was."""
        return is_finished(self.status, self.changed_at)

    def to_dict(self) -> dict[str, object]:
        """Return the check-in as the API gives it."""
        return {"answers": self.responses, **{name: getattr(self, name) for name in _FLAT}}


_FLAT = tuple(name for name in KeptCheckin.__dataclass_fields__ if name != "responses")
_COLUMNS = (*scoring.COLUMNS, Checkin.deleted_at, *placement.COLUMNS, *checkin_times.COLUMNS)
_WHOLE = access.CHECKINS.outerjoin(Treatment, placement.treatment_of(Checkin)).with_only_columns(*_COLUMNS)
PAGES = Pages(_WHOLE, Checkin.received_at, Checkin.id)
PAGES_BY = Pages(_WHOLE.where(Checkin.instrument == bindparam("instrument_id")), Checkin.received_at, Checkin.id)
DELETED = access.DELETED_CHECKINS.with_only_columns(*scoring.COLUMNS, Checkin.deleted_at).order_by(
    Checkin.deleted_at.desc()
)


def _kept(person: Actor, row: ResultRow, values: Values) -> KeptCheckin:
    score = instruments.score(instruments.get(row.instrument), values["answers"])
    return KeptCheckin(
        row.id,
        row.revision,
        row.instrument,
        row.version,
        values["answers"],
        score.status,
        score.total,
        score.band_label,
        score.help,
        score.safety,
        row.answered_at,
        row.received_at,
        row.treatment_id,
        *placement.of(person, row, row.answered_at),
        placement.clock_differs(row.answered_at, row.received_at),
        *checkin_times.of(row),
    )


def _check(person: Actor, _checkin_id: UUID, values: Values, current: KeptCheckin | None) -> None:
    """Raise Invalid unless the treatment is theirs, the questionnaire the one that was begun, the time no later one.

    A phone's clock may be ahead: only a finished check-in that is dated anew must not lie in the future.
    """
    if current is not None and current.instrument != values["instrument"]:
        raise Invalid(instrument=OTHER_INSTRUMENT)
    answered_at = values["answered_at"]
    dated_anew = current is not None and current.finished and answered_at != current.answered_at
    if dated_anew and answered_at >= clock.now() + placement.CLOCK_AHEAD:
        raise Invalid(answered_at=NOT_YET)
    placement.check_treatment(person, values["treatment_id"], current.treatment_id if current else None)


def _remembers(current: KeptCheckin, values: Values) -> bool:
    """Return whether an answer or the time of a finished form changes; filling in a blank changes neither.

    Hours later it is a change all the same: when the form was finished stands in its history alone.
    """
    given = {question: value for question, value in current.responses.items() if value is not None}
    same = all(values["answers"].get(question) == value for question, value in given.items())
    at_once = clock.now() - current.filled_in_at < checkin_times.LATE
    return current.finished and not (same and at_once and values["answered_at"] == current.answered_at)


def _derive(_person: Actor, _checkin_id: UUID, _revision: int, values: Values) -> Columns:
    return {"version": instruments.get(values["instrument"]).version}


CHECKINS: RecordKind[KeptCheckin] = RecordKind(
    name="checkin",
    model=Checkin,
    schema=CheckinSchema,
    select=access.EVERY_CHECKIN.outerjoin(Treatment, placement.treatment_of(Checkin)).with_only_columns(*_COLUMNS),
    view=_kept,
    placed=True,
    check=_check,
    derive=_derive,
    history=CheckinRevision,
    remembers=_remembers,
)


def changed(row: ResultRow, current: KeptCheckin, **values: object) -> Values:
    """Return a check-in as `records` takes it, with new `values`. row: its own, from which `current` was read."""
    clear = {name: getattr(row, name) for name in CHECKINS.clear}
    return {**clear, "answers": current.responses, **values}


def whole_form(instrument: Instrument, responses: Responses) -> dict[str, int | None]:
    """Return a response to each question in its order, None where it is blank."""
    return {question.id: responses.get(question.id) for question in instrument.questions}
