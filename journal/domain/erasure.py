"""Erase for good the records that were deleted long ago. Bound to no person: retention runs it for everybody."""

from datetime import datetime
from typing import TypeVar

from sqlalchemy import Executable, Uuid, bindparam, delete, select, update

from journal.core.db import UtcDateTime, execute
from journal.domain.record_kind import Kept, RecordKind
from journal.domain.sharing import erased_pieces

T = TypeVar("T", bound=Kept)

_BEFORE = bindparam("deleted_before", type_=UtcDateTime())
_OWNER, _ID = bindparam("of_owner", type_=Uuid()), bindparam("of_record", type_=Uuid())


def erase_deleted(kind: RecordKind[T], before: datetime, most: int) -> int:
    """Erase up to `most` records of a kind that were deleted at `before` or earlier; return how many.

    Their history and the pieces of them in their owner's summaries go with them. Rows are locked, so that nobody
    restores them meanwhile; one that its writer or another sweep holds just now is left for the next time.
    Raises UnknownMasterKey.
    """
    model = kind.model
    take = (
        select(model.owner_id.label("of_owner"), model.id.label("of_record"))
        .where(model.deleted_at <= _BEFORE)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    taken = [dict(row) for row in execute(take, {"deleted_before": before}).mappings()]
    erased_pieces.remove(model, [(row["of_owner"], row["of_record"]) for row in taken])
    for statement in _erasing(kind) if taken else ():
        execute(statement, taken)
    return len(taken)


def redate_deleted(kind: RecordKind[T], since: datetime, until: datetime, at: datetime) -> None:
    """Give records of a kind that were deleted between two instants, by a clock that was wrong, another time."""
    deleted = update(kind.model).where(kind.model.deleted_at.between(since, until))
    execute(deleted.values(deleted_at=at))


def _erasing(kind: RecordKind[T]) -> list[Executable]:
    """Return the statements that erase one record: clear references to it, delete its history, delete it."""
    statements: list[Executable] = [
        update(column.class_).where(column.class_.owner_id == _OWNER, column == _ID).values({column.key: None})
        for column in kind.referrers
    ]
    if (history := kind.history) is not None:
        statements.append(delete(history).where(history.owner_id == _OWNER, history.record_id == _ID))
    return [*statements, delete(kind.model).where(kind.model.owner_id == _OWNER, kind.model.id == _ID)]
