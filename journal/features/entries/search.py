"""Find entries by their text. A query is sealed before it stands in an address: no history and no log reads it."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64

from flask_babel import lazy_gettext as _

from journal.core.errors import Invalid
from journal.core.text import search_pattern
from journal.crypto import contexts
from journal.crypto.vault import Tampered
from journal.domain import entry_text
from journal.domain.identity import Actor
from journal.domain.paging import Page, Position
from journal.features.entries import repository
from journal.features.entries.repository import ENTRIES, OpeningEntry

NO_QUERY = _("This search cannot be opened again. Type the words once more.")


def find(person: Actor, query: str, limit: int, after: Position | None = None) -> Page[OpeningEntry]:
    """Return the entries whose text contains `query`, as `search_pattern` reads it; unsealed in memory, one by one."""
    wanted, matches = search_pattern(query), list[OpeningEntry]()
    for row in repository.TEXTS.every(person, after):
        text = ENTRIES.unseal(person, row.id, row)
        if entry_text.contains(text, wanted):
            if len(matches) == limit:
                return Page(matches, Position(matches[-1]["received_at"], matches[-1]["id"]))
            matches.append(repository.search_item(person, row, text))
    return Page(matches, None)


def seal(person: Actor, query: str) -> str:
    """Return a query as it may stand in an address: only its owner's key opens it."""
    return urlsafe_b64encode(person.keys.seal(contexts.search(person.id), query)).rstrip(b"=").decode()


def unseal(person: Actor, sealed: str) -> str:
    """Return the query that `seal` sealed for this person. Raises Invalid."""
    try:
        blob = urlsafe_b64decode(sealed.encode("ascii") + b"==")
        return str(person.keys.unseal(contexts.search(person.id), blob))
    except (NotBase64, UnicodeEncodeError, Tampered):
        raise Invalid(q=NO_QUERY) from None
