"""Lists, newest first, from one position to the next: what is written in the meantime moves no page."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CursorResult, Integer, Row, Select, Uuid, bindparam, tuple_

from journal.core.db import UtcDateTime
from journal.domain import access
from journal.domain.identity import Actor
from journal.domain.keeping import Position

_MOST = bindparam("most", type_=Integer())
_AFTER = tuple_(bindparam("after_at", type_=UtcDateTime()), bindparam("after_id", type_=Uuid()))


class Pages:
    """A statement prepared for its first page and for every other, in the order of an instant and an id."""

    def __init__(self, statement: Select[*tuple[Any, ...]], at: Any, row_id: Any) -> None:
        first = statement.order_by(at.desc(), row_id.desc())
        following = first.where(tuple_(at, row_id) < _AFTER)
        self._whole = first, following
        self._paged = first.limit(_MOST), following.limit(_MOST)

    def rows(self, person: Actor, limit: int, after: Position | None, **values: Any) -> Sequence[Row[Any]]:
        """Return the rows after a position, None for the first ones; one more than `limit` where there are more."""
        return _run(self._paged, person, after, most=limit + 1, **values).all()

    def every(self, person: Actor, after: Position | None, **values: Any) -> CursorResult[Any]:
        """Return all rows after a position, None for all that there are."""
        return _run(self._whole, person, after, **values)


def _run(
    statements: tuple[Select[*tuple[Any, ...]], Select[*tuple[Any, ...]]],
    person: Actor,
    after: Position | None,
    **values: Any,
) -> CursorResult[Any]:
    first, following = statements
    if after is None:
        return access.run(first, person, **values)
    return access.run(following, person, after_at=after.at, after_id=after.id, **values)
