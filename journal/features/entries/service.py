"""What a writer can do with their entries. Nothing here is ever read by anybody else."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from operator import attrgetter
from uuid import UUID

from journal.core import clock
from journal.core.db import transaction
from journal.core.fields import Values
from journal.domain import access, placement, records
from journal.domain.identity import Actor
from journal.domain.paging import Page, Position
from journal.domain.placement import CandidateTreatment
from journal.domain.records import UNDO, PutResult
from journal.features.entries import repository
from journal.features.entries.repository import ENTRIES, DeletedEntry, EntryVersion, KeptEntry, OpeningEntry

RECENT = timedelta(days=4)


def page(person: Actor, limit: int, after: Position | None = None) -> Page[OpeningEntry]:
    """Return the entries after a position, newest received first."""
    return repository.OPENINGS.page(person, limit, after).map(partial(repository.list_item, person))


def deleted(person: Actor) -> list[DeletedEntry]:
    """Return the entries that can be restored, the one deleted last first."""
    rows = access.rows(repository.DELETED, person, since=clock.now() - UNDO)
    return [repository.deleted_item(person, row) for row in rows]


def read(person: Actor, entry_id: UUID) -> KeptEntry:
    """Return one entry. Raises NotFound."""
    return records.read(person, ENTRIES, entry_id)


def revisions(person: Actor, entry_id: UUID) -> list[EntryVersion]:
    """Return every revision of an entry, the current one first. Raises NotFound."""
    current = read(person, entry_id)
    latest = EntryVersion(current.revision, current.text, current.written_at, current.revised_at)
    earlier = records.earlier(person, ENTRIES, entry_id)
    return [latest, *(EntryVersion(row.revision, text, row.written_at, row.revised_at) for row, text in earlier)]


def layers(person: Actor, entry_id: UUID) -> list[KeptEntry]:
    """Return what its writer added to an entry later, oldest first."""
    return [ENTRIES.read(person, row) for row in access.rows(repository.LAYERS, person, row_id=entry_id)]


def earlier(person: Actor, about_id: UUID | None) -> KeptEntry | None:
    """Return the entry that something is added to, None where there is none, or none any more."""
    row = access.first(ENTRIES.sql.one, person, row_id=about_id) if about_id else None
    return ENTRIES.read(person, row) if row else None


def for_change(person: Actor, entry_id: UUID) -> KeptEntry:
    """Return an entry as its form holds it: a time point only where the writer chose one. Raises NotFound."""
    row = access.one(ENTRIES.sql.one, person, row_id=entry_id)
    return replace(ENTRIES.read(person, row), time_point=row.time_point)


def treatments(person: Actor, entry_id: UUID, chosen: UUID | None) -> list[CandidateTreatment]:
    """Return the treatments that an entry may be about, the latest start first.

    The one that it is about is among them however old, cancelled or deleted, and so is the one chosen for it.
    """
    rows = access.rows(repository.THESE_TREATMENTS, person, row_id=entry_id, chosen=chosen)
    found = {*placement.candidates(person), *map(placement.candidate, rows)}
    return sorted(found, key=attrgetter("starts_at"), reverse=True)


def recent_treatment(person: Actor) -> UUID | None:
    """Return the treatment of the last few days: what is written now is most likely about it."""
    return placement.latest_begun(person, RECENT)


@transaction
def write(person: Actor, entry_id: UUID, revision: int | None, values: Values) -> PutResult[KeptEntry]:
    """Keep an entry under the id that its writer chose; see records.put. values: what EntrySchema loads.

    Raises Invalid, or Conflict with the current entry.
    """
    return records.put(person, ENTRIES, entry_id, revision, values)


@transaction
def delete(person: Actor, entry_id: UUID) -> None:
    """Delete an entry; for 30 days it can be restored. Raises NotFound."""
    records.delete(person, ENTRIES, entry_id)


@transaction
def restore(person: Actor, entry_id: UUID) -> None:
    """Restore a deleted entry. Raises NotFound."""
    records.restore(person, ENTRIES, entry_id)
