"""Crisis lines and emergency numbers by country: crisis_lines.json, each with its sources and when it was checked.

The numbers were compared with stored copies of the pages named there, not called. An unknown country has no lines:
one country's number is never shown for another; a directory and a choice of countries stand in.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

DAY_AND_NIGHT = ("00:00", "24:00")


@dataclass(frozen=True, slots=True)
class Emergency:
    """The emergency number of a country."""

    number: str
    checked: date
    sources: tuple[str, ...]


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
    checked: date
    sources: tuple[str, ...]

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
    checked: date
    sources: tuple[str, ...]


def lines_for(country: str | None) -> CountryLines | None:
    """Return the numbers of a country, None if it is not listed here.

    country: ISO 3166-1 alpha-2 in any case, None if it is unknown.
    """
    return LINES.get(country.strip().upper()) if country else None


def dialable(number: str) -> str:
    """Return a number as `tel:` and `sms:` links take it: without spaces."""
    return number.replace(" ", "")


def _convert(fields: dict[str, object]) -> dict[str, object]:
    """Give the values of one JSON object the types of the classes above."""
    return {name: _CONVERTERS[name](value) if name in _CONVERTERS else value for name, value in fields.items()}


_CONVERTERS: Mapping[str, Callable[[Any], object]] = {"checked": date.fromisoformat, "hours": tuple, "sources": tuple}
_DATA = json.loads(Path(__file__).with_name("crisis_lines.json").read_text(encoding="utf-8"), object_hook=_convert)

LINES: Mapping[str, CountryLines] = {
    country: CountryLines(country, Emergency(**data["emergency"]), tuple(CrisisLine(**line) for line in data["lines"]))
    for country, data in _DATA["countries"].items()
}
DIRECTORY = Directory(**_DATA["directory"])
