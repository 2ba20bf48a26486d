"""Find entries: page by page, the deleted ones, by their words."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Integer, Uuid, bindparam, tuple_

from journal import access, clock
from journal.actor import Actor
from journal.db import UtcDateTime
from journal.entries import rows
from journal.entries.rows import Item
from journal.fields import fold
from journal.keeping import Position
from journal.models import Entry
from journal.models.entry import UNDO

_NEWEST = (Entry.received_at.desc(), Entry.id.desc())
_AFTER = tuple_(Entry.received_at, Entry.id) < tuple_(
    bindparam("after_at", type_=UtcDateTime()), bindparam("after_id", type_=Uuid())
)
_MOST = bindparam("most", type_=Integer())
_FIRST = rows.LIST.order_by(*_NEWEST).limit(_MOST)
_NEXT = rows.LIST.where(_AFTER).order_by(*_NEWEST).limit(_MOST)
_SEARCH_FIRST = rows.WHOLE.order_by(*_NEWEST)
_SEARCH_NEXT = rows.WHOLE.where(_AFTER).order_by(*_NEWEST)
_DELETED = access.DELETED_ENTRIES.with_only_columns(Entry.id, Entry.revision, Entry.opening, Entry.deleted_at)


def page(person: Actor, limit: int, after: Position | None = None) -> list[Item]:
    """Return the entries after a position, newest received first; one more than `limit` where there are more."""
    if after is None:
        found = access.rows(_FIRST, person, most=limit + 1)
    else:
        found = access.rows(_NEXT, person, most=limit + 1, after_at=after.at, after_id=after.id)
    return [rows.short(person, row) for row in found]


def search(person: Actor, query: str, limit: int, after: Position | None = None) -> list[Item]:
    """Return the entries whose words hold `query`, upper and lower case alike; opened in memory, one by one."""
    wanted = fold(query).casefold()
    matches: list[Item] = []
    for item in _opened(person, after):
        if wanted in _text(item):
            matches.append(item | {"opening": rows.opening_words(item)})
            if len(matches) > limit:
                break
    return matches


def deleted(person: Actor) -> list[Item]:
    """Return the entries that can still be brought back, the one deleted last first."""
    found = access.rows(_DELETED.order_by(Entry.deleted_at.desc()), person, since=clock.now() - UNDO)
    return [
        {"id": row.id, "opening": rows.opening_of(person, row)["text"], "deleted_at": row.deleted_at} for row in found
    ]


def _opened(person: Actor, after: Position | None) -> Iterator[Item]:
    if after is None:
        found = access.run(_SEARCH_FIRST, person)
    else:
        found = access.run(_SEARCH_NEXT, person, after_at=after.at, after_id=after.id)
    return (rows.whole(person, row) for row in found)


def _text(item: Item) -> str:
    words: list[Any] = [item["body"] or "", *item["feelings"]]
    words += [text for given in item["prompts"] for text in (given["prompt"], given["answer"])]
    return "\n".join(words).casefold()
