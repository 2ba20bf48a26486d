"""Crisis lines and emergency numbers by country, with where each was read and when. Pure: data and a lookup.

The numbers were compared with stored copies of the pages named, not called. An unknown country has no lines:
one country's number is never given to another's people; the directory and a field for a local number stand in.
"""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

DAY_AND_NIGHT = ("00:00", "24:00")


@dataclass(frozen=True, slots=True)
class Emergency:
    """The number for life in danger.

    checked: the day on which it was compared with the sources.
    """

    number: str
    checked: date
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One crisis line, as its country writes it.

    call, text: None where the line cannot be reached that way; one of them is always there.
    keyword: the word to send in the first text, None when any will do.
    hours: from and until, by the country's own clock, every day.
    """

    name: str
    call: str | None
    text: str | None
    keyword: str | None
    hours: tuple[str, str]
    checked: date
    sources: tuple[str, ...]

    @property
    def always(self) -> bool:
        """Whether somebody answers day and night."""
        return self.hours == DAY_AND_NIGHT


@dataclass(frozen=True, slots=True)
class Lines:
    """What one country offers.

    country: ISO 3166 alpha-2.
    """

    country: str
    emergency: Emergency
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Directory:
    """A place that lists the lines of many countries."""

    name: str
    address: str
    checked: date
    sources: tuple[str, ...]


def lines_for(country: str | None) -> Lines | None:
    """Return a country's lines, None when the country is not known here.

    country: ISO 3166 alpha-2 in any case, None when nobody said.
    """
    return LINES.get(country.strip().upper()) if country else None


def dialled(number: str) -> str:
    """Return a number as `tel:` and `sms:` addresses want it: without spaces."""
    return number.replace(" ", "")


def _lines(country: str, data: dict[str, Any]) -> Lines:
    emergency = Emergency(**_provenance(data["emergency"]))
    return Lines(country, emergency, tuple(_line(line) for line in data["lines"]))


def _line(data: dict[str, Any]) -> Line:
    return Line(**{**_provenance(data), "hours": tuple(data["hours"])})


def _provenance(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "checked": date.fromisoformat(data["checked"]), "sources": tuple(data["sources"])}


_DATA = json.loads(Path(__file__).with_name("lines.json").read_text(encoding="utf-8"))
LINES: dict[str, Lines] = {country: _lines(country, data) for country, data in _DATA["countries"].items()}
DIRECTORY = Directory(**_provenance(_DATA["directory"]))
