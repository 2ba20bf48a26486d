"""Make a person: their key, their sign-in address, their account. Used wherever accounts begin."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import insert, select

from journal.core.db import db, execute
from journal.core.ids import new_id
from journal.crypto import contexts
from journal.crypto.vault import DataKey, vault
from journal.models import Address, Clinic, Person, StoredKey


class NewPerson(NamedTuple):
    """Somebody who shall have an account. password_hash: by passwords.hashed."""

    clinic_id: UUID
    role: str
    name: str
    email: str
    password_hash: str
    guest: bool = False


def make_key(now: datetime) -> tuple[UUID, DataKey]:
    """Keep a new person's data key for good, before anything is sealed under it; return the person's id and the key.

    The keys have a store of their own, which a power cut may part from the rest: a key without a person is harmless,
    a person without a key is not.
    """
    person_id = new_id()
    master, wrapped = vault.new_key(person_id)
    stored = {"owner_id": person_id, "master": master, "wrapped": wrapped, "made_at": now}
    execute(insert(StoredKey), stored)
    db.session.commit()
    return person_id, vault.key(person_id, master, wrapped)


def add(person_id: UUID, key: DataKey, new: NewPerson, now: datetime) -> None:
    """Add the account, in the caller's transaction. Raises IntegrityError where the address is taken."""
    connection = db.session.connection()
    zone = connection.execute(select(Clinic.zone).where(Clinic.id == new.clinic_id)).scalar_one()
    connection.execute(insert(Address), {"digest": vault.digest(new.email), "person_id": person_id})
    account = {
        "owner_id": person_id,
        "clinic_id": new.clinic_id,
        "role": new.role,
        "guest": new.guest,
        "name": key.seal(contexts.name(person_id), new.name),
        "address": key.seal(contexts.address(person_id), new.email),
        "password_hash": new.password_hash,
        "zone": zone,
        "created_at": now,
    }
    connection.execute(insert(Person), account)


def known(email: str) -> UUID | None:
    """Return whose address this is, None where it is nobody's."""
    found = select(Address.person_id).where(Address.digest == vault.digest(email))
    return execute(found).scalar_one_or_none()
