"""The entries that pieces name, unsealed. An entry of another person is refused like one that does not exist."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from flask_babel import lazy_gettext as _

from journal.core.db import ResultRow
from journal.core.errors import Invalid
from journal.core.fields import Values
from journal.domain import access, entry_text, placement
from journal.domain.identity import Actor
from journal.domain.sharing.copied_placement import CopiedPlacement, copy_placement
from journal.models import Entry, Treatment

NO_ENTRY = _("You have no such entry. Choose another, or remove this.")

_ENTRIES = (
    access.ENTRIES.outerjoin(Treatment, placement.treatment_of(Entry))
    .with_only_columns(
        Entry.id,
        Entry.revision,
        Entry.treatment_id,
        Entry.time_point,
        Entry.written_at,
        Entry.sealed,
        *placement.COLUMNS,
    )
    .where(Entry.id.in_(access.ROWS))
)


class ChosenEntry(NamedTuple):
    """An entry as it stands now."""

    revision: int
    text: Values
    treatment_id: UUID | None
    placed: CopiedPlacement


def chosen_entries(person: Actor, ids: Iterable[str]) -> Mapping[str, ChosenEntry]:
    """Return those of the named entries that are the person's, by id."""
    named = [UUID(entry_id) for entry_id in set(ids)]
    return {str(row.id): _read_entry(person, row) for row in access.rows(_ENTRIES, person, row_ids=named)}


def find(entry_id: str, found: Mapping[str, ChosenEntry]) -> ChosenEntry:
    """Return an entry. Raises Invalid unless it is among those found."""
    if entry_id not in found:
        raise Invalid(entry_id=NO_ENTRY)
    return found[entry_id]


def _read_entry(person: Actor, row: ResultRow) -> ChosenEntry:
    text = entry_text.unseal(person, row)
    return ChosenEntry(row.revision, text, row.treatment_id, copy_placement(person, row, row.written_at))
