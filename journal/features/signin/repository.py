"""Statements on an account that nobody is signed in to yet."""

from sqlalchemy import LargeBinary, Uuid, bindparam, select, update

from journal.core.choices import REST
from journal.core.db import ResultRow, execute
from journal.crypto.vault import vault
from journal.domain import accounts, stored_keys
from journal.models import Address, Person

_CREDENTIALS = (
    select(Person.owner_id, Address.tag, Person.password_hash, *stored_keys.columns(REST))
    .join_from(Address, Person, Person.owner_id == Address.person_id)
    .join(*stored_keys.of(REST, Person.owner_id))
    .where(Address.digest == bindparam("digest", type_=LargeBinary()), Person.deactivated_at.is_(None))
)
_CONFIRM = update(Person).where(
    Person.owner_id == bindparam("owner", type_=Uuid()),
    Person.password_hash == bindparam("verified"),
    Person.deactivated_at.is_(None),
)


def credentials(email: str) -> ResultRow | None:
    """Return the sealed password hash and the key of the rest of an open account, None if the address has none.

    Raises Tampered if the address was moved to this account.
    """
    digest = vault.digest(email)
    row = execute(_CREDENTIALS, {"digest": digest}).first()
    if row is not None:
        accounts.check_owner(digest, row.owner_id, row.tag)
    return row


def confirm(account: ResultRow, sealed: bytes) -> bool:
    """Store the sealed hash anew; return False if the password was changed or the account closed since it was read."""
    values = {"owner": account.owner_id, "verified": account.password_hash, "password_hash": sealed}
    return execute(_CONFIRM, values).rowcount > 0
