"""Entries as rows: prepared statements, and what a row is to its writer."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypedDict
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import Uuid, and_, bindparam, or_, select

from journal.core.db import ResultRow
from journal.core.errors import Invalid
from journal.core.fields import Values
from journal.domain import access, entry_text, placement
from journal.domain.identity import Actor
from journal.domain.ownership import mine
from journal.domain.paging import Pages
from journal.domain.record_kind import Columns, RecordKind
from journal.features.entries.schemas import EntrySchema
from journal.models import Entry, EntryRevision, Treatment

NO_ENTRY = _("You have no such entry. Choose another, or none.")


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """An entry as its writer reads it; shape: EntryOutSchema. text: shape EntryTextSchema."""

    id: UUID
    revision: int
    text: Values
    treatment_id: UUID | None
    time_point: str | None
    day: int | None
    treatment_number: int | None
    about_id: UUID | None
    written_at: datetime
    received_at: datetime
    revised_at: datetime
    clock_differs: bool

    def to_dict(self) -> dict[str, object]:
        """Return the entry as the API gives it."""
        return {**self.text, **{name: getattr(self, name) for name in _FLAT}}


class OpeningEntry(TypedDict):
    """An entry in a list; shape: OpeningSchema."""

    id: UUID
    revision: int
    opening: str
    mood: int | None
    treatment_id: UUID | None
    time_point: str | None
    day: int | None
    treatment_number: int | None
    about_id: UUID | None
    written_at: datetime
    received_at: datetime
    revised_at: datetime
    clock_differs: bool


class DeletedEntry(NamedTuple):
    """An entry that can be restored. opening: its first words."""

    id: UUID
    opening: str
    mood: int | None
    deleted_at: datetime


@dataclass(frozen=True, slots=True)
class EntryVersion:
    """One revision of an entry; shape: RevisionSchema. received_at: when the server had it."""

    revision: int
    text: Values
    written_at: datetime
    received_at: datetime

    def to_dict(self) -> dict[str, object]:
        """Return the revision as the API gives it."""
        stamps = {"revision": self.revision, "written_at": self.written_at, "received_at": self.received_at}
        return {**self.text, **stamps}


_FLAT = tuple(name for name in KeptEntry.__dataclass_fields__ if name != "text")
_COLUMNS = (
    Entry.id,
    Entry.revision,
    Entry.treatment_id,
    Entry.time_point,
    Entry.about_id,
    Entry.written_at,
    Entry.received_at,
    Entry.revised_at,
    *placement.COLUMNS,
)
_OWN = select(Entry.treatment_id).where(mine(Entry), Entry.id == access.ROW).scalar_subquery()
_CHOSEN = and_(Treatment.id == bindparam("chosen", type_=Uuid()), Treatment.deleted_at.is_(None))

_WHOLE = (*_COLUMNS, Entry.sealed, Entry.deleted_at)
_WITH_TREATMENT = access.ENTRIES.outerjoin(Treatment, placement.treatment_of(Entry))
_OPENINGS = _WITH_TREATMENT.with_only_columns(*_COLUMNS, Entry.opening)
OPENINGS = Pages(_OPENINGS, Entry.received_at, Entry.id)
# What a search reads of every entry, and what it shows of those that it found.
TEXTS = Pages(
    access.ENTRIES.with_only_columns(Entry.id, Entry.revision, Entry.sealed, Entry.received_at),
    Entry.received_at,
    Entry.id,
)
FOUND = _OPENINGS.where(Entry.id.in_(access.ROWS)).order_by(Entry.received_at.desc(), Entry.id.desc())
LAYERS = (
    _WITH_TREATMENT.with_only_columns(*_WHOLE).where(Entry.about_id == access.ROW).order_by(Entry.received_at, Entry.id)
)
DELETED = access.DELETED_ENTRIES.with_only_columns(Entry.id, Entry.revision, Entry.opening, Entry.deleted_at).order_by(
    Entry.deleted_at.desc()
)
# The treatment that an entry is about, and the one chosen for it, however old.
THESE_TREATMENTS = access.EVERY_TREATMENT.with_only_columns(*placement.CANDIDATE_COLUMNS).where(
    or_(_CHOSEN, Treatment.id == _OWN)
)


def _kept(person: Actor, row: ResultRow, text: Values) -> KeptEntry:
    return KeptEntry(
        row.id,
        row.revision,
        text,
        row.treatment_id,
        *placement.of(person, row, row.written_at),
        row.about_id,
        row.written_at,
        row.received_at,
        row.revised_at,
        placement.clock_differs(row.written_at, row.received_at),
    )


def _check(person: Actor, entry_id: UUID, values: Values, current: KeptEntry | None) -> None:
    """Raise Invalid unless the treatment and the earlier entry are theirs; what stays is not asked for again."""
    placement.check_treatment(person, values["treatment_id"], current.treatment_id if current else None)
    about_id = values["about_id"]
    if about_id is None or (current is not None and about_id == current.about_id):
        return
    if about_id == entry_id or access.first(ENTRIES.sql.one_or_deleted, person, row_id=about_id) is None:
        raise Invalid(about_id=NO_ENTRY)


def _derive(person: Actor, entry_id: UUID, revision: int, values: Values) -> Columns:
    return {"opening": entry_text.seal_opening(person, entry_id, revision, values)}


ENTRIES: RecordKind[KeptEntry] = RecordKind(
    name="entry",
    model=Entry,
    schema=EntrySchema,
    select=access.EVERY_ENTRY.outerjoin(Treatment, placement.treatment_of(Entry)).with_only_columns(*_WHOLE),
    view=_kept,
    placed=True,
    check=_check,
    derive=_derive,
    history=EntryRevision,
    referrers=(Entry.about_id,),
)


def list_item(person: Actor, row: ResultRow) -> OpeningEntry:
    """Return an entry as it stands in a list. row: of OPENINGS or FOUND."""
    # By position: to ask a row for each of these by name takes longer than to unseal it.
    *own, starts_at, number, sealed = tuple(row)
    entry_id, revision, treatment_id, chosen, about_id, written_at, received_at, revised_at = own
    opening = entry_text.unseal_opening(person, entry_id, revision, sealed)
    time_point, day, treatment_number = placement.at_treatment(person, starts_at, number, chosen, written_at)
    return {
        "id": entry_id,
        "revision": revision,
        "opening": opening["text"],
        "mood": opening["mood"],
        "treatment_id": treatment_id,
        "time_point": time_point,
        "day": day,
        "treatment_number": treatment_number,
        "about_id": about_id,
        "written_at": written_at,
        "received_at": received_at,
        "revised_at": revised_at,
        "clock_differs": placement.clock_differs(written_at, received_at),
    }


def deleted_item(person: Actor, row: ResultRow) -> DeletedEntry:
    """Return an entry that can be restored. row: of DELETED."""
    opening = entry_text.unseal_opening(person, row.id, row.revision, row.opening)
    return DeletedEntry(row.id, opening["text"], opening["mood"], row.deleted_at)
