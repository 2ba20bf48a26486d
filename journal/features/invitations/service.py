"""Invite people. The response never shows whether an address has an account already."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple, TypedDict
from uuid import UUID

from flask_babel import lazy_gettext as _

from journal.core import clock
from journal.core.choices import ADMIN, PATIENT, THERAPIST
from journal.core.db import ResultRow, transaction
from journal.core.errors import Forbidden, Invalid, Messages, NotFound
from journal.core.ids import new_id
from journal.crypto import contexts, tokens
from journal.crypto.vault import vault
from journal.domain import access, audit, revocation
from journal.domain.identity import Actor
from journal.domain.paging import Page, Pages, Position
from journal.features.invitations import repository
from journal.models import Invitation

LIFETIME = timedelta(days=7)
INVITABLE_ROLES: Mapping[str, tuple[str, ...]] = {
    ADMIN: (THERAPIST, ADMIN),
    THERAPIST: (PATIENT,),
    PATIENT: (THERAPIST,),
}
NOT_AS_GUEST = _("You are a guest here. Ask the clinic to invite people.")

_PAGES = Pages(access.INVITATIONS, Invitation.created_at, Invitation.id)


class SentInvitation(TypedDict):
    """An invitation as its maker reads it. status: open, accepted, declined, cancelled or expired."""

    id: UUID
    email: str
    role: str
    created_at: datetime
    expires_at: datetime
    status: str


class NewInvitation(NamedTuple):
    """An invitation just made, and its link's token, which is stored nowhere."""

    invitation: SentInvitation
    token: str


def roles(person: Actor) -> tuple[str, ...]:
    """Return the roles that the person may invite to; none for a guest."""
    return () if person.guest else INVITABLE_ROLES[person.role]


def role_faults(person: Actor, role: object) -> Messages:
    """Return what is wrong with a role that the person would invite to."""
    may = INVITABLE_ROLES[person.role]
    return {} if role in may else {"role": [str(_("You can invite: %(roles)s.", roles=", ".join(may)))]}


def page(person: Actor, limit: int, after: Position | None = None) -> Page[SentInvitation]:
    """Return the person's invitations after a position, newest first."""
    now = clock.now()
    return _PAGES.page(person, limit, after).map(lambda row: _read(person, row, now))


@transaction
def invite(person: Actor, *, email: str, role: str) -> NewInvitation:
    """Make an invitation; it replaces the person's earlier ones to the same address.

    Raises Forbidden for a guest, Invalid for a role that the person may not invite to.
    """
    _check_role(person, role)
    now, row_id, digest = clock.now(), new_id(), vault.digest(email)
    expires_at = now + LIFETIME
    token, token_hash = tokens.issue(tokens.invitation(person.id, row_id, expires_at, role, digest))
    revocation.cancel_invitations(person.id, person.id, now, Invitation.digest == digest)
    access.add(
        Invitation,
        person,
        id=row_id,
        token_hash=token_hash,
        address=person.keys.seal(contexts.invitation(person.id, row_id), email),
        digest=digest,
        role=role,
        created_at=now,
        expires_at=expires_at,
    )
    audit.record(person.id, "invitation.made", person.id, row_id, now)
    made = SentInvitation(id=row_id, email=email, role=role, created_at=now, expires_at=expires_at, status="open")
    return NewInvitation(made, token)


@transaction
def cancel(person: Actor, invitation_id: UUID) -> None:
    """Cancel an invitation; its link does not work any more. Raises NotFound if there is none that works."""
    now = clock.now()
    if not repository.cancel(person, invitation_id, now):
        raise NotFound
    audit.record(person.id, "invitation.cancelled", person.id, invitation_id, now)


def _check_role(person: Actor, role: str) -> None:
    if person.guest:
        raise Forbidden(NOT_AS_GUEST)
    if faults := role_faults(person, role):
        raise Invalid(**faults)


def _read(person: Actor, row: ResultRow, now: datetime) -> SentInvitation:
    return {
        "id": row.id,
        "email": person.keys.unseal(contexts.invitation(person.id, row.id), row.address),
        "role": row.role,
        "created_at": row.created_at,
        "expires_at": row.expires_at,
        "status": _status(row, now),
    }


def _status(row: ResultRow, now: datetime) -> str:
    answered = {"accepted": row.used_at, "declined": row.declined_at, "cancelled": row.cancelled_at}
    unanswered = "expired" if row.expires_at <= now else "open"
    return next((status for status, at in answered.items() if at), unanswered)
