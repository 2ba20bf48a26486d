"""Statements on an account that nobody is signed in to yet."""

from sqlalchemy import Uuid, bindparam, select, update

from journal.core.choices import REST
from journal.core.db import ResultRow, execute
from journal.core.row_security import acting_for
from journal.domain import accounts, stored_keys
from journal.models import Person

_CREDENTIALS = (
    select(Person.owner_id, Person.password_hash, *stored_keys.columns(REST))
    .join(*stored_keys.of(REST, Person.owner_id))
    .where(Person.owner_id == bindparam("owner", type_=Uuid()), Person.deactivated_at.is_(None))
)
_CONFIRM = update(Person).where(
    Person.owner_id == bindparam("owner", type_=Uuid()),
    Person.password_hash == bindparam("verified"),
    Person.deactivated_at.is_(None),
)


def credentials(email: str) -> ResultRow | None:
    """Return the sealed password hash and the key of the rest of an open account, None if the address has none.

    An address without an account costs the same statements. Raises Tampered if the address was moved to this account.
    """
    owner = accounts.find_id(email) or accounts.NO_ONE
    with acting_for(owner):
        return execute(_CREDENTIALS, {"owner": owner}).first()


def confirm(account: ResultRow, sealed: bytes) -> bool:
    """Store the sealed hash anew; return False if the password was changed or the account closed since it was read."""
    values = {"owner": account.owner_id, "verified": account.password_hash, "password_hash": sealed}
    return execute(_CONFIRM, values).rowcount > 0
