"""Sign in and out. A signed-in device is a row; once the row is ended, its next request is refused."""

from flask_babel import lazy_gettext as _

from journal.core import clock
from journal.core.choices import REST
from journal.core.db import ResultRow, transaction
from journal.core.errors import Unauthenticated
from journal.core.row_security import acting_for
from journal.crypto import passwords
from journal.crypto.data_keys import DataKeys
from journal.crypto.vault import Tampered
from journal.domain import devices, stored_keys, stored_passwords
from journal.domain.identity import Actor
from journal.features.signin import repository

WRONG_CREDENTIALS = _("The e-mail and password don't match. Try again, or ask your clinic for a new password.")


def sign_in(email: str, password: str, label: str) -> str:
    """Sign a device in and return its token. label: by which its owner recognizes it.

    Raises Unauthenticated, with the same message after the same work, for a wrong password and for an unknown address.
    """
    account = repository.credentials(email)
    if account is None:
        passwords.verify(password, None)
        raise Unauthenticated(WRONG_CREDENTIALS)
    keys = stored_keys.from_row(account.owner_id, account, REST)
    try:
        stored_hash = stored_passwords.verify(password, account.owner_id, keys, account.password_hash)
    except Tampered as fault:
        raise Unauthenticated(WRONG_CREDENTIALS) from fault
    if stored_hash is None:
        raise Unauthenticated(WRONG_CREDENTIALS)
    sealed = account.password_hash
    if passwords.needs_rehash(stored_hash):
        sealed = stored_passwords.seal(account.owner_id, keys, passwords.hash_password(password))
    return _add_device(account, keys, sealed, label)


@transaction
def sign_out(person: Actor) -> None:
    """Sign out the device in use."""
    devices.end(person.id, person.device_id, clock.now())


@transaction
def _add_device(account: ResultRow, keys: DataKeys, sealed: bytes, label: str) -> str:
    """Add the device, unless the password was changed since it was verified.

    sealed: the hash by today's costs. Raises Unauthenticated.
    """
    with acting_for(account.owner_id):
        if not repository.confirm(account, sealed):
            raise Unauthenticated(WRONG_CREDENTIALS)
        return devices.add(account.owner_id, keys, label, clock.now())
