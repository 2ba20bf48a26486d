"""Set a new password by a link that an admin handed over. The link alone is not enough: the address must fit too."""

from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Uuid, bindparam, select, update

from journal import audit, clock, devices, passwords, persons, tokens
from journal.db import UtcDateTime, db, transaction
from journal.errors import Gone, Invalid
from journal.models import Person, Reset

OVER = _("This link does not work any more. Links work once, and for a day. Ask your clinic for a new one.")
OTHER_ADDRESS = _("This link is not for this address. Type the one that you sign in with.")

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


def tries(token: str) -> bytes:
    """Return the name by which tries at a link are counted."""
    return sha256(token.encode()).digest()


def look(token: str) -> None:
    """Raise Gone where the link works no more, or never did; nothing is used up."""
    _find(token, clock.now())


@transaction
def use(token: str, *, email: str, password: str) -> None:
    """Set the password and sign every device of the person out. Raises Gone, Invalid."""
    now, password_hash = clock.now(), passwords.fresh(password)
    row = _find(token, now)
    if persons.known(email) != row.owner_id:
        raise Invalid(email=str(OTHER_ADDRESS))
    connection = db.session.connection()
    values = {"owner": row.owner_id, "reset": row.id, "now": now, "used_at": now}
    if not connection.execute(_CLAIM, values).rowcount:
        raise Gone(str(OVER))
    connection.execute(update(Person).where(Person.owner_id == row.owner_id).values(password_hash=password_hash))
    devices.end_all(row.owner_id, row.owner_id, now)
    audit.record(row.owner_id, "password.reset", row.owner_id, row.id, now)


def _find(token: str, now: datetime) -> Any:
    named = tokens.read(token)
    if named is not None:
        values = {"owner": named.owner_id, "reset": named.row_id, "now": now}
        row = db.session.connection().execute(_RESET, values).first()
        if row is not None and compare_digest(row.token_hash, named.digest):
            return row
    raise Gone(str(OVER))
