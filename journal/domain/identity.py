"""Who acts, recognised on every request from the database: nothing about a person's rights is remembered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from hmac import compare_digest
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Uuid, bindparam, select, update
from sqlalchemy.exc import DBAPIError

from journal.core.db import db, execute
from journal.crypto import contexts, tokens
from journal.crypto.vault import DataKey, vault
from journal.models import ADMIN, PATIENT, THERAPIST, Clinic, Device, Person, StoredKey

# How long a device stays signed in: without being used, and at all. Staff see other people's words.
IDLE: Mapping[str, timedelta] = {
    PATIENT: timedelta(days=60),
    THERAPIST: timedelta(hours=2),
    ADMIN: timedelta(hours=1),
}
ABSOLUTE: Mapping[str, timedelta] = {
    PATIENT: timedelta(days=365),
    THERAPIST: timedelta(hours=12),
    ADMIN: timedelta(hours=12),
}
SEEN_EVERY = timedelta(minutes=5)

_OWNER, _DEVICE = bindparam("owner", type_=Uuid()), bindparam("device", type_=Uuid())
_SIGNED_IN = (
    select(
        Device.token_hash,
        Device.created_at,
        Device.seen_at,
        Person.role,
        Person.guest,
        Person.clinic_id,
        Person.zone,
        Person.name,
        Clinic.country,
        StoredKey.master,
        StoredKey.wrapped,
    )
    .join_from(Device, Person, Person.owner_id == Device.owner_id)
    .join(Clinic, Clinic.id == Person.clinic_id)
    .join(StoredKey, StoredKey.owner_id == Device.owner_id)
    .where(Device.owner_id == _OWNER, Device.id == _DEVICE, Device.ended_at.is_(None), Person.deactivated_at.is_(None))
)
_SEEN = update(Device).where(Device.owner_id == _OWNER, Device.id == _DEVICE)

# What a SELECT must hold for `name_of` to read somebody's name.
PERSON_ID = Person.owner_id.label("person_id")
NAME = (PERSON_ID, Person.name, StoredKey.master, StoredKey.wrapped)


@dataclass(frozen=True)
class Actor:
    """The person who asks, as this request found them. zone: their own. country: their clinic's."""

    id: UUID
    role: str
    guest: bool
    clinic_id: UUID
    country: str
    zone_name: str
    device_id: UUID
    key: DataKey = field(repr=False)
    token: str = field(repr=False)
    sealed_name: bytes = field(repr=False)

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """Return what the cookie holds."""
        return self.token

    @cached_property
    def name(self) -> str:
        """What they are called."""
        return str(self.key.open(contexts.name(self.id), self.sealed_name))

    @cached_property
    def zone(self) -> ZoneInfo:
        """Their own time zone."""
        return ZoneInfo(self.zone_name)


def recognise(token: str, now: datetime) -> Actor | None:
    """Return the person whose signed-in device holds `token`, None where it holds no more or never did."""
    named = tokens.read(token)
    if named is None:
        return None
    device = {"owner": named.owner_id, "device": named.row_id}
    connection = db.session.connection()
    row = connection.execute(_SIGNED_IN, device).first()
    if row is None or not compare_digest(row.token_hash, named.digest) or over(row.role, row, now):
        return None
    if now - row.seen_at > SEEN_EVERY:
        _mark_seen(device, now)
    return _actor(named, token, row)


def _mark_seen(device: Mapping[str, UUID], now: datetime) -> None:
    """Note that the device is in use; where nothing can be written now, its owner can still read."""
    try:
        execute(_SEEN, {**device, "seen_at": now})
        db.session.commit()
    except DBAPIError:
        db.session.rollback()


def over(role: str, device: Any, now: datetime) -> bool:
    """Tell whether a device's time is over; role: its owner's."""
    return bool(now - device.seen_at > IDLE[role] or now - device.created_at > ABSOLUTE[role])


def name_of(row: Row[Any]) -> str:
    """Return the name in a row that was selected with NAME."""
    return str(vault.key(row.person_id, row.master, row.wrapped).open(contexts.name(row.person_id), row.name))


def _actor(named: tokens.Named, token: str, row: Any) -> Actor:
    return Actor(
        id=named.owner_id,
        role=row.role,
        guest=row.guest,
        clinic_id=row.clinic_id,
        country=row.country,
        zone_name=row.zone,
        device_id=named.row_id,
        key=vault.key(named.owner_id, row.master, row.wrapped),
        token=token,
        sealed_name=row.name,
    )
