"""Change one's own account; list and end one's own devices."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from flask_babel import lazy_gettext as _

from journal.core import clock
from journal.core.db import ResultRow, transaction
from journal.core.errors import Mismatch, NotFound
from journal.crypto import contexts, passwords
from journal.crypto.vault import Tampered
from journal.domain import access, audit, devices, revocation, stored_passwords
from journal.domain.identity import Actor, is_expired
from journal.features.accounts import repository

WRONG_PASSWORD = _("That is not your current password. Try again.")


class SignedInDevice(TypedDict):
    """A device as its owner sees it. this: whether it is the one in use. seen_at: to within five minutes."""

    id: UUID
    label: str
    created_at: datetime
    seen_at: datetime
    this: bool


def list_devices(person: Actor) -> list[SignedInDevice]:
    """Return the person's signed-in devices, the last used first."""
    now = clock.now()
    found = access.rows(repository.DEVICES, person)
    return [_device(person, row) for row in found if not is_expired(person.role, row, now)]


@transaction
def end_device(person: Actor, device_id: UUID) -> None:
    """Sign one device out. Raises NotFound."""
    if not devices.end(person.id, device_id, clock.now()):
        raise NotFound


def change_password(person: Actor, *, current: str, password: str) -> None:
    """Set a new password; every other device is signed out and every reset link expires. Raises Mismatch."""
    stored = repository.password_hash(person)
    try:
        stored_hash = stored_passwords.verify(current, person.id, person.keys, stored)
    except Tampered as fault:
        raise Mismatch(current=WRONG_PASSWORD) from fault
    if stored_hash is None:
        raise Mismatch(current=WRONG_PASSWORD)
    new_hash = passwords.hash_password(password)
    _replace_password(person, stored, stored_passwords.seal(person.id, person.keys, new_hash))


@transaction
def change_profile(person: Actor, *, name: str, zone: str) -> None:
    """Change the name and the time zone."""
    repository.update_profile(person, person.keys.seal(contexts.name(person.id), name), zone)
    audit.record(person.id, "account.changed", person.id, person.id, clock.now())


@transaction
def _replace_password(person: Actor, verified: bytes, sealed: bytes) -> None:
    """Replace it before devices end: one that signs in meanwhile finds another password, or is signed out too."""
    now = clock.now()
    if not repository.replace_password(person, verified, sealed):
        raise Mismatch(current=WRONG_PASSWORD)
    devices.end_others(person.id, person.device_id, now)
    revocation.expire_resets(person.id, person.id, now)
    audit.record(person.id, "password.changed", person.id, person.id, now)


def _device(person: Actor, row: ResultRow) -> SignedInDevice:
    return {
        "id": row.id,
        "label": person.keys.unseal(contexts.device(person.id, row.id), row.label),
        "created_at": row.created_at,
        "seen_at": row.seen_at,
        "this": row.id == person.device_id,
    }
