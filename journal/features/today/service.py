"""What the patient's first page shows: at most three cards, chosen by what is true now."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from journal.clinical import time_points
from journal.core import clock
from journal.core.choices import CANCELLED, PLANNED
from journal.domain import access, scoring
from journal.domain.identity import Actor
from journal.domain.scoring import ScoredCheckin
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
from journal.models import Checkin, Entry, Treatment

MOST = 3
RECENT = timedelta(days=2)  # after this, an unfinished form asks about other weeks than its answers
CHECKINS_LIMIT = 4  # of the last days, newest first

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
_CHECKINS = (
    access.CHECKINS.with_only_columns(*scoring.COLUMNS)
    .where(Checkin.answered_at > access.SINCE)
    .order_by(Checkin.answered_at.desc(), Checkin.received_at.desc())
    .limit(CHECKINS_LIMIT)
)
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
    last = access.first(_LAST, person, now=now)
    if last is not None:
        placement = time_points.place(last.starts_at, now, person.zone, last.number)
        if placement.time_point is not None:
            yield Reflection(last.id, placement)
    yield from _unfinished(person, now)
    ahead = access.first(_NEXT, person, now=now)
    if ahead is not None:
        yield NextTreatment(ahead.id, ahead.starts_at, ahead.number, ahead.of)
    yield from sharing.cards(person, now, _day(person, now))
    if last is None and ahead is None:
        yield NoTreatment()
    note = access.first(_LAST_ENTRY, person)
    if note is not None:
        yield LastNote(note.id, note.written_at)


def _unfinished(person: Actor, now: datetime) -> Iterator[Unfinished]:
    """Yield the newest unfinished check-in of the last days, unless a later one by its instrument is finished."""
    finished: set[str] = set()
    for row in access.rows(_CHECKINS, person, since=now - RECENT):
        scored = scoring.score(person, row)
        if scored.score.status == "complete":
            finished.add(row.instrument)
        elif scored.has_answer and row.instrument not in finished:
            yield _progress(scored)
            return


def _progress(scored: ScoredCheckin) -> Unfinished:
    questions = scored.instrument.scored
    blank = [question.number for question in questions if scored.responses.get(question.id) is None]
    answered = len(questions) - len(blank)
    return Unfinished(scored.id, scored.instrument, blank[0], answered, len(questions))


def _day(person: Actor, now: datetime) -> date:
    return time_points.day_of(now, person.zone)
