"""Change one's own account; list and end one's own devices."""

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import Uuid, bindparam, select, update

from journal.core import clock
from journal.core.db import transaction
from journal.core.errors import Mismatch, NotFound
from journal.crypto import contexts, passwords
from journal.domain import access, audit, revocation
from journal.domain.identity import Actor, over
from journal.models import Device, Person

Row = dict[str, Any]

NOT_YOURS = _("This is not your password now. Type it once more.")

_DEVICE = bindparam("device", type_=Uuid())
_DEVICES = access.DEVICES.order_by(Device.seen_at.desc(), Device.id)
_END_ONE = update(Device).where(access.mine(Device), Device.id == _DEVICE, Device.ended_at.is_(None))
_END_OTHERS = update(Device).where(access.mine(Device), Device.id != _DEVICE, Device.ended_at.is_(None))
_MYSELF = update(Person).where(access.mine(Person))
_STILL = _MYSELF.where(Person.password_hash == bindparam("verified"))
_PASSWORD = select(Person.password_hash).where(access.mine(Person))


def devices(person: Actor) -> list[Row]:
    """Return the person's signed-in devices, the one seen last first."""
    now = clock.now()
    return [_device(person, row) for row in access.rows(_DEVICES, person) if not over(person.role, row, now)]


@transaction
def end_device(person: Actor, device_id: UUID) -> None:
    """Sign one device out. Raises NotFound."""
    now = clock.now()
    if not access.changed(_END_ONE, person, device=device_id, ended_at=now):
        raise NotFound
    audit.record(person.id, "device.ended", person.id, device_id, now)


def change_password(person: Actor, *, current: str, password: str) -> None:
    """Set a new password; every other device and every link for a new password ends. Raises Invalid."""
    verified = access.one(_PASSWORD, person).password_hash
    if not passwords.fits(current, verified):
        raise Mismatch(current=NOT_YOURS)
    _set_password(person, verified, passwords.fresh(password))


@transaction
def _set_password(person: Actor, verified: str, fresh: str) -> None:
    """Set it before the devices are ended: one that signs in meanwhile finds another password, or is ended too."""
    now = clock.now()
    if not access.changed(_STILL, person, verified=verified, password_hash=fresh):
        raise Mismatch(current=NOT_YOURS)
    access.run(_END_OTHERS, person, device=person.device_id, ended_at=now)
    revocation.end_resets(person.id, now)
    audit.record(person.id, "password.changed", person.id, person.id, now)


@transaction
def change(person: Actor, *, name: str, zone: str) -> None:
    """Change what one is called, and the time zone that one lives in."""
    sealed = person.key.seal(contexts.name(person.id), name)
    access.run(_MYSELF, person, name=sealed, zone=zone)
    audit.record(person.id, "account.changed", person.id, person.id, clock.now())


def _device(person: Actor, row: Any) -> Row:
    label = person.key.open(contexts.device(person.id, row.id), row.label)
    this = row.id == person.device_id
    return {"id": row.id, "label": label, "created_at": row.created_at, "seen_at": row.seen_at, "this": this}
