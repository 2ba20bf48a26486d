"""A month of one's own entries as a calendar: the days that have any, by when they reached us, as in the list."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from journal.clinical import time_points
from journal.core import clock
from journal.domain import access
from journal.domain.identity import Actor
from journal.domain.paging import Position
from journal.models import Entry

_RECEIVED = access.ENTRIES.with_only_columns(Entry.received_at)
_OLDEST = _RECEIVED.order_by(Entry.received_at).limit(1)
_WITHIN = _RECEIVED.where(Entry.received_at >= access.SINCE, Entry.received_at < access.NOW)


@dataclass(frozen=True, slots=True)
class Month:
    """A month. days: those with entries, each with where the list begins that shows them and what is earlier.

    first: its first day. earlier, later: the first days of the months beside it, None where no entry can be.
    """

    first: date
    days: dict[date, Position]
    earlier: date | None
    later: date | None


def month(person: Actor, asked: date | None) -> Month:
    """Return the month of a day, this one for None; never before that of the first entry, nor after this one."""
    this = _first(time_points.day_of(clock.now(), person.zone))
    row = access.first(_OLDEST, person)
    oldest = _first(time_points.day_of(row.received_at, person.zone)) if row else this
    first = max(min(_first(asked or this), this), min(oldest, this))
    following = _following(first)
    rows = access.rows(_WITHIN, person, since=_midnight(person, first), now=_midnight(person, following))
    found = sorted({time_points.day_of(row.received_at, person.zone) for row in rows})
    days = {day: Position(_midnight(person, day + timedelta(days=1)), UUID(int=0)) for day in found}
    earlier = _first(first - timedelta(days=1)) if first > oldest else None
    return Month(first, days, earlier, following if first < this else None)


def weeks(first: date, first_weekday: int) -> list[list[date]]:
    """Return the weeks of a month, each with its seven days. first_weekday: 0 for Monday."""
    return Calendar(first_weekday).monthdatescalendar(first.year, first.month)


def _first(day: date) -> date:
    return day.replace(day=1)


def _following(first: date) -> date:
    return _first(first + timedelta(days=31))


def _midnight(person: Actor, day: date) -> datetime:
    return datetime.combine(day, time(), person.zone).astimezone(UTC)
