"""Statements on phone keys."""

from uuid import UUID

from sqlalchemy import func, select

from journal.domain import access
from journal.domain.identity import Actor
from journal.domain.ownership import mine
from journal.models import PhoneKey

_ONE = access.PHONE_KEYS.where(PhoneKey.id == access.ROW).with_only_columns(PhoneKey.key)
_COUNT = select(func.count()).select_from(PhoneKey).where(mine(PhoneKey))


def sealed_key(person: Actor, phone_id: UUID) -> bytes | None:
    """Return the sealed key of a browser, None if it has none."""
    row = access.first(_ONE, person, row_id=phone_id)
    return None if row is None else row.key


def count(person: Actor) -> int:
    """Return how many browsers of the person have a key."""
    return int(access.run(_COUNT, person).scalar_one())
