"""Score check-ins. Totals and bands are stored nowhere: they are computed from the responses at each reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from sqlalchemy import bindparam

from journal.clinical import instruments
from journal.clinical.instruments import Instrument, Responses, Score
from journal.core.db import ResultRow
from journal.domain import access
from journal.domain.identity import Actor
from journal.domain.sealing import unseal
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
class ScoredCheckin:
    """One check-in with its score."""

    id: UUID
    instrument: Instrument
    responses: Responses
    score: Score
    answered_at: datetime
    received_at: datetime

    @property
    def has_answer(self) -> bool:
        """Whether any question is answered."""
        return any(value is not None for value in self.responses.values())


def score(person: Actor, row: ResultRow) -> ScoredCheckin:
    """Score a check-in that was selected with COLUMNS."""
    instrument = instruments.get(row.instrument)
    responses = unseal(person, Checkin, row.id, row, ("answers",))["answers"]
    result = instruments.score(instrument, responses)
    return ScoredCheckin(row.id, instrument, responses, result, row.answered_at, row.received_at)


def series(person: Actor, instrument_id: str) -> list[ScoredCheckin]:
    """Return the person's check-ins by one instrument that have any answer, oldest answered first."""
    rows = access.rows(_SERIES, person, instrument_id=instrument_id)
    return [scored for scored in (score(person, row) for row in rows) if scored.has_answer]


def needs_support(person: Actor) -> bool:
    """Return whether the newest answer to a question about harm was above its first option.

    Newest by the person's clock or by ours: where they disagree, help is offered.
    """
    asking = (instrument.id for instrument in instruments.ALL if instrument.safety)
    return any(_worrying(person, access.rows(_SERIES, person, instrument_id=name)) for name in asking)


def _worrying(person: Actor, rows: Sequence[ResultRow]) -> bool:
    newest = (_newest_known(person, rows, by) for by in ("answered_at", "received_at"))
    return any(known.score.help for known in newest if known)


def _newest_known(person: Actor, rows: Sequence[ResultRow], by: str) -> ScoredCheckin | None:
    """Return the newest check-in that answers the question about harm; what is older is not unsealed."""
    scored = (score(person, row) for row in sorted(rows, key=attrgetter(by), reverse=True))
    return next((checkin for checkin in scored if checkin.score.safety != "unknown"), None)
