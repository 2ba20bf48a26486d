"""To whom a patient can share a summary."""

from typing import NamedTuple
from uuid import UUID

from journal.domain import access
from journal.domain.identity import Actor, name_of
from journal.models import Care

_RECIPIENTS = access.THERAPISTS_IN_CARE.order_by(Care.began_at.desc(), Care.id)


class Recipient(NamedTuple):
    """A therapist of the patient's."""

    id: UUID
    name: str


def recipients(person: Actor) -> list[Recipient]:
    """Return the person's therapists, the latest in care first."""
    return [Recipient(row.therapist_id, name_of(row)) for row in access.rows(_RECIPIENTS, person)]
