"""What today's page knows: where the treatment's clock stands, and what is open for whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from journal.clinical import time_points
from journal.core import clock
from journal.domain import access, scoring
from journal.domain.identity import Actor, name_of
from journal.models import Share, Treatment
from journal.models.treatment import CANCELLED, PLANNED

_TREATMENTS = access.TREATMENTS.with_only_columns(
    Treatment.id, Treatment.starts_at, Treatment.number, Treatment.of, Treatment.route
)
_LAST = (
    _TREATMENTS.where(Treatment.status != CANCELLED, Treatment.starts_at <= access.NOW)
    .order_by(Treatment.starts_at.desc())
    .limit(1)
)
_NEXT = (
    _TREATMENTS.where(Treatment.status == PLANNED, Treatment.starts_at > access.NOW)
    .order_by(Treatment.starts_at)
    .limit(1)
)
_OPEN = access.HANDED_OVER.with_only_columns(Share.therapist_id, Share.ends_at)


@dataclass(frozen=True)
class Opened:
    """What one therapist can see now: how many summaries, and until when the longest of them."""

    name: str
    count: int
    until: datetime


@dataclass(frozen=True)
class Today:
    """What the page shows. reading: None where no session lies near enough behind. support: offer help first."""

    treatment_id: UUID | None
    reading: time_points.Placement | None
    upcoming: Row[Any] | None
    opened: list[Opened]
    support: bool


def today(person: Actor) -> Today:
    """Return what the person's page shows now."""
    now = clock.now()
    last = access.first(_LAST, person, now=now)
    reading = time_points.place(last.starts_at, now, person.zone, last.number) if last else None
    if reading and reading.time_point is None:
        reading = None
    upcoming = access.first(_NEXT, person, now=now)
    return Today(
        last.id if last and reading else None, reading, upcoming, _opened(person, now), scoring.needs_support(person)
    )


def _opened(person: Actor, now: datetime) -> list[Opened]:
    shares = access.rows(_OPEN, person, now=now)
    if not shares:
        return []
    found = []
    for therapist in access.rows(access.THERAPISTS_IN_CARE, person):
        until = [share.ends_at for share in shares if share.therapist_id == therapist.therapist_id]
        if until:
            found.append(Opened(name_of(therapist), len(until), max(until)))
    return found
