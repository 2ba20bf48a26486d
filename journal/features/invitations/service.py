"""Invite people. Nobody learns here whether an address has an account already."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import LargeBinary, bindparam, update

from journal.core import clock
from journal.core.db import transaction
from journal.core.errors import Forbidden, Invalid, NotFound
from journal.core.ids import new_id
from journal.crypto import contexts, tokens
from journal.crypto.vault import vault
from journal.domain import access, audit
from journal.domain.identity import Actor
from journal.domain.paging import Page, Pages, Position
from journal.models import ADMIN, PATIENT, THERAPIST, Invitation

Item = dict[str, Any]

LIFE = timedelta(days=7)
INVITES: Mapping[str, tuple[str, ...]] = {
    ADMIN: (THERAPIST, ADMIN),
    THERAPIST: (PATIENT,),
    PATIENT: (THERAPIST,),
}
NOT_AS_GUEST = _("You are a guest here. Ask the clinic to invite people.")

_OPEN = update(Invitation).where(access.mine(Invitation), Invitation.is_open())
_CANCEL = _OPEN.where(Invitation.id == access.ROW, Invitation.expires_at > access.NOW)
_REPLACE = _OPEN.where(Invitation.digest == bindparam("address_digest", type_=LargeBinary()))
_PAGES = Pages(access.INVITATIONS, Invitation.created_at, Invitation.id)


class Made(NamedTuple):
    """A new invitation as its maker reads it, and the token, which is told once and not kept."""

    item: Item
    token: str


def roles(person: Actor) -> tuple[str, ...]:
    """Return the roles that the person may invite to; none for a guest."""
    return () if person.guest else INVITES[person.role]


def page(person: Actor, limit: int, after: Position | None = None) -> Page[Item]:
    """Return the person's invitations after a position, newest first."""
    now = clock.now()
    return _PAGES.page(person, limit, after).map(lambda row: _told(person, row, now))


@transaction
def invite(person: Actor, *, email: str, role: str) -> Made:
    """Make an invitation; an earlier one of the person's to the same address is replaced.

    Raises Forbidden for a guest, Invalid for a role that the person may not invite to.
    """
    _check_role(person, role)
    now, invitation_id, digest = clock.now(), new_id(), vault.digest(email)
    token, token_hash = tokens.issue(person.id, invitation_id)
    access.run(_REPLACE, person, address_digest=digest, cancelled_at=now)
    access.add(
        Invitation,
        person,
        id=invitation_id,
        token_hash=token_hash,
        address=person.key.seal(contexts.invitation(person.id, invitation_id), email),
        digest=digest,
        role=role,
        created_at=now,
        expires_at=now + LIFE,
    )
    audit.record(person.id, "invitation.made", person.id, invitation_id, now)
    times = {"created_at": now, "expires_at": now + LIFE, "status": "open"}
    return Made({"id": invitation_id, "email": email, "role": role, **times}, token)


@transaction
def cancel(person: Actor, invitation_id: UUID) -> None:
    """Let the link open nothing any more. Raises NotFound where there is none, or it is over."""
    now = clock.now()
    if not access.changed(_CANCEL, person, row_id=invitation_id, now=now, cancelled_at=now):
        raise NotFound
    audit.record(person.id, "invitation.cancelled", person.id, invitation_id, now)


def _check_role(person: Actor, role: str) -> None:
    if person.guest:
        raise Forbidden(NOT_AS_GUEST)
    if role not in INVITES[person.role]:
        raise Invalid(role=_("You can invite people as: %(roles)s.", roles=", ".join(INVITES[person.role])))


def _told(person: Actor, row: Any, now: datetime) -> Item:
    email = person.key.open(contexts.invitation(person.id, row.id), row.address)
    times = {"created_at": row.created_at, "expires_at": row.expires_at, "status": _status(row, now)}
    return {"id": row.id, "email": email, "role": row.role, **times}


def _status(row: Any, now: datetime) -> str:
    ends = {"accepted": row.used_at, "declined": row.declined_at, "cancelled": row.cancelled_at}
    over = "expired" if row.expires_at <= now else "open"
    return next((status for status, at in ends.items() if at), over)
