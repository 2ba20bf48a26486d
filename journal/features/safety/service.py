"""The clinic that somebody can call."""

from dataclasses import dataclass

from journal.domain import access
from journal.domain.identity import Actor
from journal.models import Clinic

_CLINIC = access.CLINIC.with_only_columns(Clinic.name, Clinic.phone, Clinic.local_phone)


@dataclass(frozen=True, slots=True)
class ClinicContact:
    """A clinic and its numbers.

    phone: its own. local_phone: one for a crisis near there. None if it gave none.
    """

    name: str
    phone: str | None
    local_phone: str | None


def clinic_contact(person: Actor) -> ClinicContact | None:
    """Return the person's clinic, None if it gave no number."""
    row = access.first(_CLINIC, person)
    return ClinicContact(row.name, row.phone, row.local_phone) if row and (row.phone or row.local_phone) else None
