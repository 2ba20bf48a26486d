"""The list of entries in parts, by their days: what belongs to a treatment below it, the others by their weeks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from journal.clinical import time_points
from journal.domain.identity import Actor
from journal.features.entries.repository import OpeningEntry

OWN_DAYS = range(7)  # after a treatment: what is written about it later stands in its own week


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that follow each other and have one heading.

    treatment_id, treated_on: the treatment that they stand under, None for a week. number: of the treatment, None where
    it has none. week: the first day of their week, None for a treatment.
    """

    entries: list[OpeningEntry]
    treatment_id: UUID | None
    treated_on: date | None
    number: int | None
    week: date | None


def grouped(person: Actor, found: Iterable[OpeningEntry], first_weekday: int) -> list[Group]:
    """Return entries in groups, the latest first. first_weekday: of a week, 0 for Monday."""
    entries = sorted(found, key=_listed_at, reverse=True)
    headed = zip(_treatments(person, entries[::-1])[::-1], entries, strict=True)

    def heading(one: tuple[UUID | None, OpeningEntry]) -> UUID | date:
        treatment_id, entry = one
        return treatment_id or _week(person, entry, first_weekday)

    together = (list(several) for _, several in groupby(headed, heading))
    return [_group(person, one[0][0], [entry for _, entry in one], first_weekday) for one in together]


def _group(person: Actor, treatment_id: UUID | None, entries: list[OpeningEntry], first_weekday: int) -> Group:
    if treatment_id is None:
        return Group(entries, None, None, None, _week(person, entries[0], first_weekday))
    own = next(entry for entry in entries if entry["treatment_id"] == treatment_id)
    return Group(entries, treatment_id, _treated_on(person, own), own["treatment_number"], None)


def _treatments(person: Actor, entries: Sequence[OpeningEntry]) -> list[UUID | None]:
    """Return the treatment that each entry stands under, None for its week. entries: the oldest first.

    It reaches from the first to the last of its own; once the next one began, nothing stands under the one before.
    """
    own: list[UUID | None] = []
    latest = date.min
    for entry in entries:
        treated_on = _treated_on(person, entry) if entry["day"] in OWN_DAYS else None
        begins = treated_on is not None and treated_on >= latest
        latest = treated_on if treated_on and begins else latest
        own.append(entry["treatment_id"] if begins else None)
    last = {treatment_id: place for place, treatment_id in enumerate(own)}
    under: list[UUID | None] = []
    for place, treatment_id in enumerate(own):
        before = under[-1] if under else None
        under.append(treatment_id or (before if place < last[before] else None))
    return under


def _treated_on(person: Actor, entry: OpeningEntry) -> date:
    return _day(person, entry["written_at"]) - timedelta(days=entry["day"] or 0)


def _week(person: Actor, entry: OpeningEntry, first_weekday: int) -> date:
    on = _day(person, _listed_at(entry))
    return on - timedelta(days=(on.weekday() - first_weekday) % 7)


def _listed_at(entry: OpeningEntry) -> datetime:
    """Return when it was written; when it reached us, if it was written by a clock that differs."""
    return entry["received_at"] if entry["clock_differs"] else entry["written_at"]


def _day(person: Actor, at: datetime) -> date:
    return time_points.day_of(at, person.zone)
