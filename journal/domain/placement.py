"""Where an entry or a check-in lies relative to its treatment; computed at reading, so that moving one moves all."""

from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, and_

from journal.clinical import time_points
from journal.clinical.time_points import Placement, TimePoint
from journal.core import clock
from journal.core.choices import CANCELLED, DONE
from journal.core.db import ResultRow
from journal.core.errors import Invalid
from journal.domain import access
from journal.domain.identity import Actor
from journal.models import Checkin, Entry, Treatment

COLUMNS = (Treatment.starts_at, Treatment.number)
CANDIDATE_COLUMNS = (Treatment.id, Treatment.starts_at, Treatment.number)
BEGUN_LIMIT, AHEAD_LIMIT = 12, 3  # treatments on offer
CLOCK_AHEAD = timedelta(hours=1)
CHART_AHEAD = timedelta(days=1)  # it may be tomorrow elsewhere
CLOCK_BEHIND = timedelta(days=366)
NO_TREATMENT = _("You have no such treatment. Choose another, or none.")

_CANDIDATES = access.TREATMENTS.with_only_columns(*CANDIDATE_COLUMNS).where(Treatment.status != CANCELLED)
_BEGUN = _CANDIDATES.where(Treatment.starts_at <= access.NOW).order_by(Treatment.starts_at.desc()).limit(BEGUN_LIMIT)
_AHEAD = _CANDIDATES.where(Treatment.starts_at > access.NOW).order_by(Treatment.starts_at).limit(AHEAD_LIMIT)
_DONE = (
    access.TREATMENTS.with_only_columns(Treatment.starts_at, Treatment.number)
    .where(Treatment.status == DONE)
    .order_by(Treatment.starts_at)
)


class CandidateTreatment(NamedTuple):
    """A treatment that something may be about. number: n of the course, None when it has none."""

    id: UUID
    starts_at: datetime
    number: int | None


class DoneTreatment(NamedTuple):
    """A treatment that took place. number: n of the course, None when it has none."""

    day: date
    number: int | None


def candidates(person: Actor) -> list[CandidateTreatment]:
    """Return the treatments that something new may be about, the latest start first.

    These are the last ones and the next ones; cancelled ones are left out.
    """
    now = clock.now()
    ahead, begun = access.rows(_AHEAD, person, now=now), access.rows(_BEGUN, person, now=now)
    return list(map(candidate, (*reversed(ahead), *begun)))


def latest_begun(person: Actor, within: timedelta) -> UUID | None:
    """Return the last treatment that began within a time before now; what is kept now is most likely about it."""
    now = clock.now()
    return next((one.id for one in candidates(person) if now - within < one.starts_at <= now), None)


def candidate(row: ResultRow) -> CandidateTreatment:
    """Return a treatment that was selected with CANDIDATE_COLUMNS."""
    return CandidateTreatment(row.id, row.starts_at, row.number)


def check_treatment(person: Actor, treatment_id: UUID | None, current: UUID | None) -> None:
    """Raise Invalid unless the treatment is theirs. current: the one chosen before, which is not asked for again."""
    if treatment_id not in (None, current) and access.first(access.TREATMENT, person, row_id=treatment_id) is None:
        raise Invalid(treatment_id=NO_TREATMENT)


def done(person: Actor) -> list[DoneTreatment]:
    """Return the treatments that took place, the first one first."""
    rows = access.rows(_DONE, person)
    return [DoneTreatment(time_points.day_of(row.starts_at, person.zone), row.number) for row in rows]


def last_day() -> date:
    """Return the last day that a chart draws: what is later was dated by a clock that ran ahead."""
    return clock.now().date() + CHART_AHEAD


def treatment_of(model: type[Entry | Checkin]) -> ColumnElement[bool]:
    """Join the treatment that a row of `model` is about. Deleted treatments count as none."""
    return and_(
        Treatment.owner_id == model.owner_id, Treatment.id == model.treatment_id, Treatment.deleted_at.is_(None)
    )


def of(person: Actor, row: ResultRow, at: datetime) -> Placement:
    """Return where a row lies.

    row: selected with COLUMNS and its own time_point. at: when it was written or answered.
    """
    return at_treatment(person, row.starts_at, row.number, row.time_point, at)


def at_treatment(
    person: Actor, starts_at: datetime | None, number: int | None, chosen: TimePoint | None, at: datetime
) -> Placement:
    """Return where an instant lies. starts_at, number: of a treatment, None if there is none. chosen: a time point."""
    if starts_at is None:
        return Placement(chosen, None, None)
    lies = time_points.place(starts_at, at, person.zone, number)
    return Placement(chosen or lies.time_point, lies.day, lies.treatment_number)


def clock_differs(at: datetime, received_at: datetime) -> bool:
    """Return whether the writer's clock was an hour ahead of the server's, or more than a year behind."""
    return not -CLOCK_BEHIND < at - received_at < CLOCK_AHEAD
