"""Give a browser the key that seals its drafts.

Each person has a random key in each browser. It is kept when the device is signed out, and given to that person alone:
what waits in a browser opens only while its writer is signed in there.
"""

from base64 import b64encode
from secrets import token_bytes
from uuid import UUID

from flask_babel import lazy_gettext as _

from journal.core import clock
from journal.core.db import transaction
from journal.core.errors import AnotherAccount, Invalid
from journal.crypto import contexts
from journal.crypto.vault import KEY_BYTES
from journal.domain import access
from journal.domain.identity import Actor
from journal.features.phone_keys import repository
from journal.models import PhoneKey

# Browsers a person: years of private windows, each of which is a new one. None is dropped to make room: words may wait
# under it.
MOST = 500
TOO_MANY = _("This phone can't keep drafts right now. Save before you leave a page.")


def phone_key(person: Actor, *, account: UUID, id: UUID) -> str:  # noqa: A002 - as the schema names it
    """Return the key of one browser, made at the first call. account: whom the browser takes for signed in.

    Raises AnotherAccount if that is somebody else, Invalid if too many browsers have a key.
    """
    if account != person.id:
        raise AnotherAccount
    sealed = repository.sealed_key(person, id) or _make(person, id)
    return str(person.keys.unseal(contexts.phone_key(person.id, id), sealed))


@transaction
def _make(person: Actor, phone_id: UUID) -> bytes:
    """Store a new key, unless another request did so meanwhile; return it, sealed."""
    stored = repository.sealed_key(person, phone_id)
    if stored is not None:
        return stored
    if repository.count(person) >= MOST:
        raise Invalid(id=TOO_MANY)
    key = b64encode(token_bytes(KEY_BYTES)).decode()
    sealed = person.keys.seal(contexts.phone_key(person.id, phone_id), key)
    access.add(PhoneKey, person, id=phone_id, key=sealed, created_at=clock.now())
    return sealed
