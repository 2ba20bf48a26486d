"""A new password by a link. The link alone is not enough: the address must fit too.

Whoever holds a link can sign in as its person, so no page and no API calls `start`: only `flask admin add` and
`flask account reset` do, of whoever runs the server.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Uuid, bindparam, insert, select, update

from journal.core import clock
from journal.core.db import UtcDateTime, db, execute, transaction
from journal.core.errors import Gone, Invalid, Mismatch
from journal.core.ids import new_id
from journal.crypto import passwords, tokens
from journal.domain import accounts, audit, devices, revocation
from journal.models import Person, Reset

LIFE = timedelta(hours=24)
OVER = _("This link does not work any more. Links work once, and for a day. Ask your clinic for a new one.")
OTHER_ADDRESS = _("This link is not for this address. Type the one that you sign in with.")
NOBODY = _("Nobody has this address.")
DEACTIVATED = _("This account is deactivated. An admin of the clinic can reactivate it; then try again.")

_NOW = bindparam("now", type_=UtcDateTime())
_OPEN = (
    Reset.owner_id == bindparam("owner", type_=Uuid()),
    Reset.id == bindparam("reset", type_=Uuid()),
    Reset.used_at.is_(None),
    Reset.expires_at > _NOW,
)
_RESET = (
    select(Reset.owner_id, Reset.id, Reset.token_hash)
    .join(Person, Person.owner_id == Reset.owner_id)
    .where(*_OPEN, Person.deactivated_at.is_(None))
)
_CLAIM = update(Reset).where(*_OPEN)
_CLOSED = select(Person.deactivated_at).where(Person.owner_id == bindparam("owner", type_=Uuid()))


@transaction
def start(email: str) -> str:
    """Return the token of a link for whoever has this address, told once and not kept; an earlier one works no more.

    Raises Invalid.
    """
    person_id, now = accounts.known(email), clock.now()
    if person_id is None:
        raise Invalid(email=NOBODY)
    if execute(_CLOSED, {"owner": person_id}).scalar_one() is not None:
        raise Invalid(email=DEACTIVATED)
    revocation.end_resets(person_id, now)
    reset_id = new_id()
    token, digest = tokens.issue(person_id, reset_id)
    reset = {"owner_id": person_id, "id": reset_id, "token_hash": digest, "created_at": now, "expires_at": now + LIFE}
    execute(insert(Reset), reset)
    audit.record(person_id, "reset.started", person_id, reset_id, now)
    return token


def tries(token: str) -> bytes:
    """Return the name by which tries at a link are counted."""
    return sha256(token.encode()).digest()


def look(token: str) -> None:
    """Raise Gone where the link works no more, or never did; nothing is used up."""
    _find(token, clock.now())


def use(token: str, *, email: str, password: str) -> None:
    """Set the password and sign every device of the person out. Raises Gone, Invalid.

    A link that is none costs no hashing; any address costs one, and it holds no lock.
    """
    row = _find(token, clock.now())
    password_hash = passwords.fresh(password)
    if accounts.known(email) != row.owner_id:
        raise Mismatch(email=OTHER_ADDRESS)
    _set_password(row, password_hash)


@transaction
def _set_password(row: Any, password_hash: str) -> None:
    now = clock.now()
    connection = db.session.connection()
    values = {"owner": row.owner_id, "reset": row.id, "now": now, "used_at": now}
    if not connection.execute(_CLAIM, values).rowcount:
        raise Gone(OVER)
    connection.execute(update(Person).where(Person.owner_id == row.owner_id).values(password_hash=password_hash))
    devices.end_all(row.owner_id, row.owner_id, now)
    audit.record(row.owner_id, "password.reset", row.owner_id, row.id, now)


def _find(token: str, now: datetime) -> Any:
    named = tokens.read(token)
    if named is not None:
        values = {"owner": named.owner_id, "reset": named.row_id, "now": now}
        row = execute(_RESET, values).first()
        if row is not None and compare_digest(row.token_hash, named.digest):
            return row
    raise Gone(OVER)
