"""What differs from one kind of record to the next: its table, its fields, how a row is read."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Generic, Protocol, TypeAlias, TypeVar, cast
from uuid import UUID

import orjson
from marshmallow import Schema
from sqlalchemy.orm import InstrumentedAttribute

from journal.core.db import AnySelect, ResultRow
from journal.core.errors import Serializable
from journal.core.fields import Values
from journal.domain import access
from journal.domain.identity import Actor
from journal.domain.record_statements import prepare
from journal.domain.sealing import seal, unseal
from journal.models.columns import Record, Revision

Columns: TypeAlias = dict[str, object]


class Kept(Serializable, Protocol):
    """A record as its owner reads it."""

    @property
    def id(self) -> UUID:
        """Its writer's own id."""

    @property
    def revision(self) -> int:
        """The current one, from 1."""


T = TypeVar("T", bound=Kept)


@dataclass(eq=False, kw_only=True)
class RecordKind(Generic[T]):
    """One kind of record. A field of its schema is sealed unless its table has a column of that name.

    name: in the audit. select: the person's rows, deleted or not, with every column that `view` reads.
    view: a row and its sealed values as its owner reads them. placed: lies on a treatment's clock.
    check: called with the values and the current record, None for a new one, before they are kept; raises Invalid.
    derive: further columns that follow from the values. history: the table of earlier revisions, None where none are
    kept. remembers: whether the current record goes there when these values replace it.
    referrers: columns of other records that may point here.
    """

    name: str
    model: type[Record]
    schema: type[Schema]
    select: AnySelect
    view: Callable[[Actor, ResultRow, Values], T]
    placed: bool = False
    check: Callable[[Actor, UUID, Values, T | None], None] = lambda _person, _record_id, _values, _current: None
    derive: Callable[[Actor, UUID, int, Values], Columns] | None = None
    history: type[Revision] | None = None
    remembers: Callable[[T, Values], bool] = lambda _current, _values: True
    referrers: tuple[InstrumentedAttribute[UUID | None], ...] = ()

    def __post_init__(self) -> None:
        """Divide the fields, and prepare the statements."""
        table, fields = self.model.__table__, tuple(self.schema().fields)
        self.clear = tuple(field for field in fields if field in table.columns)
        self.sealed = tuple(field for field in fields if field not in table.columns)
        self.selected = tuple(self.select.selected_columns.keys())
        self.sql = prepare(self.model, self.select, self.history)

    def read(self, person: Actor, row: ResultRow) -> T:
        """Return a row as its owner reads it. row: of `select`."""
        return self.view(person, row, self.unseal(person, row.id, row))

    def unseal(self, person: Actor, record_id: UUID, row: ResultRow) -> Values:
        """Return the sealed fields of a record. row: its own, or an earlier revision. Raises Tampered."""
        return unseal(person, self.model, record_id, row, self.sealed)

    def holds(self, person: Actor, row: ResultRow, values: Values) -> bool:
        """Return whether a row says the same as `values`."""
        clear = all(getattr(row, name) == values[name] for name in self.clear)
        return clear and self.unseal(person, row.id, row) == as_json(self._to_seal(values))

    def columns(self, person: Actor, record_id: UUID, revision: int, values: Values) -> Columns:
        """Return the columns that hold `values` at a revision."""
        columns: Columns = {name: values[name] for name in self.clear}
        columns["sealed"] = seal(person, self.model, record_id, revision, self._to_seal(values))
        return columns | (self.derive(person, record_id, revision, values) if self.derive else {})

    def inserted(self, person: Actor, columns: Columns, values: Values) -> T:
        """Return a new row as its owner reads it; it is asked for again only where it lies on a treatment's clock."""
        if self.placed and values["treatment_id"] is not None:
            return self.read(person, access.one(self.sql.one_or_deleted, person, row_id=columns["id"]))
        row = SimpleNamespace(**{**dict.fromkeys(self.selected), **columns})  # other tables have nothing of it yet
        return self.view(person, cast("ResultRow", row), as_json(self._to_seal(values)))

    def _to_seal(self, values: Values) -> Columns:
        return {name: values.get(name) for name in self.sealed}


def as_json(values: Values) -> Values:
    """Return values as JSON gives them back: ids and days as text, so that what is kept and what comes compare."""
    plain: Values = orjson.loads(orjson.dumps(values))
    return plain
