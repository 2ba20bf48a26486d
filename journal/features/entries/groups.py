"""The list of entries in parts: those about a treatment below it, the others by their weeks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from journal.clinical import time_points
from journal.domain.identity import Actor
from journal.features.entries.repository import OpeningEntry


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that follow each other and have one heading.

    treated_on: the day of the treatment that they are about, None for a week. number: of the treatment, None where it
    has none. week: the first day of their week, None for a treatment.
    """

    entries: list[OpeningEntry]
    treated_on: date | None
    number: int | None
    week: date | None


def grouped(person: Actor, found: Iterable[OpeningEntry], first_weekday: int) -> list[Group]:
    """Return entries in groups, in their order. first_weekday: of a week, 0 for Monday."""

    def key(entry: OpeningEntry) -> UUID | date | None:
        return _week(person, entry, first_weekday) if entry["day"] is None else entry["treatment_id"]

    together = (list(entries) for _key, entries in groupby(found, key))
    return [_group(person, entries, first_weekday) for entries in together]


def _group(person: Actor, entries: list[OpeningEntry], first_weekday: int) -> Group:
    first = entries[0]
    if first["day"] is None:
        return Group(entries, None, None, _week(person, first, first_weekday))
    treated_on = _written_on(person, first) - timedelta(days=first["day"])
    return Group(entries, treated_on, first["treatment_number"], None)


def _week(person: Actor, entry: OpeningEntry, first_weekday: int) -> date:
    on = _written_on(person, entry)
    return on - timedelta(days=(on.weekday() - first_weekday) % 7)


def _written_on(person: Actor, entry: OpeningEntry) -> date:
    return time_points.day_of(entry["written_at"], person.zone)
