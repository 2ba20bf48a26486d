"""Find entries by their text. A query is sealed before it stands in an address: no history and no log reads it."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from re import Pattern
from uuid import UUID

from flask_babel import lazy_gettext as _

from journal.core.db import ResultRow
from journal.core.errors import Invalid
from journal.core.text import search_pattern
from journal.core.turns import Turns
from journal.crypto import contexts
from journal.crypto.vault import Tampered
from journal.domain import access, entry_text
from journal.domain.entry_text import Passage
from journal.domain.identity import Actor
from journal.domain.paging import Page, Position
from journal.features.entries import repository
from journal.features.entries.repository import ENTRIES, OpeningEntry

ROWS, BYTES = 750, 2_000_000  # of entries, and of their sealed texts, that one call opens at most
PATIENCE = 0.5  # seconds that a second search of the same person waits
NO_QUERY = _("This search can't be opened again. Type the words again.")

_TURNS = Turns(PATIENCE)


class FoundEntry(OpeningEntry):
    """An entry that a search found; shape: FoundSchema. passage: where it stands."""

    passage: Passage


def find(person: Actor, query: str, limit: int, after: Position | None = None) -> Page[FoundEntry]:
    """Return entries whose text contains `query`, as `search_pattern` reads it; unsealed in memory, one by one.

    One call opens at most ROWS entries: where others follow, its page has a `next`, even if nothing was found in these.
    Raises Busy while other searches of the person are not done.
    """
    with _TURNS.turn(person.id):
        found, end = _look(person, search_pattern(query), limit, after)
        rows = access.rows(repository.FOUND, person, row_ids=list(found)) if found else ()
    items: list[FoundEntry] = [{**repository.list_item(person, row), "passage": found[row.id]} for row in rows]
    return Page(items, repository.TEXTS.position(end) if end else None)


def _look(
    person: Actor, wanted: Pattern[str], limit: int, after: Position | None
) -> tuple[dict[UUID, Passage], ResultRow | None]:
    """Return what matches by its entry, and the row after which the next call goes on, None at the end."""
    found: dict[UUID, Passage] = {}
    opened, last = 0, None
    with repository.TEXTS.stream(person, ROWS + 1, after) as rows:
        for count, row in enumerate(rows):
            if count == ROWS or opened > BYTES:
                return found, last
            passage = entry_text.passage(ENTRIES.unseal(person, row.id, row), wanted)
            if passage is not None:
                if len(found) == limit:
                    return found, last
                found[row.id] = passage
            opened += len(row.sealed)
            last = row
    return found, None


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
