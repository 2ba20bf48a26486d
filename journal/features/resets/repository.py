"""Statements on links for a new password."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Uuid, bindparam, insert, select, update

from journal.core.choices import REST
from journal.core.db import ResultRow, execute
from journal.crypto import tokens
from journal.crypto.tokens import Binding
from journal.domain import access, one_time_links, stored_keys
from journal.models import Person, Reset

_WORKS = (
    Reset.owner_id == one_time_links.OWNER,
    Reset.id == one_time_links.LINK,
    Reset.used_at.is_(None),
    Reset.expires_at > access.NOW,
)
_FIND = (
    select(Reset.owner_id, Reset.id, Reset.expires_at, Reset.token_hash, *stored_keys.columns(REST))
    .join(Person, Person.owner_id == Reset.owner_id)
    .join(*stored_keys.of(REST, Reset.owner_id))
    .where(*_WORKS, Person.deactivated_at.is_(None))
)
_CLAIM = update(Reset).where(*_WORKS)
_INSERT = insert(Reset)

_PERSON = Person.owner_id == bindparam("person", type_=Uuid())
_DEACTIVATED_AT = select(Person.deactivated_at).where(_PERSON)
_SET_PASSWORD = update(Person).where(_PERSON)


def add(person_id: UUID, reset_id: UUID, token_hash: bytes, now: datetime, expires_at: datetime) -> None:
    """Add a link."""
    link = {"owner_id": person_id, "id": reset_id, "token_hash": token_hash, "created_at": now}
    execute(_INSERT, link | {"expires_at": expires_at})


def find(token: str, now: datetime) -> ResultRow | None:
    """Return the link that a token opens, with the key of the rest of its owner; None if it does not work."""
    return one_time_links.find(_FIND, _binding, token, now)


def claim(link: ResultRow, now: datetime) -> bool:
    """Use a link up; return False if another request was faster."""
    return one_time_links.claim(_CLAIM, link, now, used_at=now)


def is_deactivated(person_id: UUID) -> bool:
    """Return whether an account is deactivated."""
    return execute(_DEACTIVATED_AT, {"person": person_id}).scalar_one() is not None


def set_password(person_id: UUID, sealed: bytes) -> None:
    """Set a person's password. sealed: its hash."""
    execute(_SET_PASSWORD, {"person": person_id, "password_hash": sealed})


def _binding(link: ResultRow) -> Binding:
    return tokens.reset(link.owner_id, link.id, link.expires_at)
