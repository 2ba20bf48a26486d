"""An invitation as its link finds it, and the one UPDATE that uses it up."""

from datetime import datetime
from hmac import compare_digest
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Uuid, bindparam, select, update

from journal.core.db import UtcDateTime, execute
from journal.core.errors import Gone
from journal.crypto import tokens
from journal.domain.identity import NAME
from journal.models import Clinic, Invitation, Person, StoredKey

OVER = _("This link does not work any more. Links work once, and for seven days. Ask whoever sent it for a new one.")

_OWNER, _ID = bindparam("owner", type_=Uuid()), bindparam("invitation", type_=Uuid())
_NOW = bindparam("now", type_=UtcDateTime())
_WORKS = (Invitation.owner_id == _OWNER, Invitation.id == _ID, Invitation.is_open(), Invitation.expires_at > _NOW)

# An invitation lives no longer than its maker's right to invite.
_INVITATION = (
    select(
        Invitation.id,
        Invitation.owner_id,
        Invitation.token_hash,
        Invitation.digest,
        Invitation.role,
        Invitation.expires_at,
        Person.role.label("by_role"),
        Person.clinic_id,
        Clinic.name.label("clinic"),
        *NAME,
    )
    .join_from(Invitation, Person, Person.owner_id == Invitation.owner_id)
    .join(Clinic, Clinic.id == Person.clinic_id)
    .join(StoredKey, StoredKey.owner_id == Person.owner_id)
    .where(*_WORKS, Person.deactivated_at.is_(None), Person.guest.is_(False))
)
_CLAIM = update(Invitation).where(*_WORKS)


def find(token: str, now: datetime) -> Any:
    """Return the open invitation of this link. Raises Gone, in the same words for whatever is wrong with it."""
    named = tokens.read(token)
    if named is not None:
        values = {"owner": named.owner_id, "invitation": named.row_id, "now": now}
        row = execute(_INVITATION, values).first()
        if row is not None and compare_digest(row.token_hash, named.digest):
            return row
    raise Gone(OVER)


def claim(row: Any, now: datetime, **ending: datetime) -> None:
    """Use the invitation up, once for all. ending: used_at or declined_at. Raises Gone where another was faster."""
    values = {"owner": row.owner_id, "invitation": row.id, "now": now, **ending}
    if not execute(_CLAIM, values).rowcount:
        raise Gone(OVER)
