"""A new password by a link. The link alone is not enough: the sign-in address must match too.

Whoever holds a link can sign in as its person, so no page and no API calls `start`: only `flask admin add` and
`flask account reset` do, run by whoever operates the server.
"""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _

from journal.core import clock
from journal.core.choices import REST
from journal.core.db import ResultRow, transaction
from journal.core.errors import Gone, Invalid, Mismatch
from journal.core.ids import new_id
from journal.core.row_security import acting_for
from journal.crypto import passwords, tokens
from journal.domain import accounts, audit, devices, revocation, stored_keys, stored_passwords
from journal.features.resets import repository

LIFETIME = timedelta(hours=24)
LINK_GONE = _("A link works once, for one day. Ask your clinic for a new one.")
OTHER_ADDRESS = _("This link is for another address. Use the one you sign in with.")
NO_ACCOUNT = _("No account has this address.")
DEACTIVATED = _("This account is deactivated. An admin at the clinic can reactivate it. Then try again.")


@transaction
def start(email: str) -> str:
    """Return the token of a new link for this account; it is stored nowhere, and an earlier link expires.

    Raises Invalid.
    """
    person_id, now = accounts.find_id(email), clock.now()
    if person_id is None:
        raise Invalid(email=NO_ACCOUNT)
    if repository.is_deactivated(person_id):
        raise Invalid(email=DEACTIVATED)
    revocation.expire_resets(person_id, person_id, now)
    reset_id, expires_at = new_id(), now + LIFETIME
    token, token_hash = tokens.issue(tokens.reset(person_id, reset_id, expires_at))
    repository.add(person_id, reset_id, token_hash, now, expires_at)
    audit.record(person_id, "reset.started", person_id, reset_id, now)
    return token


def check(token: str) -> None:
    """Raise Gone unless the link works; it is not used up."""
    _find(token, clock.now())


def use(token: str, *, email: str, password: str) -> None:
    """Set the password and sign every device of the person out. Raises Gone, Mismatch.

    Invalid links cost no hashing; any address costs one, outside the transaction.
    """
    link = _find(token, clock.now())
    password_hash = passwords.hash_password(password)
    if accounts.find_id(email) != link.owner_id:
        raise Mismatch(email=OTHER_ADDRESS)
    keys = stored_keys.from_row(link.owner_id, link, REST)
    _set_password(link, stored_passwords.seal(link.owner_id, keys, password_hash))


@transaction
def _set_password(link: ResultRow, sealed: bytes) -> None:
    now = clock.now()
    if not repository.claim(link, now):
        raise Gone(LINK_GONE)
    with acting_for(link.owner_id):
        repository.set_password(link.owner_id, sealed)
        devices.end_all(link.owner_id, link.owner_id, now)
        audit.record(link.owner_id, "password.reset", link.owner_id, link.id, now)


def _find(token: str, now: datetime) -> ResultRow:
    link = repository.find(token, now)
    if link is None:
        raise Gone(LINK_GONE)
    return link
