"""Answer an invitation: look at it, accept it, decline it. Its link alone opens nothing: the address must fit too."""

from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import select, update

from journal.core import clock
from journal.core.db import transaction
from journal.core.errors import Invalid, Mismatch
from journal.crypto import contexts, passwords
from journal.crypto.vault import vault
from journal.domain import access, accounts, audit, care, devices
from journal.domain.accounts import NewPerson
from journal.domain.identity import Actor, name_of
from journal.features.invitations import repository
from journal.models import ADMIN, PATIENT, Person

NEEDED = _("This is needed.")
OTHER_ADDRESS = _(
    "This link was sent to another address. Type that one. "
    "If you already use Journal with this address, sign in first, then open this link again."
)
OTHER_ACCOUNT = _("Your account is of another kind than this link is for. Ask for a link to another address of yours.")

_MY_ADDRESS = select(Person.address).where(access.mine(Person))
_NO_GUEST = update(Person).where(access.mine(Person), Person.guest.is_(True))


def tries(token: str) -> bytes:
    """Return the name by which tries at a link are counted."""
    return sha256(token.encode()).digest()


def account(email: str) -> bytes:
    """Return the name by which a new account's browser will be known."""
    return vault.digest(email)


def look(token: str) -> dict[str, Any]:
    """Return what a link's holder may know; nothing is used up. Raises Gone."""
    row = repository.find(token, clock.now())
    return {
        "by": name_of(row),
        "by_role": row.by_role,
        "clinic": row.clinic,
        "role": row.role,
        "care": PATIENT in (row.role, row.by_role),
        "expires_at": row.expires_at,
    }


def address(person: Actor) -> str:
    """Return the person's own sign-in address."""
    sealed = access.one(_MY_ADDRESS, person).address
    return str(person.key.open(contexts.address(person.id), sealed))


def accept(
    visitor: Actor | None, token: str, label: str, *, email: str, name: str | None, password: str | None
) -> str | None:
    """Say yes: with the account that is signed in, else with a new one, whose signed-in device's token is returned.

    label: what the owner will know the device by. Raises Gone, or Invalid: an address that has an account, and one
    that the link was not sent to, are refused in the same words after the same work. A link that is none costs none.
    """
    if visitor is not None:
        _join(visitor, token, email)
        return None
    now = clock.now()
    row = repository.find(token, now)
    missing = {field: NEEDED for field, value in (("name", name), ("password", password)) if not value}
    if name is None or password is None or missing:
        raise Invalid(**missing)
    password_hash = passwords.fresh(password)
    if not _sent_to(row, email) or accounts.known(email):
        raise Mismatch(email=OTHER_ADDRESS)
    new = NewPerson(row.clinic_id, row.role, name, email, password_hash, guest=row.by_role == PATIENT)
    return _open_account(row, new, label, now)


@transaction
def decline(token: str) -> None:
    """Say no; the link opens nothing any more. Raises Gone."""
    now = clock.now()
    row = repository.find(token, now)
    repository.claim(row, now, declined_at=now)
    audit.record(row.owner_id, "invitation.declined", row.owner_id, row.id, now)


def _open_account(row: Any, new: NewPerson, label: str, now: datetime) -> str:
    person_id, key = accounts.make_key(now)

    @transaction
    def kept() -> str:
        repository.claim(row, now, used_at=now)
        if accounts.known(new.email):  # taken since the first look
            raise Mismatch(email=OTHER_ADDRESS)
        accounts.add(person_id, key, new, now)
        audit.record(person_id, "account.opened", person_id, person_id, now)
        _accepted(row, person_id, now)
        return devices.add(person_id, key, label, now)

    return kept()


@transaction
def _join(person: Actor, token: str, email: str) -> None:
    now = clock.now()
    row = repository.find(token, now)
    if not _sent_to(row, email) or accounts.known(email) != person.id:
        raise Mismatch(email=OTHER_ADDRESS)
    if row.role != person.role or (row.by_role == ADMIN and row.clinic_id != person.clinic_id):
        raise Invalid(email=OTHER_ACCOUNT)
    repository.claim(row, now, used_at=now)
    if row.by_role == ADMIN:
        access.run(_NO_GUEST, person, guest=False)
    _accepted(row, person.id, now)


def _accepted(row: Any, person_id: UUID, now: datetime) -> None:
    audit.record(person_id, "invitation.accepted", row.owner_id, row.id, now)
    if row.role == PATIENT:
        care.begin(person_id, row.owner_id, person_id, now)
    elif row.by_role == PATIENT:
        care.begin(row.owner_id, person_id, person_id, now)


def _sent_to(row: Any, email: str) -> bool:
    return compare_digest(row.digest, vault.digest(email))
