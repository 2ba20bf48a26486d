"""Accounts: open, find, deactivate. In the caller's transaction, except make_keys."""

from datetime import datetime
from hmac import compare_digest
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import LargeBinary, Uuid, bindparam, insert, select, update

from journal.core.choices import KEY_KINDS
from journal.core.db import execute, transaction
from journal.core.ids import new_id
from journal.core.row_security import acting_for
from journal.crypto import contexts
from journal.crypto.data_keys import DataKeys
from journal.crypto.vault import Tampered, vault
from journal.domain import stored_passwords
from journal.models import Address, Clinic, Person, StoredKey

NO_ONE = UUID(int=0)  # whose rows are asked for where an address has no account, so that it costs the same

_BY_ADDRESS = select(Address.person_id, Address.tag).where(Address.digest == bindparam("digest", type_=LargeBinary()))
_SET_DEACTIVATED = update(Person).where(Person.owner_id == bindparam("person", type_=Uuid()))


class NewPerson(NamedTuple):
    """An account to open. password_hash: from passwords.hash_password."""

    clinic_id: UUID
    role: str
    name: str
    email: str
    password_hash: str
    guest: bool = False


@transaction
def make_keys(now: datetime) -> tuple[UUID, DataKeys]:
    """Store the data keys of a new person, in a transaction by itself; return the person's id and the keys.

    The keys have a store of their own, which a power cut may part from the rest: keys without a person are harmless,
    a person without keys is not.
    """
    person_id = new_id()
    wrapped = {kind: vault.new_key(person_id, kind) for kind in KEY_KINDS}
    stored = [
        {"owner_id": person_id, "kind": kind, "master": master, "wrapped": key, "made_at": now}
        for kind, (master, key) in wrapped.items()
    ]
    with acting_for(person_id):
        execute(insert(StoredKey), stored)
    return person_id, DataKeys(person_id, wrapped)


def add(person_id: UUID, keys: DataKeys, new: NewPerson, now: datetime) -> None:
    """Add an account and its sign-in address. Raises IntegrityError if the address is taken."""
    zone = execute(select(Clinic.zone).where(Clinic.id == new.clinic_id)).scalar_one()
    digest = vault.digest(new.email)
    execute(insert(Address), {"digest": digest, "person_id": person_id, "tag": vault.tag_address(digest, person_id)})
    account = {
        "owner_id": person_id,
        "clinic_id": new.clinic_id,
        "role": new.role,
        "guest": new.guest,
        "name": keys.seal(contexts.name(person_id), new.name),
        "address": keys.seal(contexts.address(person_id), new.email),
        "password_hash": stored_passwords.seal(person_id, keys, new.password_hash),
        "zone": zone,
        "created_at": now,
    }
    with acting_for(person_id):
        execute(insert(Person), account)


def find_id(email: str) -> UUID | None:
    """Return the id of the person who signs in with this address, None if nobody does. Raises Tampered."""
    digest = vault.digest(email)
    row = execute(_BY_ADDRESS, {"digest": digest}).first()
    if row is None:
        return None
    person_id: UUID = row.person_id
    if not compare_digest(vault.tag_address(digest, person_id), row.tag):
        raise Tampered("addresses")
    return person_id


def set_deactivated(person_id: UUID, at: datetime | None) -> None:
    """Deactivate an account, or reactivate it. at: None to reactivate."""
    execute(_SET_DEACTIVATED, {"person": person_id, "deactivated_at": at})
