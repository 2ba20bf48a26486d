"""The prepared statements of one kind of record."""

from dataclasses import dataclass

from sqlalchemy import Executable, Integer, bindparam, insert, select, update

from journal.core.db import AnySelect
from journal.domain import access
from journal.domain.ownership import mine
from journal.models.columns import Record, Revision

_EXPECTED = bindparam("expected", type_=Integer())


@dataclass(frozen=True, slots=True)
class Statements:
    """What is done to one record of its owner's; only `one_or_deleted` and `update` reach a deleted one, however old.

    locked: `one`, locked until the transaction ends. revise: an UPDATE of the revision that is expected.
    restore: an UPDATE of a record deleted since a time.
    remember: copies the current revision to the history. earlier: the revisions in the history, the latest first.
    Both are None for a kind without a history.
    """

    one: AnySelect
    locked: AnySelect
    one_or_deleted: AnySelect
    update: Executable
    revise: Executable
    delete: Executable
    restore: Executable
    remember: Executable | None
    earlier: Executable | None


def prepare(model: type[Record], rows: AnySelect, history: type[Revision] | None) -> Statements:
    """Prepare the statements of a kind. rows: a SELECT of the person's, deleted or not."""
    one_or_deleted = rows.where(model.id == access.ROW)
    one = one_or_deleted.where(model.deleted_at.is_(None))
    change = update(model).where(mine(model), model.id == access.ROW)
    return Statements(
        one=one,
        locked=one.with_for_update(of=model),
        one_or_deleted=one_or_deleted,
        update=change,
        revise=change.where(model.revision == _EXPECTED),
        delete=change.where(model.deleted_at.is_(None)),
        restore=change.where(model.deleted_at > access.SINCE),
        remember=None if history is None else _remember(model, history),
        earlier=None if history is None else _earlier(model, history),
    )


def _remember(model: type[Record], history: type[Revision]) -> Executable:
    names = [column.key for column in history.__table__.columns]
    source = [model.id if name == "record_id" else getattr(model, name) for name in names]
    current = select(*source).where(mine(model), model.id == access.ROW, model.revision == _EXPECTED)
    return insert(history).from_select(names, current)


def _earlier(model: type[Record], history: type[Revision]) -> Executable:
    return (
        select(*history.__table__.columns)
        .join(model)
        .where(mine(history), history.record_id == access.ROW, model.deleted_at.is_(None))
        .order_by(history.revision.desc())
    )
