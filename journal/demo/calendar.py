"""The days of a story, relative to the day on which the demo is filled."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Calendar:
    """The instants and days of a story. today: the day on which the demo is filled, in `zone`."""

    today: date
    zone: tzinfo

    def at(self, text: str) -> datetime:
        """Return the instant of "-8 tue 10:41" or "day -1 21:20"."""
        day, hour = text.rsplit(" ", 1)
        return datetime.combine(self.day(day), time.fromisoformat(hour), self.zone)

    def day(self, text: str) -> date:
        """Return the day of "-8 tue", "day -1" or "next thu"."""
        first, second = text.split()
        if first == "day":
            return self.today + timedelta(days=int(second))
        ahead = WEEKDAYS.index(second) - self.today.weekday()
        if first == "next":
            return self.today + timedelta(days=(ahead - 1) % 7 + 1)
        return self.today + timedelta(weeks=int(first), days=ahead)
