"""Summaries as rows: prepared statements, and how the sealed column is opened into what its owner reads."""

from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import bindparam, update

from journal.core import clock
from journal.core.errors import Conflict
from journal.crypto import contexts
from journal.domain import access
from journal.domain.identity import Actor
from journal.domain.paging import Pages
from journal.models import Summary

Item = dict[str, Any]

WORDS = ("title", "for_date", "pieces")

_COLUMNS = (Summary.id, Summary.revision, Summary.words, Summary.created_at, Summary.changed_at, Summary.deleted_at)
_LIST = access.SUMMARIES.with_only_columns(*_COLUMNS)
PAGES = Pages(_LIST, Summary.created_at, Summary.id)
ONE = _LIST.where(Summary.id == access.ROW)
KEPT = access.EVERY_SUMMARY.with_only_columns(*_COLUMNS).where(Summary.id == access.ROW)
_REVISE = update(Summary).where(
    access.mine(Summary), Summary.id == access.ROW, Summary.revision == bindparam("expected")
)


def plain(value: Any) -> Any:
    """Return `value` as JSON gives it back: ids and days as words, so that what is kept and what comes compare."""
    return orjson.loads(orjson.dumps(value))


def words_of(item: Item) -> dict[str, Any]:
    """Return what the owner wrote of a summary."""
    return {name: item[name] for name in WORDS}


def opened(person: Actor, row: Any) -> Item:
    """Return a summary as its owner reads it."""
    words: Item = person.key.open(contexts.summary(person.id, row.id, row.revision), row.words)
    stands = {"id": row.id, "revision": row.revision, "created_at": row.created_at, "changed_at": row.changed_at}
    return stands | words


def insert(person: Actor, summary_id: UUID, words: dict[str, Any]) -> Item:
    """Add a new summary."""
    now = clock.now()
    stands = {"id": summary_id, "revision": 1, "created_at": now, "changed_at": now}
    access.add(Summary, person, **stands, words=person.key.seal(contexts.summary(person.id, summary_id, 1), words))
    return stands | words


def revise(person: Actor, item: Item, words: dict[str, Any]) -> Item:
    """Make `words` the current ones. Raises Conflict where another writer was faster."""
    following = item["revision"] + 1
    stands = {"revision": following, "changed_at": clock.now()}
    sealed = person.key.seal(contexts.summary(person.id, item["id"], following), words)
    values = stands | {"words": sealed, "deleted_at": None}
    if not access.changed(_REVISE, person, row_id=item["id"], expected=item["revision"], **values):
        raise Conflict(opened(person, access.one(KEPT, person, row_id=item["id"])))
    return item | stands | words
