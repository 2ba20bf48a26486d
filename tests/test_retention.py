"""What is over is erased, and nothing else."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import event, select, update

from journal import retention
from journal.core import clock
from journal.core.db import db
from journal.core.fields import Values
from journal.domain.identity import Actor
from journal.domain.records import PutResult
from journal.features.entries import service
from journal.features.entries.schemas import EntrySchema
from journal.models import Entry, EntryRevision
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import execute, unrestricted

NOW = datetime(2026, 5, 12, 18, 0, tzinfo=UTC)


def keep(person: Actor, body: str, about_id: UUID | None = None) -> UUID:
    entry_id = uuid4()
    service.write(person, entry_id, None, values(body, about_id))
    return entry_id


def again(person: Actor, entry_id: UUID, body: str, revision: int | None = None) -> PutResult:
    return service.write(person, entry_id, revision, values(body))


def values(body: str, about_id: UUID | None = None) -> Values:
    loaded: Values = EntrySchema().load({"body": body, "written_at": NOW.isoformat()})
    return {**loaded, "about_id": about_id}


@pytest.fixture
def erase(maintenance: Flask) -> Callable[[], None]:
    """Erase what is due, as the worker does."""

    def run() -> None:
        with maintenance.app_context():
            retention.erase_due()

    return run


def ids() -> set[UUID]:
    entries = set(execute(select(Entry.id)).scalars())
    assert set(execute(select(EntryRevision.record_id)).scalars()) <= entries
    return entries


def test_a_deleted_entry_is_erased_after_thirty_days_and_what_was_added_to_it_stays(
    acting: Callable[[Somebody], Actor], ada: Somebody, erase: Callable[[], None]
) -> None:
    person = acting(ada)
    gone, kept = keep(person, "gone"), keep(person, "kept")
    layer = keep(person, "added later", about_id=gone)
    with clock.frozen(NOW):
        service.delete(person, gone)
    with clock.frozen(NOW + timedelta(days=30) - timedelta(seconds=1)):
        erase()
        assert [entry.id for entry in service.deleted(person)] == [gone]
    with clock.frozen(NOW + timedelta(days=30)):
        assert service.deleted(person) == []
        erase()
    assert ids() == {kept, layer}
    assert service.read(person, layer).about_id is None


def test_an_entry_that_came_back_is_not_erased(
    acting: Callable[[Somebody], Actor], ada: Somebody, erase: Callable[[], None]
) -> None:
    person = acting(ada)
    entry = keep(person, "back again")
    with clock.frozen(NOW):
        service.delete(person, entry)
        service.restore(person, entry)
    with clock.frozen(NOW + timedelta(days=400)):
        erase()
    assert ids() == {entry}


def test_the_same_words_again_bring_back_what_is_over_and_not_yet_erased(
    acting: Callable[[Somebody], Actor], ada: Somebody, erase: Callable[[], None]
) -> None:
    person = acting(ada)
    entry = keep(person, "sent again")
    with clock.frozen(NOW):
        service.delete(person, entry)
    with clock.frozen(NOW + timedelta(days=30, seconds=5)):
        assert not again(person, entry, "sent again").new
        erase()
        assert service.read(person, entry).text["body"] == "sent again"
    assert ids() == {entry}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("body", "revision", "first"),
    [("sent again", None, "UPDATE entries"), ("other words", 1, "INSERT INTO entry_revisions")],
)
def test_words_are_kept_anew_where_their_entry_is_erased_meanwhile(
    acting: Callable[[Somebody], Actor],
    ada: Somebody,
    erase: Callable[[], None],
    body: str,
    revision: int | None,
    first: str,
) -> None:
    person = acting(ada)
    entry = keep(person, "sent again")
    with clock.frozen(NOW):
        service.delete(person, entry)

    eraser = Thread(target=erase)

    def erase_first(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(first) and not eraser.ident:
            eraser.start()
            eraser.join()

    event.listen(db.engine, "before_cursor_execute", erase_first)
    try:
        assert again(person, entry, body, revision).new
    finally:
        event.remove(db.engine, "before_cursor_execute", erase_first)
    assert service.read(person, entry).text["body"] == body
    assert ids() == {entry}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_an_entry_that_its_writer_brings_back_just_now_keeps_every_revision(
    acting: Callable[[Somebody], Actor], ada: Somebody, erase: Callable[[], None]
) -> None:
    person = acting(ada)
    entry, gone = keep(person, "first"), keep(person, "gone")
    again(person, entry, "second", 1)
    with clock.frozen(NOW):
        service.delete(person, entry)
        service.delete(person, gone)
    eraser = Thread(target=erase)
    with db.engine.begin() as writer, unrestricted(writer):
        writer.execute(update(Entry).where(Entry.id == entry).values(deleted_at=None))
        eraser.start()
        eraser.join(10)
        assert not eraser.is_alive()  # it does not wait for the writer
    assert ids() == {entry}
    assert [item.text["body"] for item in service.revisions(person, entry)] == ["second", "first"]
