"""Let accounts work, or not. An admin never sees what is in them."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import Integer, Uuid, bindparam, insert, tuple_, update

from journal import access, audit, clock, endings, tokens
from journal.actor import Actor, name_of
from journal.db import UtcDateTime, db, transaction
from journal.errors import Invalid
from journal.ids import new_id
from journal.keeping import Position
from journal.models import Person, Reset

Member = dict[str, Any]

RESET_LIFE = timedelta(hours=24)
NOT_YOURSELF = _("You cannot deactivate your own account. Ask another admin of your clinic.")
DEACTIVATED = _("This account is deactivated. Reactivate it first.")

_NEWEST = access.PEOPLE.order_by(Person.created_at.desc(), Person.owner_id.desc()).limit(
    bindparam("most", type_=Integer())
)
_AFTER = tuple_(Person.created_at, Person.owner_id) < tuple_(
    bindparam("after_at", type_=UtcDateTime()), bindparam("after_id", type_=Uuid())
)
_ONE = access.PEOPLE.where(Person.owner_id == access.ROW)


class Link(NamedTuple):
    """The token of a link, told once and not kept, and until when it works."""

    token: str
    expires_at: datetime


def page(admin: Actor, limit: int, after: Position | None = None) -> list[Member]:
    """Return the people after a position, the newest account first; one more than `limit` where there are more."""
    if after is None:
        found = access.rows(_NEWEST, admin, most=limit + 1)
    else:
        found = access.rows(_NEWEST.where(_AFTER), admin, most=limit + 1, after_at=after.at, after_id=after.id)
    return [_told(row) for row in found]


def read(admin: Actor, person_id: UUID) -> Member:
    """Return one of the clinic's people. Raises NotFound."""
    return _told(access.one(_ONE, admin, row_id=person_id))


@transaction
def deactivate(admin: Actor, person_id: UUID) -> None:
    """Close an account: its devices are signed out, its shares end. Being closed already is no fault.

    Raises NotFound, and Invalid for one's own.
    """
    member = read(admin, person_id)
    if person_id == admin.id:
        raise Invalid(str(NOT_YOURSELF))
    if member["deactivated_at"] is None:
        now = clock.now()
        _set(person_id, deactivated_at=now)
        endings.close_account(person_id, admin.id, now)
        audit.record(admin.id, "account.deactivated", person_id, person_id, now)


@transaction
def reactivate(admin: Actor, person_id: UUID) -> None:
    """Open an account again; no device, share or link comes back with it. Raises NotFound."""
    if read(admin, person_id)["deactivated_at"] is not None:
        _set(person_id, deactivated_at=None)
        audit.record(admin.id, "account.reactivated", person_id, person_id, clock.now())


@transaction
def start_reset(admin: Actor, person_id: UUID) -> Link:
    """Make a link that sets a new password, once; an earlier one works no more. Raises NotFound, Invalid."""
    if read(admin, person_id)["deactivated_at"] is not None:
        raise Invalid(str(DEACTIVATED))
    return new_reset(person_id, admin.id, clock.now())


def new_reset(person_id: UUID, by: UUID, now: datetime) -> Link:
    """Make the link, in the caller's transaction."""
    reset_id = new_id()
    token, digest = tokens.issue(person_id, reset_id)
    endings.end_resets(person_id, now)
    reset = {"owner_id": person_id, "id": reset_id, "token_hash": digest}
    times = {"created_at": now, "expires_at": now + RESET_LIFE}
    db.session.connection().execute(insert(Reset), reset | times)
    audit.record(by, "reset.started", person_id, reset_id, now)
    return Link(token, now + RESET_LIFE)


def _set(person_id: UUID, **values: Any) -> None:
    db.session.connection().execute(update(Person).where(Person.owner_id == person_id).values(**values))


def _told(row: Any) -> Member:
    return {
        "id": row.person_id,
        "name": name_of(row),
        "role": row.role,
        "guest": row.guest,
        "created_at": row.created_at,
        "deactivated_at": row.deactivated_at,
    }
