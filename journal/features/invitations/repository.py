"""Statements on invitations: of their maker, and of whoever holds the link."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String, Uuid, bindparam, select, update

from journal.core.choices import NAME
from journal.core.db import ResultRow, execute
from journal.crypto import tokens
from journal.crypto.tokens import Binding
from journal.domain import access, one_time_links, stored_keys
from journal.domain.identity import NAME_COLUMNS, Actor
from journal.domain.ownership import mine
from journal.models import AuditLine, Clinic, Invitation, Person

_MINE = update(Invitation).where(mine(Invitation), Invitation.is_open())
_CANCEL = _MINE.where(Invitation.id == access.ROW, Invitation.expires_at > access.NOW)

_WORKS = (
    Invitation.owner_id == one_time_links.OWNER,
    Invitation.id == one_time_links.LINK,
    Invitation.is_open(),
    Invitation.expires_at > access.NOW,
)
# An invitation works no longer than its maker may invite.
_FIND = (
    select(
        Invitation.id,
        Invitation.owner_id,
        Invitation.token_hash,
        Invitation.digest,
        Invitation.role,
        Invitation.expires_at,
        Person.role.label("by_role"),
        Person.clinic_id,
        Clinic.name.label("clinic"),
        Clinic.country,
        *NAME_COLUMNS,
    )
    .join_from(Invitation, Person, Person.owner_id == Invitation.owner_id)
    .join(Clinic, Clinic.id == Person.clinic_id)
    .join(*stored_keys.of(NAME, Person.owner_id))
    .where(*_WORKS, Person.deactivated_at.is_(None), Person.guest.is_(False))
)
_CLAIM = update(Invitation).where(*_WORKS)

# Its subject is the inviter, so that an index finds all that were answered in a day; its actor is the invitation, for
# whoever holds the link.
ANSWERED = "invitation.answered"
_INVITER = bindparam("inviter", type_=Uuid())
_LOCK = select(Person.owner_id).where(Person.owner_id == _INVITER).with_for_update()
_ANSWERS = select(AuditLine.actor_id, AuditLine.at).where(
    AuditLine.owner_id == _INVITER,
    AuditLine.subject_id == _INVITER,
    AuditLine.act == bindparam("act", ANSWERED, String),
    AuditLine.at > access.SINCE,
)

_MY_ADDRESS = select(Person.address).where(mine(Person))
_NOT_A_GUEST = update(Person).where(mine(Person), Person.guest.is_(True))


def cancel(person: Actor, invitation_id: UUID, now: datetime) -> bool:
    """Cancel an invitation; return False if there is none or it does not work any more."""
    return access.change(_CANCEL, person, row_id=invitation_id, now=now, cancelled_at=now, token_hash=tokens.USED_UP)


def find(token: str, now: datetime) -> ResultRow | None:
    """Return the invitation that a token opens, None if it does not work."""
    return one_time_links.find(_FIND, _binding, token, now)


def claim(invitation: ResultRow, now: datetime, **values: datetime) -> bool:
    """Use an invitation up; return False if another request was faster. values: used_at or declined_at."""
    return one_time_links.claim(_CLAIM, invitation, now, **values)


def answered(inviter_id: UUID, since: datetime) -> dict[UUID, datetime]:
    """Return which invitations of an inviter's answered since then, and when; the inviter is locked."""
    execute(_LOCK, {"inviter": inviter_id})
    found = execute(_ANSWERS, {"inviter": inviter_id, "since": since})
    return {row.actor_id: row.at for row in found}


def sealed_address(person: Actor) -> bytes:
    """Return the person's own sign-in address, sealed."""
    return bytes(access.one(_MY_ADDRESS, person).address)


def end_guest(person: Actor) -> bool:
    """Make a guest a regular therapist of the clinic; return False for somebody who is no guest."""
    return access.change(_NOT_A_GUEST, person, guest=False)


def _binding(row: ResultRow) -> Binding:
    return tokens.invitation(row.owner_id, row.id, row.expires_at, row.role, row.digest)
