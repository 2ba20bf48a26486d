"""Seal and open the private fields of records, under their owner's data key. Nothing else seals or opens them."""

from uuid import UUID

from journal.core.db import ResultRow
from journal.core.fields import Values
from journal.crypto import contexts
from journal.domain.identity import Actor


def seal(person: Actor, table: str, record_id: UUID, revision: int, values: Values) -> bytes:
    """Return the values sealed for one revision of a record."""
    return person.key.seal(contexts.record(table, person.id, record_id, revision), values)


def unseal(person: Actor, table: str, record_id: UUID, row: ResultRow) -> Values:
    """Return the sealed values of a row. row: with its revision and sealed. Raises Tampered."""
    values: Values = person.key.open(contexts.record(table, person.id, record_id, row.revision), row.sealed)
    return values
