"""Columns that many tables share. `owner_id` comes first in every key, and never changes."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary, SmallInteger, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from journal.core.db import Base, UtcDateTime
from journal.crypto.vault import PAYLOAD_FORMAT

SEALED = "sealed"  # marks a column; any other is named in domain/unsealed.py, with what it tells

OwnerId = Annotated[UUID, mapped_column(Uuid, primary_key=True, sort_order=-20)]
RowId = Annotated[UUID, mapped_column(Uuid, primary_key=True, sort_order=-10)]
Reference = Annotated[UUID, mapped_column(Uuid)]
Instant = Annotated[datetime, mapped_column(UtcDateTime)]
Blob = Annotated[bytes, mapped_column(LargeBinary)]
Sealed = Annotated[bytes, mapped_column(LargeBinary, info={SEALED: True})]  # by crypto/vault, under its owner's keys
Name = Annotated[str, mapped_column(String(32))]


class Owned:
    """A row that belongs to one person. The key begins with the owner, so nobody can take another person's id."""

    owner_id: Mapped[OwnerId]
    id: Mapped[RowId]


class Sealing:
    """How a row's sealed columns were sealed.

    sealed_by: "server" today. fmt: the format of the JSON inside (PAYLOAD_FORMAT).
    """

    sealed_by: Mapped[str] = mapped_column(String(8), default="server", sort_order=90)
    fmt: Mapped[int] = mapped_column(SmallInteger, default=PAYLOAD_FORMAT, sort_order=91)


class Record(Owned, Sealing, Base):
    """A record, as domain/records keeps it.

    sealed: what its owner wrote, at this revision. received_at: when the server first had it. revised_at: when this
    revision came. deleted_at: None while it is there.
    """

    __abstract__ = True

    revision: Mapped[int]
    sealed: Mapped[Sealed]
    received_at: Mapped[Instant] = mapped_column(sort_order=80)
    revised_at: Mapped[Instant] = mapped_column(sort_order=81)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, sort_order=82)


class Revision(Sealing, Base):
    """An earlier revision of a record; rows are added and never changed. revised_at: when it came."""

    __abstract__ = True

    owner_id: Mapped[OwnerId]
    record_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, sort_order=-9)
    revision: Mapped[int] = mapped_column(primary_key=True, sort_order=-8)
    sealed: Mapped[Sealed]
    revised_at: Mapped[Instant] = mapped_column(sort_order=81)


def index_where(condition: str, *columns: str) -> Index:
    """Return an index of the rows that match a condition, written in SQL."""
    return Index(None, *columns, sqlite_where=text(condition), postgresql_where=text(condition))


def index_of_deleted() -> Index:
    """Return the index of a record's deleted rows: few, so that the sweep finds those of everybody by it."""
    return index_where("deleted_at IS NOT NULL", "owner_id", "deleted_at")


def of_owner(table: str, column: str) -> ForeignKeyConstraint:
    """Return a foreign key to another row of the same owner."""
    return ForeignKeyConstraint(("owner_id", column), (f"{table}.owner_id", f"{table}.id"))


def of_person() -> ForeignKeyConstraint:
    """Return the foreign key from a row to its owner."""
    return ForeignKeyConstraint(("owner_id",), ("people.owner_id",))
