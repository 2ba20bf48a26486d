"""Select data keys by person and kind. A SELECT joins the kinds that it needs and no more."""

from uuid import UUID

from sqlalchemy import ColumnElement, Label, and_
from sqlalchemy.orm import InstrumentedAttribute, aliased

from journal.core.choices import KEY_KINDS
from journal.core.db import ResultRow
from journal.crypto.data_keys import DataKeys
from journal.models import StoredKey

_KEYS = {kind: aliased(StoredKey, name=f"{kind}_key") for kind in KEY_KINDS}


def of(kind: str, owner_id: InstrumentedAttribute[UUID]) -> tuple[type[StoredKey], ColumnElement[bool]]:
    """Return what `join` takes to select a kind of key of each row's owner."""
    key = _KEYS[kind]
    return key, and_(key.owner_id == owner_id, key.kind == kind)


def columns(kind: str) -> tuple[Label[int], Label[bytes]]:
    """Return the columns that `from_row` reads of a kind of key."""
    return _KEYS[kind].master.label(f"{kind}_master"), _KEYS[kind].wrapped.label(f"{kind}_wrapped")


def from_row(owner_id: UUID, row: ResultRow, *kinds: str) -> DataKeys:
    """Return the keys in a row that was selected with the `columns` of these kinds."""
    found = row._mapping
    return DataKeys(owner_id, {kind: (found[f"{kind}_master"], found[f"{kind}_wrapped"]) for kind in kinds})
