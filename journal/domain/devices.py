"""Sign devices in and out, in the caller's transaction."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Executable, Uuid, bindparam, insert, select, update

from journal.core.db import UtcDateTime, execute
from journal.core.ids import new_id
from journal.crypto import contexts, tokens
from journal.crypto.data_keys import DataKeys
from journal.domain import audit
from journal.models import Device

MOST = 30  # signed-in devices of a person

_INSERT = insert(Device)
_SIGNED_IN = (
    update(Device)
    .where(Device.owner_id == bindparam("device_owner", type_=Uuid()), Device.ended_at.is_(None))
    .values(ended_at=bindparam("now", type_=UtcDateTime()), token_hash=tokens.USED_UP)
)
_DEVICE = bindparam("device", type_=Uuid())
_END_ONE = _SIGNED_IN.where(Device.id == _DEVICE)
_END_OTHERS = _SIGNED_IN.where(Device.id != _DEVICE).returning(Device.id)
_LEAST_USED = (
    select(Device.id)
    .where(Device.owner_id == bindparam("device_owner", type_=Uuid()), Device.ended_at.is_(None), Device.id != _DEVICE)
    .order_by(Device.seen_at.desc(), Device.id.desc())
    .offset(MOST - 1)
)
_END_LEAST_USED = _SIGNED_IN.where(Device.id.in_(_LEAST_USED)).returning(Device.id)
_END_ALL = _SIGNED_IN.returning(Device.id)


def add(owner_id: UUID, keys: DataKeys, label: str, now: datetime) -> str:
    """Sign a device in and return its token; beyond MOST, the one used longest ago is signed out.

    label: by which its owner recognizes it.
    """
    device_id = new_id()
    token, token_hash = tokens.issue(tokens.device(owner_id, device_id, now))
    device = {
        "owner_id": owner_id,
        "id": device_id,
        "token_hash": token_hash,
        "label": keys.seal(contexts.device(owner_id, device_id), label),
        "created_at": now,
        "seen_at": now,
    }
    execute(_INSERT, device)
    audit.record(owner_id, "device.signed_in", owner_id, device_id, now)
    _end(_END_LEAST_USED, owner_id, owner_id, now, device=device_id)
    return token


def end(owner_id: UUID, device_id: UUID, now: datetime) -> bool:
    """Sign one device out, from the next request on; return False if it was not signed in."""
    if not execute(_END_ONE, {"device_owner": owner_id, "device": device_id, "now": now}).rowcount:
        return False
    audit.record(owner_id, "device.ended", owner_id, device_id, now)
    return True


def end_others(owner_id: UUID, device_id: UUID, now: datetime) -> None:
    """Sign out every device of a person but one."""
    _end(_END_OTHERS, owner_id, owner_id, now, device=device_id)


def end_all(owner_id: UUID, by: UUID, now: datetime) -> None:
    """Sign every device of a person out."""
    _end(_END_ALL, owner_id, by, now)


def _end(statement: Executable, owner_id: UUID, by: UUID, now: datetime, **more: UUID) -> None:
    """Sign out what an UPDATE reaches, with a line for each. more: what it is bound to besides owner and time."""
    ended = execute(statement, {"device_owner": owner_id, "now": now, **more}).scalars().all()
    audit.record_each(by, "device.ended", owner_id, ended, now)
