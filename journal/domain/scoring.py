"""Check-ins, opened: the answers, and what they come to. What every feature that shows a score stands on.

Totals and bands are kept nowhere: they are computed from the answers each time they are read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam

from journal.clinical import instruments
from journal.clinical.instruments import Instrument, Score
from journal.core.db import ResultRow
from journal.crypto import contexts
from journal.domain import access
from journal.domain.identity import Actor
from journal.models import Checkin

COLUMNS = (
    Checkin.id,
    Checkin.revision,
    Checkin.instrument,
    Checkin.version,
    Checkin.sealed,
    Checkin.answered_at,
    Checkin.received_at,
    Checkin.treatment_id,
    Checkin.time_point,
)
_SERIES = (
    access.CHECKINS.with_only_columns(*COLUMNS)
    .where(Checkin.instrument == bindparam("instrument_id"))
    .order_by(Checkin.answered_at, Checkin.received_at, Checkin.id)
)


@dataclass(frozen=True, slots=True)
class Scored:
    """One check-in, opened. responses: {question id: value, None where it is blank}."""

    id: UUID
    instrument: Instrument
    responses: Mapping[str, int | None]
    score: Score
    answered_at: datetime
    received_at: datetime

    @property
    def begun(self) -> bool:
        """Whether any question is answered."""
        return any(value is not None for value in self.responses.values())


def opened(person: Actor, row: ResultRow) -> Scored:
    """Return a check-in that was selected with COLUMNS."""
    instrument = instruments.get(row.instrument)
    sealed = contexts.record("checkins", person.id, row.id, row.revision)
    responses = person.key.open(sealed, row.sealed)["answers"]
    score = instruments.score(instrument, responses)
    return Scored(row.id, instrument, responses, score, row.answered_at, row.received_at)


def series(person: Actor, instrument_id: str) -> list[Scored]:
    """Return the person's check-ins by one instrument that have any answer, oldest answered first."""
    found = access.rows(_SERIES, person, instrument_id=instrument_id)
    return [scored for scored in (opened(person, row) for row in found) if scored.begun]


def needs_support(person: Actor) -> bool:
    """Return whether the newest answer to a question about harm was above its first option.

    Newest by the person's clock or by ours: where they disagree, help is offered.
    """
    return any(_worrying(series(person, instrument.id)) for instrument in instruments.ALL if instrument.safety)


def _worrying(found: list[Scored]) -> bool:
    told = [scored for scored in found if scored.score.safety != "unknown"]
    return bool(told) and any(newest.score.help for newest in _newest(told))


def _newest(told: list[Scored]) -> Iterator[Scored]:
    yield max(told, key=lambda scored: scored.answered_at)
    yield max(told, key=lambda scored: scored.received_at)
