"""What a patient can put into a summary: their own entries, check-ins and sessions, to choose from."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from journal.clinical import instruments, time_points
from journal.core import clock
from journal.core.errors import NotFound
from journal.domain import access, entry_text, placement, scoring
from journal.domain.identity import Actor
from journal.domain.paging import Page, Pages, Position
from journal.domain.sharing import pieces
from journal.models import Checkin, Entry, Treatment
from journal.models.treatment import CANCELLED

Item = dict[str, Any]

RECENT = 30  # check-ins, sessions
SERIES_BEGINS = timedelta(weeks=8)  # before today, unless the patient says otherwise

_ENTRIES = access.ENTRIES.outerjoin(Treatment, placement.about(Entry)).with_only_columns(
    Entry.id,
    Entry.revision,
    Entry.opening,
    Entry.time_point,
    Entry.written_at,
    Entry.received_at,
    *placement.COLUMNS,
)
_PAGES = Pages(_ENTRIES, Entry.received_at, Entry.id)
_CHECKINS = access.CHECKINS.with_only_columns(*scoring.COLUMNS).order_by(Checkin.answered_at.desc()).limit(RECENT)
_TREATMENTS = (
    access.TREATMENTS.with_only_columns(Treatment.id, Treatment.starts_at, Treatment.number, Treatment.of)
    .where(Treatment.status != CANCELLED)
    .order_by(Treatment.starts_at.desc())
    .limit(RECENT)
)


def entries(person: Actor, limit: int, after: Position | None = None) -> Page[Item]:
    """Return entries with their opening words, newest first."""
    return _PAGES.page(person, limit, after).map(partial(_entry, person))


def entry(person: Actor, entry_id: UUID) -> Item:
    """Return an entry to choose words from: texts, and where it sits. Raises NotFound."""
    found = pieces.gather(person, [{"entry_id": str(entry_id)}]).entries.get(entry_id)
    if found is None:
        raise NotFound
    on = date.fromisoformat(found["sits"]["on"])
    return {"id": entry_id, "texts": entry_text.quotable(found), "sits": found["sits"], "on": on}


def checkins(person: Actor) -> list[scoring.Scored]:
    """Return the latest check-ins that have any answer."""
    found = (scoring.opened(person, row) for row in access.rows(_CHECKINS, person))
    return [scored for scored in found if scored.begun]


def treatments(person: Actor) -> Sequence[Any]:
    """Return the latest sessions: id, starts_at, number, of."""
    return access.rows(_TREATMENTS, person)


def series_begin(person: Actor) -> date:
    """Return the day from which a series is offered."""
    return time_points.day_of(clock.now(), person.zone) - SERIES_BEGINS


def questionnaires() -> list[tuple[str, str]]:
    """Return the questionnaires whose totals can be shared: id and short name."""
    return [(instrument.id, instrument.short) for instrument in instruments.ALL]


def _entry(person: Actor, row: Any) -> Item:
    opening = entry_text.open_opening(person, row.id, row.revision, row.opening)
    return {
        "id": row.id,
        "opening": opening["text"],
        "written_at": row.written_at,
        "received_at": row.received_at,
        **placement.of(person, row, row.written_at)._asdict(),
    }
