"""What is over is erased, and nothing else."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from journal import clock, sweeping
from journal.actor import Actor
from journal.db import db
from journal.entries import finding, service
from journal.models import Entry, EntryRevision
from tests.plugins.people import Somebody

NOW = datetime(2026, 5, 12, 18, 0, tzinfo=UTC)


def keep(person: Actor, body: str, about_id: UUID | None = None) -> UUID:
    entry_id = uuid4()
    words = {"body": body, "prompts": [], "feelings": [], "mood": None}
    plain = {"treatment_id": None, "time_point": None, "about_id": about_id, "written_at": NOW}
    service.write(person, entry_id, None, **words, **plain)
    return entry_id


def ids() -> set[UUID]:
    revisions = set(db.session.execute(select(EntryRevision.entry_id)).scalars())
    assert revisions == set(db.session.execute(select(Entry.id)).scalars())
    return revisions


def test_a_deleted_entry_is_erased_after_thirty_days_and_what_was_added_to_it_stays(
    acting: Callable[[Somebody], Actor], ada: Somebody
) -> None:
    person = acting(ada)
    gone, kept = keep(person, "gone"), keep(person, "kept")
    layer = keep(person, "added later", about_id=gone)
    with clock.standing(NOW):
        service.delete(person, gone)
    with clock.standing(NOW + timedelta(days=30) - timedelta(seconds=1)):
        sweeping.sweep()
        assert [entry["id"] for entry in finding.deleted(person)] == [gone]
    with clock.standing(NOW + timedelta(days=30)):
        assert finding.deleted(person) == []
        sweeping.sweep()
    assert ids() == {kept, layer}
    assert service.read(person, layer)["about_id"] is None


def test_an_entry_that_came_back_is_not_erased(acting: Callable[[Somebody], Actor], ada: Somebody) -> None:
    person = acting(ada)
    entry = keep(person, "back again")
    with clock.standing(NOW):
        service.delete(person, entry)
        service.restore(person, entry)
    with clock.standing(NOW + timedelta(days=400)):
        sweeping.sweep()
    assert ids() == {entry}
