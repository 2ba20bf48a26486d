"""Find entries: page by page, the deleted ones, by their words."""

from functools import partial
from typing import Any

from journal.core import clock
from journal.core.text import fold
from journal.domain import access
from journal.domain.identity import Actor
from journal.domain.paging import Page, Pages, Position
from journal.features.entries import repository
from journal.features.entries.repository import Item
from journal.models import Entry
from journal.models.entry import UNDO

WORDS = ("body", "prompts", "feelings")

_PAGES = Pages(repository.LIST, Entry.received_at, Entry.id)
_WHOLE = Pages(repository.WHOLE, Entry.received_at, Entry.id)
_DELETED = access.DELETED_ENTRIES.with_only_columns(Entry.id, Entry.revision, Entry.opening, Entry.deleted_at)


def page(person: Actor, limit: int, after: Position | None = None) -> Page[Item]:
    """Return the entries after a position, newest received first."""
    return _PAGES.page(person, limit, after).map(partial(repository.short, person))


def search(person: Actor, query: str, limit: int, after: Position | None = None) -> Page[Item]:
    """Return the entries whose words hold `query`, upper and lower case alike; opened in memory, one by one."""
    wanted = fold(query).casefold()
    matches: list[Item] = []
    for item in (repository.whole(person, row) for row in _WHOLE.every(person, after)):
        if wanted in _text(item):
            if len(matches) == limit:
                return Page(matches, Position(matches[-1]["received_at"], matches[-1]["id"]))
            matches.append(_short(item))
    return Page(matches, None)


def deleted(person: Actor) -> list[Item]:
    """Return the entries that can still be brought back, the one deleted last first."""
    found = access.rows(_DELETED.order_by(Entry.deleted_at.desc()), person, since=clock.now() - UNDO)
    return [
        {"id": row.id, "opening": repository.opening_of(person, row)["text"], "deleted_at": row.deleted_at}
        for row in found
    ]


def _short(item: Item) -> Item:
    """Return what a list tells of an entry; shape: OpeningSchema."""
    told = {name: value for name, value in item.items() if name not in WORDS}
    return told | {"opening": repository.opening_words(item)}


def _text(item: Item) -> str:
    words: list[Any] = [item["body"] or "", *item["feelings"]]
    words += [text for given in item["prompts"] for text in (given["prompt"], given["answer"])]
    return "\n".join(words).casefold()
