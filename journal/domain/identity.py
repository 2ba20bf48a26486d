"""Who is signed in: read from the database on every request, so that no right outlives its row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Uuid, bindparam, select, update
from sqlalchemy.exc import DBAPIError

from journal.core.choices import ADMIN, DIARY, KEY_KINDS, NAME, PATIENT, REST, THERAPIST
from journal.core.connection import commit, current_connection, rollback
from journal.core.db import ResultRow, execute
from journal.core.row_security import act_for
from journal.core.sqlite import waiting_at_most
from journal.crypto import contexts, tokens
from journal.crypto.data_keys import DataKeys
from journal.domain import stored_keys
from journal.models import Clinic, Device, Person

# How long a device stays signed in: without being used, and at all. Shorter for staff, who read what others wrote.
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
SEEN_EVERY = timedelta(minutes=5)  # how exactly the last use of a device is known
SEEN_WAIT = 100  # milliseconds that a request waits at most to record it

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
        *(column for kind in KEY_KINDS for column in stored_keys.columns(kind)),
    )
    .join_from(Device, Person, Person.owner_id == Device.owner_id)
    .join(Clinic, Clinic.id == Person.clinic_id)
    .join(*stored_keys.of(NAME, Device.owner_id))
    .join(*stored_keys.of(DIARY, Device.owner_id))
    .join(*stored_keys.of(REST, Device.owner_id))
    .where(Device.owner_id == _OWNER, Device.id == _DEVICE, Device.ended_at.is_(None), Person.deactivated_at.is_(None))
)
_SEEN = update(Device).where(Device.owner_id == _OWNER, Device.id == _DEVICE)

# The columns that a SELECT needs for `name_of`; it joins stored_keys.of(NAME, ...).
PERSON_ID_COLUMN = Person.owner_id.label("person_id")
NAME_COLUMNS = (PERSON_ID_COLUMN, Person.name, *stored_keys.columns(NAME))


@dataclass(frozen=True)
class Actor:
    """The signed-in person. zone: their own. country: their clinic's.

    guest: a therapist whom a patient invited. token: the device's, from the cookie.
    """

    id: UUID
    role: str
    guest: bool
    clinic_id: UUID
    country: str
    zone_name: str
    device_id: UUID
    keys: DataKeys = field(repr=False)
    token: str = field(repr=False)
    sealed_name: bytes = field(repr=False)

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """Return what Flask-Login keeps in the cookie."""
        return self.token

    @cached_property
    def name(self) -> str:
        """Their name, unsealed."""
        return str(self.keys.unseal(contexts.name(self.id), self.sealed_name))

    @cached_property
    def zone(self) -> ZoneInfo:
        """Their own time zone."""
        return ZoneInfo(self.zone_name)


def authenticate(token: str, now: datetime) -> Actor | None:
    """Return the person whose device holds `token`, None if it is expired or invalid.

    From here on the session acts for them: for whom the token names while it is examined, for nobody if it is refused.
    """
    parsed = tokens.parse(token)
    act_for(parsed.owner_id if parsed else None)
    if parsed is None:
        return None
    device = {"owner": parsed.owner_id, "device": parsed.row_id}
    row = execute(_SIGNED_IN, device).first()
    if row is None or not _opens(parsed, row) or is_expired(row.role, row, now):
        act_for(None)
        return None
    if row.role == ADMIN:
        act_for(parsed.owner_id, row.clinic_id)
    if now - row.seen_at > SEEN_EVERY:
        _mark_seen(device, now)
    return _actor(parsed, token, row)


def _mark_seen(device: Mapping[str, UUID], now: datetime) -> None:
    """Record the use of a device; while the database takes no writes, its owner can still read, and does not wait."""
    try:
        with waiting_at_most(SEEN_WAIT, current_connection()):
            execute(_SEEN, {**device, "seen_at": now})
        commit()
    except DBAPIError:
        rollback()


def is_expired(role: str, device: ResultRow, now: datetime) -> bool:
    """Return whether a sign-in has expired. role: the owner's. device: with its created_at and seen_at."""
    return bool(now - device.seen_at > IDLE[role] or now - device.created_at > ABSOLUTE[role])


def name_of(row: ResultRow) -> str:
    """Unseal the name in a row selected with NAME_COLUMNS."""
    keys = stored_keys.from_row(row.person_id, row, NAME)
    return str(keys.unseal(contexts.name(row.person_id), row.name))


def _opens(parsed: tokens.ParsedToken, row: ResultRow) -> bool:
    binding = tokens.device(parsed.owner_id, parsed.row_id, row.created_at)
    return tokens.opens(parsed, binding, row.token_hash)


def _actor(parsed: tokens.ParsedToken, token: str, row: ResultRow) -> Actor:
    return Actor(
        id=parsed.owner_id,
        role=row.role,
        guest=row.guest,
        clinic_id=row.clinic_id,
        country=row.country,
        zone_name=row.zone,
        device_id=parsed.row_id,
        keys=stored_keys.from_row(parsed.owner_id, row, *KEY_KINDS),
        token=token,
        sealed_name=row.name,
    )
