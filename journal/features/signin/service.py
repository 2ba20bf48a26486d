"""Sign in and out. A signed-in device is a row; once the row is ended, its next request is refused."""

from flask_babel import lazy_gettext as _

from journal.core import clock
from journal.core.choices import REST
from journal.core.db import ResultRow, transaction
from journal.core.errors import Unauthenticated
from journal.crypto import passwords
from journal.domain import devices, stored_keys
from journal.domain.identity import Actor
from journal.features.signin import repository

WRONG_CREDENTIALS = _(
    "This address and password do not fit together. Try again, or ask your clinic for a new password."
)


def sign_in(email: str, password: str, label: str) -> str:
    """Sign a device in and return its token. label: by which its owner recognizes it.

    Raises Unauthenticated, with the same message after the same work, for a wrong password and for an unknown address.
    """
    account = repository.credentials(email)
    if not passwords.verify(password, account.password_hash if account else None) or account is None:
        raise Unauthenticated(WRONG_CREDENTIALS)
    stale = passwords.needs_rehash(account.password_hash)
    return _add_device(account, passwords.hash_password(password) if stale else account.password_hash, label)


@transaction
def sign_out(person: Actor) -> None:
    """Sign out the device in use."""
    devices.end(person.id, person.device_id, clock.now())


@transaction
def _add_device(account: ResultRow, password_hash: str, label: str) -> str:
    """Add the device, unless the password was changed since it was verified.

    password_hash: by today's costs. Raises Unauthenticated.
    """
    if not repository.confirm(account, password_hash):
        raise Unauthenticated(WRONG_CREDENTIALS)
    keys = stored_keys.from_row(account.owner_id, account, REST)
    return devices.add(account.owner_id, keys, label, clock.now())
