"""Summaries as rows: prepared statements, and what a row is to its owner."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from journal.core.db import ResultRow
from journal.core.fields import Values
from journal.domain import access
from journal.domain.identity import Actor
from journal.domain.paging import Pages
from journal.domain.record_kind import RecordKind
from journal.domain.sharing import snapshots
from journal.domain.sharing.piece_kind import Piece
from journal.features.summaries.schemas import SummarySchema
from journal.models import Summary


@dataclass(frozen=True, slots=True)
class KeptSummary:
    """A summary as its owner reads it; shape: SummaryOutSchema. for_date: as JSON says it."""

    id: UUID
    revision: int
    title: str
    for_date: str | None
    pieces: list[Piece]
    created_at: datetime
    changed_at: datetime

    @property
    def values(self) -> dict[str, object]:
        """What its owner wrote."""
        return {"title": self.title, "for_date": self.for_date, "pieces": self.pieces}

    def to_dict(self) -> dict[str, object]:
        """Return the summary as the API gives it."""
        stamps = {"created_at": self.created_at, "changed_at": self.changed_at}
        return {"id": self.id, "revision": self.revision, **self.values, **stamps}


_COLUMNS = (
    Summary.id,
    Summary.revision,
    Summary.sealed,
    Summary.received_at,
    Summary.revised_at,
    Summary.deleted_at,
)
PAGES = Pages(access.SUMMARIES.with_only_columns(*_COLUMNS), Summary.received_at, Summary.id)


def _kept(_person: Actor, row: ResultRow, values: Values) -> KeptSummary:
    return KeptSummary(row.id, row.revision, **values, created_at=row.received_at, changed_at=row.revised_at)


def _check(person: Actor, _summary_id: UUID, values: Values, _current: KeptSummary | None) -> None:
    """Raise Invalid, by path, if a piece cannot be shared."""
    snapshots.compose(person, values)


SUMMARIES: RecordKind[KeptSummary] = RecordKind(
    name="summary",
    model=Summary,
    schema=SummarySchema,
    select=access.EVERY_SUMMARY.with_only_columns(*_COLUMNS),
    view=_kept,
    check=_check,
)
