"""List entries page by page, the deleted ones too, and find them by their text."""

from functools import partial

from journal.core import clock
from journal.domain import access, entry_text
from journal.domain.identity import Actor
from journal.domain.paging import Page, Position
from journal.domain.records import UNDO
from journal.features.entries import repository
from journal.features.entries.repository import ENTRIES, DeletedEntry, OpeningEntry


def page(person: Actor, limit: int, after: Position | None = None) -> Page[OpeningEntry]:
    """Return the entries after a position, newest received first."""
    return repository.OPENINGS.page(person, limit, after).map(partial(repository.list_item, person))


def find(person: Actor, query: str, limit: int, after: Position | None = None) -> Page[OpeningEntry]:
    """Return the entries whose text contains `query`, upper and lower case alike; unsealed in memory, one by one."""
    matches: list[OpeningEntry] = []
    for row in repository.TEXTS.every(person, after):
        text = ENTRIES.unseal(person, row.id, row)
        if entry_text.contains(text, query):
            if len(matches) == limit:
                return Page(matches, Position(matches[-1]["received_at"], matches[-1]["id"]))
            matches.append(repository.search_item(person, row, text))
    return Page(matches, None)


def deleted(person: Actor) -> list[DeletedEntry]:
    """Return the entries that can be restored, the one deleted last first."""
    rows = access.rows(repository.DELETED, person, since=clock.now() - UNDO)
    return [repository.deleted_item(person, row) for row in rows]
