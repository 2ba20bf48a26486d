"""The one protocol of records: sealed, under its writer's own id, revisioned, put twice without harm.

Entries, treatments, check-ins and summaries are kept by it. Every function runs in its caller's transaction.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

from journal.core import clock
from journal.core.db import ResultRow
from journal.core.errors import Conflict, Invalid, NotFound
from journal.core.fields import Values
from journal.domain import access, audit
from journal.domain.identity import Actor
from journal.domain.record_kind import Kept, RecordKind

UNDO = timedelta(days=30)  # how long a deleted record can be restored

T = TypeVar("T", bound=Kept)
R = TypeVar("R")


class PutResult(NamedTuple, Generic[R]):
    """Result of an idempotent PUT: the record as its owner reads it, and whether it is new."""

    record: R
    new: bool = False


def read(person: Actor, kind: RecordKind[T], record_id: UUID) -> T:
    """Return one record. Raises NotFound."""
    return kind.read(person, access.one(kind.sql.one, person, row_id=record_id))


def lock(person: Actor, kind: RecordKind[T], record_id: UUID) -> T:
    """Return one record, locked until the transaction ends: whoever changes it next builds on this change.

    Raises NotFound.
    """
    return kind.read(person, access.one(kind.sql.locked, person, row_id=record_id))


def find(person: Actor, kind: RecordKind[T], record_id: UUID) -> T | None:
    """Return one record, deleted or not, None where none was ever kept under this id."""
    row = access.first(kind.sql.one_or_deleted, person, row_id=record_id)
    return None if row is None else kind.read(person, row)


def put(person: Actor, kind: RecordKind[T], record_id: UUID, revision: int | None, values: Values) -> PutResult[T]:
    """Keep `values` under the id that their writer chose; the same call again changes nothing.

    revision: the one that these values replace, None for a new record. A deleted record that is put again is restored.
    Raises Invalid; Conflict, with the current record, where `revision` is not the current one.
    """
    if revision is None:  # new, most likely: it is not looked for first
        with suppress(Invalid):  # if it is not new, what holds for a new one does not bind it
            if added := _add(person, kind, record_id, values):
                return added
    row = access.first(kind.sql.one_or_deleted, person, row_id=record_id)
    if row is None:
        return _insert(person, kind, record_id, values)
    try:
        return _put_again(person, kind, row, revision, values)
    except NotFound:  # it was erased since it was read
        return _insert(person, kind, record_id, values)


def revise(person: Actor, kind: RecordKind[T], current: T, values: Values) -> T:
    """Make `values` the revision after `current`. Raises Conflict where that is not the current one any more.

    Raises NotFound if the record was erased meanwhile.
    """
    expected, following = {"row_id": current.id, "expected": current.revision}, current.revision + 1
    if kind.sql.remember is not None and kind.remembers(current, values):
        access.run(kind.sql.remember, person, **expected)
    columns = kind.columns(person, current.id, following, values)
    stamps = {"revision": following, "revised_at": clock.now(), "deleted_at": None}
    changed = access.change(kind.sql.revise, person, **expected, **columns, **stamps)
    kept = kind.read(person, access.one(kind.sql.one_or_deleted, person, row_id=current.id))
    if not changed:
        raise Conflict(kept)
    return kept


def delete(person: Actor, kind: RecordKind[T], record_id: UUID) -> None:
    """Delete a record; for 30 days it can be restored. Raises NotFound."""
    now = clock.now()
    if not access.change(kind.sql.delete, person, row_id=record_id, deleted_at=now):
        raise NotFound
    audit.record(person.id, f"{kind.name}.deleted", person.id, record_id, now)


def restore(person: Actor, kind: RecordKind[T], record_id: UUID) -> None:
    """Restore a deleted record. Raises NotFound where it is not deleted, or was deleted 30 days ago."""
    now = clock.now()
    if not access.change(kind.sql.restore, person, row_id=record_id, since=now - UNDO, deleted_at=None):
        raise NotFound
    audit.record(person.id, f"{kind.name}.restored", person.id, record_id, now)


def earlier(person: Actor, kind: RecordKind[T], record_id: UUID) -> Iterator[tuple[ResultRow, Values]]:
    """Yield each earlier revision with its sealed fields, the latest first; for a kind with a history."""
    assert kind.sql.earlier is not None  # noqa: S101 - a kind without a history has no such page
    for row in access.rows(kind.sql.earlier, person, row_id=record_id):
        yield row, kind.unseal(person, record_id, row)


def _put_again(
    person: Actor, kind: RecordKind[T], row: ResultRow, revision: int | None, values: Values
) -> PutResult[T]:
    """Keep `values` in place of a record, deleted or not.

    Raises Invalid, Conflict; NotFound if it was erased meanwhile.
    """
    current = kind.read(person, row)
    same = kind.holds(person, row, values)
    if same and row.deleted_at is None:
        return PutResult(current)
    if not same and revision != row.revision:
        raise Conflict(current)
    kind.check(person, row.id, values, current)
    if not same:
        return PutResult(revise(person, kind, current, values))
    if not access.change(kind.sql.update, person, row_id=row.id, deleted_at=None):
        raise NotFound
    return PutResult(current)


def _insert(person: Actor, kind: RecordKind[T], record_id: UUID, values: Values) -> PutResult[T]:
    """Keep a record that was not there a moment ago."""
    return _add(person, kind, record_id, values) or put(person, kind, record_id, None, values)


def _add(person: Actor, kind: RecordKind[T], record_id: UUID, values: Values) -> PutResult[T] | None:
    """Keep a new record, None if its id is taken. Raises Invalid."""
    kind.check(person, record_id, values, None)
    now = clock.now()
    columns = kind.columns(person, record_id, 1, values)
    columns |= {"id": record_id, "revision": 1, "received_at": now, "revised_at": now, "deleted_at": None}
    if not access.add_unless_taken(kind.model, person, **columns):
        return None
    return PutResult(kind.inserted(person, columns, values), new=True)
