"""The days of the story: it happens anew before whichever day it is told on."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Calendar:
    """The days of the story, seen from the day on which it is told, by the clock of a zone."""

    today: date
    zone: tzinfo

    def at(self, words: str) -> datetime:
        """Return the instant that is called "-8 tue 10:41" or "day -1 21:20"."""
        day, hour = words.rsplit(" ", 1)
        return datetime.combine(self.day(day), time.fromisoformat(hour), self.zone)

    def day(self, words: str) -> date:
        """Return the day that is called "-8 tue", "day -1" or "next thu"."""
        first, second = words.split()
        if first == "day":
            return self.today + timedelta(days=int(second))
        ahead = WEEKDAYS.index(second) - self.today.weekday()
        if first == "next":
            return self.today + timedelta(days=(ahead - 1) % 7 + 1)
        return self.today + timedelta(weeks=int(first), days=ahead)
