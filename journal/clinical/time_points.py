"""Time points around a treatment, such as "the evening after". Days are calendar days in the person's own zone."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal, NamedTuple

TimePoint = Literal["before", "resting", "evening", "day_1", "day_3", "week_1", "week_4"]
TIME_POINTS: tuple[TimePoint, ...] = ("before", "resting", "evening", "day_1", "day_3", "week_1", "week_4")

RESTING_FROM = timedelta(minutes=30)  # After the start.
RESTING_UNTIL = timedelta(hours=3)  # After the start.
NIGHT_ENDS = time(4)  # In the person's zone; the night before it belongs to the evening.
LATER: tuple[tuple[TimePoint, range], ...] = (  # Days after the treatment; week N begins on day 7 N.
    ("day_1", range(1, 2)),
    ("day_3", range(3, 4)),
    ("week_1", range(7, 14)),
    ("week_4", range(28, 63)),  # Weeks 4 to 8.
)

# Instants at the very ends of the calendar cannot be converted to a zone, so they are clamped by a year.
FIRST = datetime(2, 1, 1, tzinfo=UTC)
LAST = datetime(9998, 1, 1, tzinfo=UTC)


class Placement(NamedTuple):
    """Where an instant lies relative to a treatment: all that a label such as "Day 3 after treatment 4" needs.

    time_point: None between the time points, in the first half hour and after week 8.
    day: calendar days after the treatment, negative before it, None where it is about none.
    treatment_number: n of the course, None when the treatment has no number.
    """

    time_point: TimePoint | None
    day: int | None
    treatment_number: int | None


def place(starts_at: datetime, at: datetime, zone: tzinfo, treatment_number: int | None = None) -> Placement:
    """Return where an instant lies relative to a treatment; both aware."""
    return Placement(time_point(starts_at, at, zone), day_after(starts_at, at, zone), treatment_number)


def time_point(starts_at: datetime, at: datetime, zone: tzinfo) -> TimePoint | None:
    """Return the time point of an instant, None between time points; both aware."""
    start, instant = _utc(starts_at), _utc(at)
    if instant < start:
        return "before"
    if instant < start + RESTING_FROM:
        return None
    if instant < start + RESTING_UNTIL:
        return "resting"
    if instant < _end_of_night(start, zone):
        return "evening"
    day = day_after(start, instant, zone)
    return next((name for name, days in LATER if day in days), None)


def day_after(starts_at: datetime, at: datetime, zone: tzinfo) -> int:
    """Count the calendar days from a treatment to an instant, negative before it; both aware."""
    return (day_of(at, zone) - day_of(starts_at, zone)).days


def day_of(at: datetime, zone: tzinfo) -> date:
    """Return the person's day at an aware instant."""
    return _utc(at).astimezone(zone).date()


def _end_of_night(start: datetime, zone: tzinfo) -> datetime:
    tomorrow = day_of(start, zone) + timedelta(days=1)
    return datetime.combine(tomorrow, NIGHT_ENDS, zone)


def _utc(at: datetime) -> datetime:
    return min(max(at, FIRST), LAST).astimezone(UTC)
