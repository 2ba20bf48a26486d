"""What the patient's first page shows: at most three cards, chosen by what is true now."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from sqlalchemy import union_all

from journal.clinical import time_points
from journal.core import clock
from journal.core.choices import CANCELLED, PLANNED
from journal.domain import access, scoring
from journal.domain.identity import Actor
from journal.domain.unfinished_checkins import to_go_on_with
from journal.features.today import sharing
from journal.features.today.cards import (
    Card,
    LastNote,
    NextTreatment,
    NoTreatment,
    Reflection,
    Support,
    Unfinished,
)
from journal.models import Entry, Treatment

MOST = 3

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
_NEAR = union_all(_LAST.subquery().select(), _NEXT.subquery().select())  # one statement, since each costs
_LAST_ENTRY = (
    access.ENTRIES.with_only_columns(Entry.id, Entry.written_at)
    .order_by(Entry.received_at.desc(), Entry.id.desc())
    .limit(1)
)


def cards(person: Actor) -> list[Card]:
    """Return the cards of now, what matters most first. What no card needs is not read."""
    return list(islice(_cards(person, clock.now()), MOST))


def _cards(person: Actor, now: datetime) -> Iterator[Card]:
    if scoring.needs_support(person):
        yield Support()
    near = access.rows(_NEAR, person, now=now)
    last = next((treatment for treatment in near if treatment.starts_at <= now), None)
    if last is not None:
        placement = time_points.place(last.starts_at, now, person.zone, last.number)
        if placement.time_point is not None:
            yield Reflection(last.id, placement)
    begun = to_go_on_with(person)
    if begun:
        yield Unfinished(begun[0])
    ahead = next((treatment for treatment in near if treatment.starts_at > now), None)
    if ahead is not None:
        yield NextTreatment(ahead.id, ahead.starts_at, ahead.number, ahead.of)
    yield from sharing.cards(person, now, time_points.day_of(now, person.zone))
    if last is None and ahead is None:
        yield NoTreatment()
    note = access.first(_LAST_ENTRY, person)
    if note is not None:
        yield LastNote(note.id, note.written_at)
