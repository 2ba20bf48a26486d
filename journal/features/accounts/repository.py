"""Statements on one's own account."""

from sqlalchemy import bindparam, select, update

from journal.domain import access
from journal.domain.identity import Actor
from journal.domain.ownership import mine
from journal.models import Device, Person

DEVICES = access.DEVICES.order_by(Device.seen_at.desc(), Device.id)

_PASSWORD = select(Person.password_hash).where(mine(Person))
_UPDATE = update(Person).where(mine(Person))
_REPLACE_PASSWORD = _UPDATE.where(Person.password_hash == bindparam("verified"))


def password_hash(person: Actor) -> bytes:
    """Return the hash of the person's password, sealed."""
    return bytes(access.one(_PASSWORD, person).password_hash)


def replace_password(person: Actor, verified: bytes, sealed: bytes) -> bool:
    """Set a new password; return False if another was set since `verified` was read."""
    return access.change(_REPLACE_PASSWORD, person, verified=verified, password_hash=sealed)


def update_profile(person: Actor, sealed_name: bytes, zone: str) -> None:
    """Set the name and the time zone."""
    access.run(_UPDATE, person, name=sealed_name, zone=zone)
