"""Find entries by their text."""

from journal.domain import entry_text
from journal.domain.identity import Actor
from journal.domain.paging import Page, Position
from journal.features.entries import repository
from journal.features.entries.repository import ENTRIES, OpeningEntry


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
