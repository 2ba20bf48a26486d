"""Whom somebody can call: the lines of a country, and the person's own clinic."""

from dataclasses import dataclass

from journal.domain import access
from journal.domain.identity import Actor
from journal.models import Clinic

_CLINIC = access.CLINIC.with_only_columns(Clinic.name, Clinic.phone)


@dataclass(frozen=True, slots=True)
class Practice:
    """A clinic that can be called."""

    name: str
    phone: str


def clinic(person: Actor) -> Practice | None:
    """Return the person's clinic, None where it gave no number."""
    row = access.first(_CLINIC, person)
    return Practice(row.name, row.phone) if row and row.phone else None
