"""Seal and unseal what records keep private, under their owner's data keys. Nothing else does."""

from collections.abc import Iterable, Mapping
from typing import Protocol
from uuid import UUID

from journal.core.db import ResultRow
from journal.core.fields import Values
from journal.crypto import contexts
from journal.crypto.data_keys import DataKeys
from journal.models.columns import Record


class KeyHolder(Protocol):
    """Somebody with their keys: whoever is signed in, or the owner of a summary that the sweep changes."""

    @property
    def id(self) -> UUID:
        """Whose keys they are."""

    @property
    def keys(self) -> DataKeys:
        """Their data keys, or some of them."""


def seal(person: KeyHolder, model: type[Record], record_id: UUID, revision: int, values: Values) -> bytes:
    """Return the values sealed for one revision of a record."""
    return person.keys.seal(contexts.record(model.__tablename__, person.id, record_id, revision), values)


def unseal(person: KeyHolder, model: type[Record], record_id: UUID, row: ResultRow, fields: Iterable[str]) -> Values:
    """Return the sealed fields of a record. row: with its revision and sealed. Raises Tampered."""
    context = contexts.record(model.__tablename__, person.id, record_id, row.revision)
    return complete(person.keys.unseal(context, row.sealed), fields)


def seal_opening(person: KeyHolder, entry_id: UUID, revision: int, opening: Mapping[str, object]) -> bytes:
    """Return the opening of an entry sealed for one revision."""
    return person.keys.seal(contexts.opening(person.id, entry_id, revision), opening)


def unseal_opening(person: KeyHolder, entry_id: UUID, revision: int, sealed: bytes) -> Values:
    """Return the opening of an entry. sealed: its column. Raises Tampered."""
    opening: Values = person.keys.unseal(contexts.opening(person.id, entry_id, revision), sealed)
    return opening


def complete(values: Values, fields: Iterable[str]) -> Values:
    """Return these fields of what was sealed; one that is younger than the values is None."""
    return {name: values.get(name) for name in fields}
