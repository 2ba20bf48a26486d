"""Which check-ins there are to go on with: Today, the page of check-ins and Begin all offer the same."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from journal.clinical.instruments import Instrument
from journal.core import clock
from journal.core.db import ResultRow
from journal.domain import access, checkin_times, scoring
from journal.domain.identity import Actor
from journal.domain.scoring import ScoredCheckin
from journal.models import Checkin

STALE = timedelta(days=2)  # after this, an unfinished form asks about other weeks than its answers
LIMIT = 10  # check-ins of these days that are looked at, those answered last

_LATEST = (
    access.CHECKINS.with_only_columns(*scoring.COLUMNS, *checkin_times.COLUMNS)
    .where(Checkin.answered_at > access.SINCE)
    .order_by(Checkin.answered_at.desc(), Checkin.received_at.desc(), Checkin.id.desc())
    .limit(LIMIT)
)


@dataclass(frozen=True, slots=True)
class UnfinishedCheckin:
    """A check-in to go on with. answered: how many scored questions have an answer. next: the first that has none.

    has_answer: whether any question has one; those that are not scored count here alone.
    """

    id: UUID
    instrument: Instrument
    treatment_id: UUID | None
    answered: int
    has_answer: bool
    next: int


def to_go_on_with(person: Actor) -> list[UnfinishedCheckin]:
    """Return the unfinished check-ins that have an answer: Today and the page of check-ins offer these."""
    return [one for one in unfinished(person) if one.has_answer]


def unfinished(person: Actor) -> list[UnfinishedCheckin]:
    """Return the unfinished check-ins, the one answered last first: neither stale, nor before a finished one."""
    found: list[UnfinishedCheckin] = []
    finished: set[str] = set()
    for row in access.rows(_LATEST, person, since=clock.now() - STALE):
        scored = scoring.score(person, row)
        if is_finished(scored.score.status, checkin_times.of(row).changed_at):
            finished.add(row.instrument)
        elif row.instrument not in finished:
            found.append(_progress(row, scored))
    return found


def is_finished(status: str, changed_at: datetime | None) -> bool:
    """Return whether a check-in is complete, or was. status: of its score. changed_at: see checkin_times."""
    return status == "complete" or changed_at is not None


def _progress(row: ResultRow, scored: ScoredCheckin) -> UnfinishedCheckin:
    questions = scored.instrument.scored
    blank = [question.number for question in questions if scored.responses.get(question.id) is None]
    answered = len(questions) - len(blank)
    return UnfinishedCheckin(row.id, scored.instrument, row.treatment_id, answered, scored.has_answer, blank[0])
