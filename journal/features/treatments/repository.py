"""Treatments as rows: prepared statements, and how sealed columns are opened into what their owner reads."""

from typing import Any
from uuid import UUID

from journal.crypto import contexts
from journal.domain import access, placement
from journal.domain.identity import Actor
from journal.domain.paging import Pages
from journal.models import Checkin, Entry, Treatment

Item = dict[str, Any]

SEALED = ("setting", "intention", "noticed")
PLAIN = ("starts_at", "route", "status", "course_id", "number", "of")

_COLUMNS = (
    Treatment.id,
    Treatment.revision,
    *(getattr(Treatment, name) for name in PLAIN),
    Treatment.words,
    Treatment.received_at,
    Treatment.deleted_at,
)
PAGES = Pages(access.TREATMENTS.with_only_columns(*_COLUMNS), Treatment.starts_at, Treatment.id)
ONE = access.TREATMENT.with_only_columns(*_COLUMNS)
KEPT = access.EVERY_TREATMENT.with_only_columns(*_COLUMNS).where(Treatment.id == access.ROW)
ENTRIES_ABOUT = (
    access.ENTRIES.join(Treatment, placement.about(Entry))
    .where(Entry.treatment_id == access.ROW)
    .with_only_columns(Entry.id, Entry.time_point, Entry.written_at.label("at"), *placement.COLUMNS)
    .order_by(Entry.written_at, Entry.id)
)
CHECKINS_ABOUT = (
    access.CHECKINS.join(Treatment, placement.about(Checkin))
    .where(Checkin.treatment_id == access.ROW)
    .with_only_columns(
        Checkin.id, Checkin.instrument, Checkin.time_point, Checkin.answered_at.label("at"), *placement.COLUMNS
    )
    .order_by(Checkin.answered_at, Checkin.id)
)


def whole(person: Actor, row: Any) -> Item:
    """Return a treatment with its words; shape: TreatmentOutSchema."""
    words: Item = person.key.open(contexts.treatment(person.id, row.id, row.revision), row.words)
    plain = {name: getattr(row, name) for name in PLAIN}
    return {"id": row.id, "revision": row.revision, "received_at": row.received_at, **plain, **words}


def columns(person: Actor, treatment_id: UUID, revision: int, words: Item) -> Item:
    """Return the columns for these words at a revision, the private ones sealed."""
    sealed = person.key.seal(
        contexts.treatment(person.id, treatment_id, revision), {name: words[name] for name in SEALED}
    )
    return {name: words[name] for name in PLAIN} | {"revision": revision, "words": sealed}


def same(item: Item, words: Item) -> bool:
    """Tell whether `words` are what is kept already."""
    return all(item[name] == words[name] for name in (*PLAIN, *SEALED))


def placed(person: Actor, row: Any) -> Item:
    """Return something that is about a treatment: what it is, and where it sits."""
    return {"id": row.id, "at": row.at, **placement.of(person, row, row.at)}
