"""Delete an account for good, in three transactions; called again, they finish what was interrupted.

The account is closed first, so that an open one is never without its keys, and its address freed last, since it is by
this that an interrupted deletion is found again.
"""

from uuid import UUID

from sqlalchemy import delete

from journal.core import clock
from journal.core.db import execute, transaction
from journal.domain import accounts, audit, revocation
from journal.models import Address, StoredKey


@transaction
def close(person_id: UUID) -> None:
    """Close the account, and end everything that it opened."""
    now = clock.now()
    accounts.set_deactivated(person_id, now)
    audit.record(person_id, "account.deleted", person_id, person_id, now)
    revocation.close_account(person_id, person_id, now)


@transaction
def destroy_keys(person_id: UUID) -> None:
    """Delete the keys, without which nobody reads again what is in the account."""
    execute(delete(StoredKey).where(StoredKey.owner_id == person_id))


@transaction
def free_address(person_id: UUID) -> None:
    """Let the address be used for another account."""
    execute(delete(Address).where(Address.person_id == person_id))
