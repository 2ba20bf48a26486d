"""Date a check-in anew, delete it and bring it back, and read what it said before."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from journal.clinical import instruments
from journal.clinical.instruments import Responses
from journal.core import clock
from journal.core.db import transaction
from journal.core.errors import NotFound
from journal.domain import access, records, scoring
from journal.domain.identity import Actor
from journal.domain.records import UNDO
from journal.domain.scoring import ScoredCheckin
from journal.features.checkins import repository
from journal.features.checkins.repository import CHECKINS, KeptCheckin


@dataclass(frozen=True, slots=True)
class CheckinVersion:
    """One revision of a check-in; shape: CheckinRevisionSchema. received_at: when the server had it."""

    revision: int
    responses: Responses
    status: str
    total: int | None
    band: str | None
    answered_at: datetime
    received_at: datetime

    def to_dict(self) -> dict[str, object]:
        """Return the revision as the API gives it."""
        flat = ("revision", "status", "total", "band", "answered_at", "received_at")
        return {"answers": self.responses, **{name: getattr(self, name) for name in flat}}


class DeletedCheckin(NamedTuple):
    """A check-in that can be restored."""

    checkin: ScoredCheckin
    deleted_at: datetime


def revisions(person: Actor, checkin_id: UUID) -> list[CheckinVersion]:
    """Return every revision of a check-in that is kept, the current one first. Raises NotFound."""
    row = access.one(CHECKINS.sql.one, person, row_id=checkin_id)
    current = CHECKINS.read(person, row)
    found = [(row, current.responses)]
    found += [(earlier, text["answers"]) for earlier, text in records.earlier(person, CHECKINS, checkin_id)]
    instrument = instruments.get(current.instrument)
    versions = []
    for version, responses in found:
        score = instruments.score(instrument, responses)
        scored = (responses, score.status, score.total, score.band_label)
        versions.append(CheckinVersion(version.revision, *scored, version.answered_at, version.revised_at))
    return versions


def finished(person: Actor, checkin_id: UUID) -> KeptCheckin:
    """Return a check-in that was finished. Raises NotFound, also where it was not: its time is its last answer's."""
    item = records.read(person, CHECKINS, checkin_id)
    if not item.finished:
        raise NotFound
    return item


@transaction
def redate(person: Actor, checkin_id: UUID, answered_at: datetime) -> None:
    """Give a finished check-in another time, and keep the earlier one in its history. Raises NotFound, Invalid."""
    row = access.one(CHECKINS.sql.locked, person, row_id=checkin_id)
    current = finished(person, checkin_id)
    values = repository.changed(row, current, answered_at=answered_at)
    records.put(person, CHECKINS, checkin_id, current.revision, values)


@transaction
def delete(person: Actor, checkin_id: UUID) -> None:
    """Delete a check-in; for 30 days it can be restored. Raises NotFound."""
    records.delete(person, CHECKINS, checkin_id)


@transaction
def restore(person: Actor, checkin_id: UUID) -> None:
    """Restore a deleted check-in. Raises NotFound."""
    records.restore(person, CHECKINS, checkin_id)


def deleted(person: Actor) -> list[DeletedCheckin]:
    """Return the check-ins that can be restored, the one deleted last first."""
    rows = access.rows(repository.DELETED, person, since=clock.now() - UNDO)
    return [DeletedCheckin(scoring.score(person, row), row.deleted_at) for row in rows]
