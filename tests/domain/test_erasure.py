"""What was deleted long ago is erased with all that belongs to it, and nothing that is anybody else's."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from journal.core import clock
from journal.domain import erasure, records
from journal.domain.identity import Actor
from journal.models import Checkin, Entry, EntryRevision, Treatment
from tests.domain.test_records import KINDS, values
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import execute

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
JUST = timedelta(microseconds=1)
Acting = Callable[[Somebody], Actor]


@pytest.fixture
def context(maintenance_context: Flask) -> Flask:
    """Erasing is maintenance."""
    return maintenance_context


def keep(person: Actor, name: str, row_id: UUID, **more: object) -> None:
    records.put(person, KINDS[name], row_id, None, values(KINDS[name], 0) | more)


def delete(person: Actor, name: str, row_id: UUID, at: datetime = NOON) -> None:
    with clock.frozen(at):
        records.delete(person, KINDS[name], row_id)


def test_all_that_were_deleted_by_then_are_erased_and_counted(acting: Acting, ada: Somebody, eve: Somebody) -> None:
    adas, eves = acting(ada), acting(eve)
    ids = [uuid4() for _ in range(4)]
    for person, row_id in zip((adas, adas, eves, adas), ids, strict=True):
        keep(person, "summary", row_id)
    for person, row_id, at in ((adas, ids[0], NOON - JUST), (eves, ids[2], NOON), (adas, ids[1], NOON + JUST)):
        delete(person, "summary", row_id, at)
    assert [erasure.erase_deleted(KINDS["summary"], NOON, 9) for _ in range(2)] == [2, 0]
    assert records.find(adas, KINDS["summary"], ids[1]) is not None
    assert records.find(adas, KINDS["summary"], ids[3]) is not None
    assert records.find(eves, KINDS["summary"], ids[2]) is None


def test_another_owners_record_of_the_same_id_stays_with_its_history(
    acting: Acting, ada: Somebody, eve: Somebody
) -> None:
    kind, row_id, other = KINDS["entry"], uuid4(), uuid4()
    people = adas, eves = acting(ada), acting(eve)
    for person in people:
        for kept in (row_id, other):
            keep(person, "entry", kept)
            records.put(person, kind, kept, 1, values(kind, 1))
    delete(adas, "entry", row_id)
    assert erasure.erase_deleted(kind, NOON, 9) == 1
    left = {(ada.id, other), (eve.id, row_id), (eve.id, other)}
    assert set(map(tuple, execute(select(Entry.owner_id, Entry.id)))) == left
    assert set(map(tuple, execute(select(EntryRevision.owner_id, EntryRevision.record_id)))) == left
    assert [text["mood"] for _row, text in records.earlier(eves, kind, row_id)] == [0]


def test_only_what_points_at_an_erased_record_lets_go(acting: Acting, ada: Somebody, eve: Somebody) -> None:
    erased, stays = uuid4(), uuid4()
    adas, eves = acting(ada), acting(eve)
    for person in (adas, eves):
        for treatment in (erased, stays):
            keep(person, "treatment", treatment)
            for name in ("entry", "checkin"):
                keep(person, name, uuid4(), treatment_id=treatment)
    delete(adas, "treatment", erased)
    assert erasure.erase_deleted(KINDS["treatment"], NOON, 9) == 1
    for model in (Entry, Checkin):
        pointing = execute(select(model.owner_id, model.treatment_id))
        assert set(map(tuple, pointing)) == {(ada.id, None), (ada.id, stays), (eve.id, erased), (eve.id, stays)}
    assert set(map(tuple, execute(select(Treatment.owner_id, Treatment.id)))) == {
        (ada.id, stays),
        (eve.id, erased),
        (eve.id, stays),
    }
