"""Entries as rows: prepared statements, and how sealed columns are opened into what the writer reads."""

from datetime import datetime
from typing import Any
from uuid import UUID

from journal.core import clock
from journal.crypto import contexts
from journal.domain import access, placement
from journal.domain.identity import Actor
from journal.models import Entry, EntryRevision, Treatment
from journal.models.entry import clock_differs

Item = dict[str, Any]

OPENING = 140  # characters
SEALED = ("body", "prompts", "feelings", "mood")
PLAIN = ("treatment_id", "time_point", "about_id", "written_at")


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

LIST = access.ENTRIES.outerjoin(Treatment, placement.about(Entry)).with_only_columns(*_COLUMNS, Entry.opening)
WHOLE = (
    access.ENTRIES.join(EntryRevision, access.CURRENT_REVISION)
    .outerjoin(Treatment, placement.about(Entry))
    .with_only_columns(*_COLUMNS, EntryRevision.words)
)
ONE = WHOLE.where(Entry.id == access.ROW)
KEPT = (
    access.EVERY_ENTRY.join(EntryRevision, access.CURRENT_REVISION)
    .outerjoin(Treatment, placement.about(Entry))
    .with_only_columns(*_COLUMNS, Entry.deleted_at, EntryRevision.words)
    .where(Entry.id == access.ROW)
)
REVISIONS = (
    access.ENTRY_REVISIONS.where(EntryRevision.entry_id == access.ROW)
    .with_only_columns(
        EntryRevision.entry_id,
        EntryRevision.revision,
        EntryRevision.words,
        EntryRevision.written_at,
        EntryRevision.received_at,
    )
    .order_by(EntryRevision.revision.desc())
)


def insert(person: Actor, entry_id: UUID, words: dict[str, Any]) -> Item:
    """Add a new entry and its first revision; return it as its writer reads it, without asking for it again."""
    now = clock.now()
    plain = columns(person, entry_id, 1, words)
    access.add(Entry, person, id=entry_id, revision=1, received_at=now, revised_at=now, **plain)
    access.add(EntryRevision, person, **revision_columns(person, entry_id, 1, words, now))
    if words["treatment_id"]:
        return whole(person, access.one(ONE, person, row_id=entry_id))
    stands = {
        "id": entry_id,
        "revision": 1,
        "received_at": now,
        "revised_at": now,
        "day": None,
        "treatment_number": None,
    }
    return words | stands | {"clock_differs": clock_differs(words["written_at"], now)}


def columns(person: Actor, entry_id: UUID, revision: int, words: dict[str, Any]) -> dict[str, Any]:
    """Return the entry's own columns for these words, the opening sealed."""
    opening = {"text": opening_words(words), "mood": words["mood"]}
    plain = {name: words[name] for name in PLAIN}
    return plain | {"opening": person.key.seal(contexts.opening(person.id, entry_id, revision), opening)}


def revision_columns(
    person: Actor, entry_id: UUID, revision: int, words: dict[str, Any], now: datetime
) -> dict[str, Any]:
    """Return a revision's columns, the words sealed."""
    sealed = person.key.seal(contexts.entry(person.id, entry_id, revision), {name: words.get(name) for name in SEALED})
    return {
        "entry_id": entry_id,
        "revision": revision,
        "words": sealed,
        "written_at": words["written_at"],
        "received_at": now,
    }


def opening_words(words: dict[str, Any]) -> str:
    """Return the first words of an entry, "" where it holds only a number."""
    text = words["body"] or next((given["answer"] for given in words["prompts"]), "") or ", ".join(words["feelings"])
    return " ".join(text[: 2 * OPENING].split())[:OPENING]


def same(row: Any, item: Item, words: dict[str, Any]) -> bool:
    """Tell whether `words` are what is kept already."""
    return all(item[name] == words.get(name) for name in SEALED) and all(
        getattr(row, name) == words[name] for name in PLAIN
    )


def short(person: Actor, row: Any) -> Item:
    """Return an entry as it stands in a list; shape: OpeningSchema."""
    opening = opening_of(person, row)
    return _plain(person, row) | {"opening": opening["text"], "mood": opening["mood"]}


def opening_of(person: Actor, row: Any) -> Item:
    """Return {"text", "mood"} of an entry's opening."""
    opening: Item = person.key.open(contexts.opening(person.id, row.id, row.revision), row.opening)
    return opening


def whole(person: Actor, row: Any) -> Item:
    """Return an entry with its words; shape: EntryOutSchema."""
    return _plain(person, row) | _opened(person, row.id, row)


def revision(person: Actor, row: Any) -> Item:
    """Return one revision with its words."""
    plain = {"revision": row.revision, "written_at": row.written_at, "received_at": row.received_at}
    return _opened(person, row.entry_id, row) | plain


def _opened(person: Actor, entry_id: UUID, row: Any) -> Item:
    """Open the words of a revision; a field that is younger than the revision is None."""
    words: Item = person.key.open(contexts.entry(person.id, entry_id, row.revision), row.words)
    return dict.fromkeys(SEALED) | words


def _plain(person: Actor, row: Any) -> Item:
    return {
        "id": row.id,
        "revision": row.revision,
        "treatment_id": row.treatment_id,
        **placement.of(person, row, row.written_at),
        "about_id": row.about_id,
        "written_at": row.written_at,
        "received_at": row.received_at,
        "revised_at": row.revised_at,
        "clock_differs": clock_differs(row.written_at, row.received_at),
    }
