"""The clinic that somebody can call."""

from dataclasses import dataclass

from journal.domain import access
from journal.domain.identity import Actor
from journal.models import Clinic

_CLINIC = access.CLINIC.with_only_columns(Clinic.name, Clinic.phone)


@dataclass(frozen=True, slots=True)
class ClinicContact:
    """A clinic and its number."""

    name: str
    phone: str


def clinic_contact(person: Actor) -> ClinicContact | None:
    """Return the person's clinic, None if it gave no number."""
    row = access.first(_CLINIC, person)
    return ClinicContact(row.name, row.phone) if row and row.phone else None
