"""What a writer can do with their entries. Nothing here is ever read by anybody else."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import Uuid, and_, bindparam, or_, select, update

from journal.core import clock
from journal.core.db import transaction
from journal.core.errors import Conflict, Invalid, NotFound
from journal.domain import access, audit
from journal.domain.identity import Actor
from journal.domain.keeping import Kept
from journal.features.entries import repository
from journal.features.entries.repository import Item
from journal.models import Entry, EntryRevision, Treatment
from journal.models.entry import UNDO
from journal.models.treatment import CANCELLED

TREATMENTS_OFFERED = 12
RECENT = timedelta(days=4)

_REVISE = update(Entry).where(access.mine(Entry), Entry.id == access.ROW, Entry.revision == bindparam("expected"))
_DELETE = update(Entry).where(access.mine(Entry), Entry.id == access.ROW, Entry.deleted_at.is_(None))
_RESTORE = update(Entry).where(access.mine(Entry), Entry.id == access.ROW, Entry.deleted_at > access.SINCE)
_UNDELETE = update(Entry).where(access.mine(Entry), Entry.id == access.ROW)

_LAYERS = repository.WHOLE.where(Entry.about_id == access.ROW).order_by(Entry.received_at, Entry.id)
_OFFERED = (Treatment.id, Treatment.starts_at, Treatment.number)
_TREATMENTS = (
    access.TREATMENTS.with_only_columns(*_OFFERED)
    .where(Treatment.status != CANCELLED)
    .order_by(Treatment.starts_at.desc())
    .limit(TREATMENTS_OFFERED)
)
_OWN = select(Entry.treatment_id).where(access.mine(Entry), Entry.id == access.ROW).scalar_subquery()
_CHOSEN = and_(Treatment.id == bindparam("chosen", type_=Uuid()), Treatment.deleted_at.is_(None))
_THESE = access.EVERY_TREATMENT.with_only_columns(*_OFFERED).where(or_(_CHOSEN, Treatment.id == _OWN))


def read(person: Actor, entry_id: UUID) -> Item:
    """Return one entry. Raises NotFound."""
    return repository.whole(person, access.one(repository.ONE, person, row_id=entry_id))


def revisions(person: Actor, entry_id: UUID) -> list[Item]:
    """Return every revision of an entry, the current one first. Raises NotFound."""
    found = access.rows(repository.REVISIONS, person, row_id=entry_id)
    if not found:
        raise NotFound
    return [repository.revision(person, row) for row in found]


def layers(person: Actor, entry_id: UUID) -> list[Item]:
    """Return what its writer added to an entry later, oldest first."""
    return [repository.whole(person, row) for row in access.rows(_LAYERS, person, row_id=entry_id)]


def for_change(person: Actor, entry_id: UUID) -> Item:
    """Return an entry as its form holds it: a time point only where the writer chose one. Raises NotFound."""
    row = access.one(repository.ONE, person, row_id=entry_id)
    return repository.whole(person, row) | {"time_point": row.time_point}


def treatments(person: Actor, entry_id: UUID, chosen: UUID) -> Sequence[Any]:
    """Return the sessions that an entry may be about, latest first: id, starts_at, number.

    The one that it is about is among them however old, cancelled or deleted, and so is the one chosen for it.
    """
    offered = access.rows(_TREATMENTS, person)
    these = access.rows(_THESE, person, row_id=entry_id, chosen=chosen)
    return sorted({row.id: row for row in (*offered, *these)}.values(), key=lambda row: row.starts_at, reverse=True)


def recent_treatment(person: Actor) -> UUID | None:
    """Return the session that lies a few days back at most: what is written now is most likely about it."""
    now = clock.now()
    return next((row.id for row in access.rows(_TREATMENTS, person) if now - RECENT < row.starts_at <= now), None)


@transaction
def write(person: Actor, entry_id: UUID, revision: int | None, **words: Any) -> Kept:
    """Keep an entry under the id that its writer chose; the same call again changes nothing.

    revision: the one that these words replace, None for a new entry. words: what EntrySchema loads.
    A deleted entry that is written again is there again. Raises Invalid, or Conflict with the current entry.
    """
    current = access.first(repository.KEPT, person, row_id=entry_id)
    if current is None:
        return _insert(person, entry_id, words)
    item = repository.whole(person, current)
    if repository.same(current, item, words):
        if current.deleted_at and not access.changed(_UNDELETE, person, row_id=entry_id, deleted_at=None):
            return _insert(person, entry_id, words)  # it was erased since it was read
        return Kept(item)
    if revision != current.revision:
        raise Conflict(item)
    _check_references(person, entry_id, words, item)
    return Kept(_revise(person, item, words))


@transaction
def delete(person: Actor, entry_id: UUID) -> None:
    """Delete an entry; for 30 days it can be brought back. Raises NotFound."""
    now = clock.now()
    if not access.changed(_DELETE, person, row_id=entry_id, deleted_at=now):
        raise NotFound
    audit.record(person.id, "entry.deleted", person.id, entry_id, now)


@transaction
def restore(person: Actor, entry_id: UUID) -> None:
    """Bring a deleted entry back. Raises NotFound."""
    now = clock.now()
    if not access.changed(_RESTORE, person, row_id=entry_id, since=now - UNDO, deleted_at=None):
        raise NotFound
    audit.record(person.id, "entry.restored", person.id, entry_id, now)


def _insert(person: Actor, entry_id: UUID, words: dict[str, Any]) -> Kept:
    """Keep an entry that is not there."""
    _check_references(person, entry_id, words, {})
    return Kept(repository.insert(person, entry_id, words), new=True)


def _revise(person: Actor, item: Item, words: dict[str, Any]) -> Item:
    """Make `words` the current revision; another writer may have been faster."""
    now, following = clock.now(), item["revision"] + 1
    columns = repository.columns(person, item["id"], following, words)
    values = columns | {"revised_at": now, "revision": following, "deleted_at": None}
    if not access.changed(_REVISE, person, row_id=item["id"], expected=item["revision"], **values):
        raise Conflict(read(person, item["id"]))
    access.add(EntryRevision, person, **repository.revision_columns(person, item["id"], following, words, now))
    return read(person, item["id"])


def _check_references(person: Actor, entry_id: UUID, words: dict[str, Any], before: Item) -> None:
    """Raise Invalid where the treatment or the earlier entry is none of the writer's; what stays is not asked again."""
    if words["treatment_id"] != before.get("treatment_id"):
        access.check_treatment(person, words["treatment_id"])
    about_id = words["about_id"]
    fresh = about_id and about_id != before.get("about_id")
    if fresh and (about_id == entry_id or not access.first(repository.KEPT, person, row_id=about_id)):
        raise Invalid(about_id=_("There is no such entry of yours. Choose another, or none."))
