"""Lists, newest first, page by page: what is written meanwhile moves no page."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import CursorResult, Integer, Label, Uuid, bindparam, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from journal.core.db import AnySelect, ResultRow, UtcDateTime
from journal.domain import access
from journal.domain.identity import Actor

LIMIT, MOST = 20, 100  # items on a page: usual, at most
AT_ONCE = 20  # rows that are in memory while a list is streamed

RowId: TypeAlias = InstrumentedAttribute[UUID] | Label[UUID]

T = TypeVar("T")
U = TypeVar("U")

_MOST = bindparam("most", type_=Integer())
_AFTER = tuple_(bindparam("after_at", type_=UtcDateTime()), bindparam("after_id", type_=Uuid()))


class Position(NamedTuple):
    """Where a page ends: the instant and the id of its last row."""

    at: datetime
    id: UUID


class Page(NamedTuple, Generic[T]):
    """One page of a list. next: where the following page begins after, None on the last page."""

    items: list[T]
    next: Position | None

    def map(self, read: Callable[[T], U]) -> "Page[U]":
        """Return the page with each item read by `read`."""
        return Page([read(item) for item in self.items], self.next)


class Pages:
    """A statement prepared for its first page and for every other, ordered by an instant and an id, newest first."""

    def __init__(self, statement: AnySelect, at: InstrumentedAttribute[datetime], row_id: RowId) -> None:
        self._keys = at.key, row_id.key
        first = statement.order_by(at.desc(), row_id.desc())
        following = first.where(tuple_(at, row_id) < _AFTER)
        self._whole = first, following
        self._paged = first.limit(_MOST), following.limit(_MOST)
        self._streamed = _streamed(self._paged[0]), _streamed(self._paged[1])

    def page(self, person: Actor, limit: int, after: Position | None, **values: object) -> Page[ResultRow]:
        """Return at most `limit` rows after a position, None for the first page."""
        found = _run(self._paged, person, after, most=limit + 1, **values).all()
        rows = list(found[:limit])
        return Page(rows, self.position(rows[-1]) if len(found) > limit else None)

    def every(self, person: Actor, after: Position | None, **values: object) -> CursorResult[Any]:
        """Return all rows after a position, None for all that there are."""
        return _run(self._whole, person, after, **values)

    def stream(self, person: Actor, most: int, after: Position | None, **values: object) -> CursorResult[Any]:
        """Return at most `most` rows after a position, AT_ONCE of them in memory at a time. Close what it returns."""
        return _run(self._streamed, person, after, most=most, **values)

    def position(self, row: ResultRow) -> Position:
        """Return where a row stands."""
        return Position(*(getattr(row, key) for key in self._keys))


def _streamed(statement: AnySelect) -> AnySelect:
    """Return a statement whose rows stay in the database until they are asked for."""
    return statement.execution_options(yield_per=AT_ONCE)


def _run(
    statements: tuple[AnySelect, AnySelect],
    person: Actor,
    after: Position | None,
    **values: object,
) -> CursorResult[Any]:
    first, following = statements
    if after is None:
        return access.run(first, person, **values)
    return access.run(following, person, after_at=after.at, after_id=after.id, **values)
