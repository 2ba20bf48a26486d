"""Signed-in devices, wherever people are let in or locked out. In the caller's transaction."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, update

from journal.core.db import execute
from journal.core.ids import new_id
from journal.crypto import contexts, tokens
from journal.crypto.vault import DataKey
from journal.domain import audit
from journal.models import Device

_INSERT = insert(Device)


def add(owner_id: UUID, key: DataKey, label: str, now: datetime) -> str:
    """Sign a device in and return its token. label: what its owner will know it by."""
    device_id = new_id()
    token, digest = tokens.issue(owner_id, device_id)
    device = {
        "owner_id": owner_id,
        "id": device_id,
        "token_hash": digest,
        "label": key.seal(contexts.device(owner_id, device_id), label),
        "created_at": now,
        "seen_at": now,
    }
    execute(_INSERT, device)
    audit.record(owner_id, "device.signed_in", owner_id, device_id, now)
    return token


def end_all(owner_id: UUID, by: UUID, now: datetime) -> None:
    """Sign every device of a person out, from the next request on."""
    ending = update(Device).where(Device.owner_id == owner_id, Device.ended_at.is_(None)).values(ended_at=now)
    for device_id in execute(ending.returning(Device.id)).scalars().all():
        audit.record(by, "device.ended", owner_id, device_id, now)
