"""Crisis lines and emergency numbers by country: crisis_lines.json, each with its sources and how old those are.

The numbers were compared with stored copies of the pages named there, not called. An unknown country has no lines:
one country's number is never shown for another; a directory and a choice of countries stand in.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

DAY_AND_NIGHT = ("00:00", "24:00")


@dataclass(frozen=True, slots=True)
class Source:
    """A page that gives a number.

    published: the first day of the month that the page itself names, None if it names none. read: the day we read it.
    """

    address: str
    published: date | None
    read: date


@dataclass(frozen=True, slots=True)
class Emergency:
    """The emergency number of a country."""

    number: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class CrisisLine:
    """One crisis line, in its country's own language and format.

    call, text: the numbers, None if the line cannot be reached that way; at least one is given.
    keyword: what the first text must say, None for anything.
    hours: from and until, in local time, every day.
    """

    name: str
    call: str | None
    text: str | None
    keyword: str | None
    hours: tuple[str, str]
    sources: tuple[Source, ...]

    @property
    def published(self) -> date:
        """The month of the newest page that gives this line, as its first day."""
        return max(source.published for source in self.sources if source.published)

    @property
    def always_open(self) -> bool:
        """Whether somebody answers day and night."""
        return self.hours == DAY_AND_NIGHT


@dataclass(frozen=True, slots=True)
class CountryLines:
    """The numbers of one country. country: ISO 3166-1 alpha-2."""

    country: str
    emergency: Emergency
    lines: tuple[CrisisLine, ...]


@dataclass(frozen=True, slots=True)
class Directory:
    """A website that lists the crisis lines of many countries."""

    name: str
    address: str
    sources: tuple[Source, ...]


def lines_for(country: str | None) -> CountryLines | None:
    """Return the numbers of a country, None if it is not listed here.

    country: ISO 3166-1 alpha-2 in any case, None if it is unknown.
    """
    return LINES.get(country.strip().upper()) if country else None


def dialable(number: str) -> str:
    """Return a number as `tel:` and `sms:` links take it: without spaces."""
    return number.replace(" ", "")


def _convert(fields: dict[str, Any]) -> object:
    """Return one JSON object with the types of the classes above."""
    if "read" in fields:
        published = date.fromisoformat(f"{fields['published']}-01") if fields["published"] else None
        return Source(fields["address"], published, date.fromisoformat(fields["read"]))
    return {name: tuple(value) if name in ("hours", "sources") else value for name, value in fields.items()}


_DATA = json.loads(Path(__file__).with_name("crisis_lines.json").read_text(encoding="utf-8"), object_hook=_convert)

LINES: Mapping[str, CountryLines] = {
    country: CountryLines(country, Emergency(**data["emergency"]), tuple(CrisisLine(**line) for line in data["lines"]))
    for country, data in _DATA["countries"].items()
}
DIRECTORY = Directory(**_DATA["directory"])
