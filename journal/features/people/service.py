"""Deactivate and reactivate accounts. An admin never sees what is in them."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from flask_babel import lazy_gettext as _

from journal.core import clock
from journal.core.db import ResultRow, transaction
from journal.core.errors import Invalid
from journal.core.row_security import acting_for
from journal.domain import access, accounts, audit, revocation
from journal.domain.identity import PERSON_ID_COLUMN, Actor, name_of
from journal.domain.paging import Page, Pages, Position
from journal.models import Person

NOT_YOURSELF = _("You can't deactivate your own account. Ask another admin at your clinic.")

_PAGES = Pages(access.PEOPLE, Person.created_at, PERSON_ID_COLUMN)
_ONE = access.PEOPLE.where(Person.owner_id == access.ROW)


class Member(TypedDict):
    """Somebody with an account. guest: a therapist whom a patient invited. deactivated_at: None while it is open."""

    id: UUID
    name: str
    role: str
    guest: bool
    created_at: datetime
    deactivated_at: datetime | None


def page(admin: Actor, limit: int, after: Position | None = None) -> Page[Member]:
    """Return the clinic's people after a position, the newest account first."""
    return _PAGES.page(admin, limit, after).map(_read)


def read(admin: Actor, person_id: UUID) -> Member:
    """Return one of the clinic's people. Raises NotFound."""
    return _read(access.one(_ONE, admin, row_id=person_id))


def to_deactivate(admin: Actor, person_id: UUID) -> Member:
    """Return somebody whose account the admin may close. Raises NotFound, and Invalid for one's own."""
    member = read(admin, person_id)
    if person_id == admin.id:
        raise Invalid(NOT_YOURSELF)
    return member


@transaction
def deactivate(admin: Actor, person_id: UUID) -> None:
    """Close an account: its devices are signed out, its shares end. A closed one stays as it is.

    Raises NotFound, and Invalid for one's own.
    """
    if to_deactivate(admin, person_id)["deactivated_at"] is None:
        now = clock.now()
        with acting_for(person_id):
            accounts.set_deactivated(person_id, now)
            revocation.close_account(person_id, admin.id, now)
            audit.record(admin.id, "account.deactivated", person_id, person_id, now)


@transaction
def reactivate(admin: Actor, person_id: UUID) -> None:
    """Open an account again; no device, share or link comes back with it. Raises NotFound."""
    if read(admin, person_id)["deactivated_at"] is not None:
        with acting_for(person_id):
            accounts.set_deactivated(person_id, None)
            audit.record(admin.id, "account.reactivated", person_id, person_id, clock.now())


def _read(row: ResultRow) -> Member:
    return {
        "id": row.person_id,
        "name": name_of(row),
        "role": row.role,
        "guest": row.guest,
        "created_at": row.created_at,
        "deactivated_at": row.deactivated_at,
    }
