"""What the patient's first page shows: the last treatment, the next one, and open shares."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from journal.clinical import time_points
from journal.core import clock
from journal.core.choices import CANCELLED, PLANNED
from journal.domain import access, scoring
from journal.domain.identity import Actor, name_of
from journal.models import Share, Treatment

_TREATMENTS = access.TREATMENTS.with_only_columns(Treatment.id, Treatment.starts_at, Treatment.number, Treatment.of)
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
_OPEN_SHARES = access.OWN_OPEN_SHARES.with_only_columns(Share.therapist_id, Share.ends_at)


@dataclass(frozen=True, slots=True)
class LastTreatment:
    """The last treatment, if now is at one of its time points."""

    id: UUID
    placement: time_points.Placement


@dataclass(frozen=True, slots=True)
class NextTreatment:
    """The next planned treatment. number, of: None if they were not given."""

    id: UUID
    starts_at: datetime
    number: int | None
    of: int | None


@dataclass(frozen=True, slots=True)
class OpenShares:
    """The open shares of one therapist. name: the therapist's. until: when the last of them ends."""

    name: str
    count: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Today:
    """Everything that the page shows. needs_support: whether to offer help first."""

    last: LastTreatment | None
    next: NextTreatment | None
    shared: list[OpenShares]
    needs_support: bool


def today(person: Actor) -> Today:
    """Return what the page shows now."""
    now = clock.now()
    return Today(_last(person, now), _next(person, now), _shared(person, now), scoring.needs_support(person))


def _last(person: Actor, now: datetime) -> LastTreatment | None:
    row = access.first(_LAST, person, now=now)
    if row is None:
        return None
    placement = time_points.place(row.starts_at, now, person.zone, row.number)
    return LastTreatment(row.id, placement) if placement.time_point is not None else None


def _next(person: Actor, now: datetime) -> NextTreatment | None:
    row = access.first(_NEXT, person, now=now)
    return NextTreatment(row.id, row.starts_at, row.number, row.of) if row else None


def _shared(person: Actor, now: datetime) -> list[OpenShares]:
    ends = defaultdict(list)
    for share in access.rows(_OPEN_SHARES, person, now=now):
        ends[share.therapist_id].append(share.ends_at)
    therapists = access.rows(access.THERAPISTS_IN_CARE, person) if ends else []
    return [
        OpenShares(name_of(row), len(until), max(until)) for row in therapists if (until := ends.get(row.therapist_id))
    ]
