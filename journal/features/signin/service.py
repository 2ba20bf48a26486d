"""Sign in and out. A device that is signed in is a row; ending the row ends it at the next request."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Uuid, bindparam, select, update

from journal.core import clock
from journal.core.db import execute, transaction
from journal.core.errors import Unknown
from journal.crypto import passwords
from journal.crypto.vault import vault
from journal.domain import access, audit, devices
from journal.domain.identity import Actor
from journal.models import Address, Device, Person, StoredKey

NOT_KNOWN = _("This address and password do not fit together. Try again, or ask your clinic for a new password.")

_ACCOUNT = (
    select(Person.owner_id, Person.password_hash, StoredKey.master, StoredKey.wrapped)
    .join_from(Address, Person, Person.owner_id == Address.person_id)
    .join(StoredKey, StoredKey.owner_id == Person.owner_id)
    .where(Address.digest == bindparam("digest"), Person.deactivated_at.is_(None))
)
_STILL = update(Person).where(
    Person.owner_id == bindparam("owner", type_=Uuid()),
    Person.password_hash == bindparam("verified"),
    Person.deactivated_at.is_(None),
)
_DEVICE = bindparam("device", type_=Uuid())
_END = update(Device).where(access.mine(Device), Device.id == _DEVICE, Device.ended_at.is_(None))


def account(email: str) -> bytes:
    """Return the name by which tries at an account are counted; every address has one, taken or not."""
    return vault.digest(email)


def sign_in(email: str, password: str, label: str) -> str:
    """Sign a device in and return its token. label: what its owner will know it by.

    Raises Unknown, in the same words and after the same work, for a wrong password and for an address of nobody's.
    """
    found = execute(_ACCOUNT, {"digest": vault.digest(email)}).first()
    if not passwords.fits(password, found.password_hash if found else None) or found is None:
        raise Unknown(NOT_KNOWN)
    kept = passwords.hashed(password) if passwords.outdated(found.password_hash) else found.password_hash
    return _let_in(found, kept, label)


@transaction
def sign_out(person: Actor) -> None:
    """End the device that asks."""
    now = clock.now()
    access.run(_END, person, device=person.device_id, ended_at=now)
    audit.record(person.id, "device.ended", person.id, person.device_id, now)


@transaction
def _let_in(found: Any, kept: str, label: str) -> str:
    """Add the device, if the password that was found to fit is still the account's: it may have been changed since.

    kept: the password's hash by today's costs. Raises Unknown.
    """
    account = {"owner": found.owner_id, "verified": found.password_hash, "password_hash": kept}
    if not execute(_STILL, account).rowcount:
        raise Unknown(NOT_KNOWN)
    return devices.add(found.owner_id, vault.key(found.owner_id, found.master, found.wrapped), label, clock.now())
