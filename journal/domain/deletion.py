"""Delete an account for good, in three transactions; called again, they finish what was interrupted.

The account is closed first, so that an open one is never without its keys, and its address forgotten last, since it is
by this that an interrupted deletion is found again.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, or_, select, update

from journal.core import clock
from journal.core.db import execute, transaction
from journal.domain import accounts, audit, care, revocation
from journal.models import Address, Care, Device, Invitation, Person, PhoneKey, Reset, StoredKey

_BLANK = {"name": b"", "address": b"", "password_hash": b""}


@transaction
def close(person_id: UUID) -> None:
    """Close the account, and end everything that it opened: shares, care of either side, devices, links."""
    now = clock.now()
    accounts.set_deactivated(person_id, now)
    audit.record(person_id, "account.deleted", person_id, person_id, now)
    revocation.close_account(person_id, person_id, now)
    _end_care(person_id, now)
    _cancel_awaited(person_id, now)


@transaction
def destroy_keys(person_id: UUID) -> None:
    """Delete the keys, without which nobody reads again what is in the account."""
    execute(delete(StoredKey).where(StoredKey.owner_id == person_id))


@transaction
def forget_address(person_id: UUID) -> None:
    """Remove the address wherever it stands, so that it can be used for another account, and all that signed in."""
    digests = select(Address.digest).where(Address.person_id == person_id)
    execute(delete(Invitation).where(or_(Invitation.owner_id == person_id, Invitation.digest.in_(digests))))
    for model in (Device, PhoneKey, Reset):
        execute(delete(model).where(model.owner_id == person_id))
    execute(update(Person).where(Person.owner_id == person_id).values(_BLANK))
    execute(delete(Address).where(Address.person_id == person_id))


def _end_care(person_id: UUID, now: datetime) -> None:
    theirs = or_(Care.owner_id == person_id, Care.therapist_id == person_id)
    for row in execute(select(Care.owner_id, Care.id).where(theirs, Care.ended_at.is_(None))).all():
        care.end(row.owner_id, row.id, person_id, now)


def _cancel_awaited(person_id: UUID, now: datetime) -> None:
    """Cancel the open invitations that others sent to the person's address."""
    to_them = Invitation.digest.in_(select(Address.digest).where(Address.person_id == person_id))
    for inviter in execute(select(Invitation.owner_id).where(to_them).distinct()).scalars().all():
        revocation.cancel_invitations(inviter, person_id, now, to_them)
