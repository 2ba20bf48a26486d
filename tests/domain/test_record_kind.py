"""A record's columns hold what was kept; its sealed values open for its own table, id, owner and revision alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from journal.core import clock
from journal.core.errors import NotFound
from journal.core.row_security import acting_for
from journal.crypto import contexts
from journal.domain import access, records
from journal.domain.identity import Actor
from journal.domain.ownership import mine
from journal.domain.record_kind import RecordKind, as_json
from journal.models import AuditLine, EntryRevision, Treatment
from tests.domain.test_records import KINDS, values
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import execute

NOON, HOUR = datetime(2026, 5, 12, 12, tzinfo=UTC), timedelta(hours=1)
Acting = Callable[[Somebody], Actor]
every_kind = pytest.mark.parametrize("name", KINDS)


def built(name: str) -> RecordKind[Any]:
    """Return a kind whose statements are prepared within the test: a feature's own are prepared on import."""
    return replace(KINDS[name])


def stored(kind: RecordKind[Any], person: Actor, row_id: UUID) -> Any:
    one = select(*kind.model.__table__.columns).where(kind.model.id == access.ROW, mine(kind.model))
    with acting_for(person.id):
        return access.one(one, person, row_id=row_id)


@every_kind
def test_a_field_without_a_column_is_sealed_under_the_records_table(acting: Acting, ada: Somebody, name: str) -> None:
    person, kind, row_id = acting(ada), built(name), uuid4()
    given = values(kind, 1)
    records.put(person, kind, row_id, None, given)
    row = stored(kind, person, row_id)
    columns = set(kind.model.__table__.columns.keys())
    assert set(kind.sealed) == set(given) - columns
    assert {field: getattr(row, field) for field in kind.clear} == {
        field: given[field] for field in columns & set(given)
    }
    context = contexts.record(kind.model.__tablename__, ada.id, row_id, 1)
    assert set(person.keys.unseal(context, row.sealed)) >= set(kind.sealed)


@every_kind
def test_a_record_says_the_same_until_any_field_differs(acting: Acting, ada: Somebody, name: str) -> None:
    person, kind, row_id = acting(ada), built(name), uuid4()
    given = values(kind, 1)
    records.put(person, kind, row_id, None, given)
    row = access.one(kind.sql.one_or_deleted, person, row_id=row_id)
    assert kind.holds(person, row, given)
    assert not kind.holds(person, row, values(kind, 2))
    for field in kind.clear:
        assert not kind.holds(person, row, given | {field: object()})
    for field in kind.sealed:
        assert not kind.holds(person, row, given | {field: "something else"})


def test_a_field_that_is_younger_than_its_row_is_none(acting: Acting, ada: Somebody) -> None:
    person, row_id, kind = acting(ada), uuid4(), built("treatment")
    records.put(person, kind, row_id, None, values(kind, 0))
    older = person.keys.seal(contexts.record("treatments", ada.id, row_id, 1), {"intention": "To rest", "gone": "x"})
    execute(update(Treatment).values(sealed=older))
    row = access.one(kind.sql.one_or_deleted, person, row_id=row_id)
    assert kind.unseal(person, row_id, row) == dict.fromkeys(kind.sealed) | {"intention": "To rest"}


def test_values_compare_as_json_gives_them_back() -> None:
    row_id = uuid4()
    assert as_json({"id": row_id, "on": NOON.date(), "n": 1, "none": None, "list": [row_id]}) == {
        "id": str(row_id),
        "on": "2026-05-12",
        "n": 1,
        "none": None,
        "list": [str(row_id)],
    }


@every_kind
def test_a_new_record_is_given_back_as_it_is_read(acting: Acting, ada: Somebody, name: str) -> None:
    person, kind, row_id = acting(ada), built(name), uuid4()
    kept = records.put(person, kind, row_id, None, values(kind, 1))
    assert kept == (records.read(person, kind, row_id), True)


@every_kind
def test_a_new_record_is_viewed_by_its_writer_as_it_will_be_read(acting: Acting, ada: Somebody, name: str) -> None:
    seen: list[tuple[Any, ...]] = []
    person, kind, row_id = acting(ada), replace(KINDS[name], view=lambda *given: seen.append(given)), uuid4()
    records.put(person, kind, row_id, None, values(kind, 1))
    records.read(person, kind, row_id)
    (writer, new, text), (reader, row, read) = seen
    assert writer is reader is person
    assert {column: getattr(new, column) for column in row._fields} == row._asdict()
    assert text == read


@pytest.mark.parametrize("name", [name for name in KINDS if KINDS[name].placed])
def test_a_new_record_about_a_treatment_lies_on_its_clock_at_once(acting: Acting, ada: Somebody, name: str) -> None:
    person, treatment, kind = acting(ada), uuid4(), built(name)
    at = values(built("treatment"), 0) | {"starts_at": datetime(2026, 5, 9, 18, tzinfo=UTC), "number": 4}
    records.put(person, built("treatment"), treatment, None, at)
    kept = records.put(person, kind, uuid4(), None, values(kind, 1) | {"treatment_id": treatment})
    assert (kept.record.time_point, kept.record.day, kept.record.treatment_number) == ("day_3", 3, 4)
    assert kept.record == records.read(person, kind, kept.record.id)


@every_kind
def test_a_record_keeps_when_it_came_and_says_when_it_changed(acting: Acting, ada: Somebody, name: str) -> None:
    person, kind, row_id = acting(ada), built(name), uuid4()
    for number in range(3):
        with clock.frozen(NOON + number * HOUR):
            records.put(person, kind, row_id, number or None, values(kind, number))
        row = stored(kind, person, row_id)
        assert (row.revision, row.received_at, row.revised_at) == (number + 1, NOON, NOON + number * HOUR)
        assert (row.owner_id, row.deleted_at) == (ada.id, None)


def test_each_earlier_revision_keeps_its_own_date_and_its_text(acting: Acting, ada: Somebody, eve: Somebody) -> None:
    person, kind, row_id = acting(ada), built("entry"), uuid4()
    for number in range(3):
        with clock.frozen(NOON + number * HOUR):
            records.put(person, kind, row_id, number or None, values(kind, number))
    records.put(person, kind, uuid4(), None, values(kind, 0))
    with acting_for(eve.id):
        records.put(acting(eve), kind, row_id, None, values(kind, 0))
    kept = [(row.revision, row.revised_at, text["mood"]) for row, text in records.earlier(person, kind, row_id)]
    assert kept == [(2, NOON + HOUR, 1), (1, NOON, 0)]
    assert set(execute(select(EntryRevision.owner_id)).scalars()) == {ada.id}
    records.delete(person, kind, row_id)
    assert list(records.earlier(person, kind, row_id)) == []


def test_a_history_holds_the_revisions_of_its_own_record_alone(acting: Acting, ada: Somebody, eve: Somebody) -> None:
    person, kind, row_id, other = acting(ada), built("entry"), uuid4(), uuid4()
    written = (person, row_id), (person, other), (acting(eve), row_id)
    for number in range(2):
        for writer, record_id in written:
            with acting_for(writer.id):
                records.put(writer, kind, record_id, number or None, values(kind, number))
    for writer, record_id in written:
        with acting_for(writer.id):
            assert [row.revision for row, _text in records.earlier(writer, kind, record_id)] == [1]
    kept = set(map(tuple, execute(select(EntryRevision.owner_id, EntryRevision.record_id))))
    assert kept == {(ada.id, row_id), (ada.id, other), (eve.id, row_id)}


@every_kind
def test_deleting_and_restoring_each_leave_a_line(acting: Acting, ada: Somebody, name: str) -> None:
    person, kind, row_id = acting(ada), built(name), uuid4()
    records.put(person, kind, row_id, None, values(kind, 0))
    with clock.frozen(NOON):
        records.delete(person, kind, row_id)
        assert stored(kind, person, row_id).deleted_at == NOON
    with clock.frozen(NOON + HOUR):
        records.restore(person, kind, row_id)
    found = select(AuditLine.act, AuditLine.at, AuditLine.actor_id, AuditLine.owner_id)
    lines = execute(found.where(AuditLine.subject_id == row_id).order_by(AuditLine.at)).all()
    assert [tuple(line) for line in lines] == [
        (f"{name}.deleted", NOON, ada.id, ada.id),
        (f"{name}.restored", NOON + HOUR, ada.id, ada.id),
    ]


@every_kind
def test_what_is_done_to_one_record_is_done_to_no_other(
    acting: Acting, ada: Somebody, eve: Somebody, name: str
) -> None:
    other, person, kind = acting(eve), acting(ada), built(name)
    row_id, another = uuid4(), uuid4()
    others = ((person, another), (other, row_id))
    for owner, record_id in ((person, row_id), *others):
        with acting_for(owner.id):
            records.put(owner, kind, record_id, None, values(kind, 0))

    def untouched() -> bool:
        rows = [stored(kind, owner, record_id) for owner, record_id in others]
        return [(row.revision, row.deleted_at) for row in rows] == [(1, None)] * 2

    records.put(person, kind, row_id, 1, values(kind, 1))
    assert untouched()
    records.delete(person, kind, row_id)
    assert untouched()
    assert stored(kind, person, row_id).deleted_at is not None
    for owner, record_id in others:
        with acting_for(owner.id):
            records.delete(owner, kind, record_id)
    records.restore(person, kind, row_id)
    assert stored(kind, person, row_id).deleted_at is None
    assert all(stored(kind, owner, record_id).deleted_at is not None for owner, record_id in others)
    records.delete(person, kind, row_id)
    records.put(person, kind, row_id, None, values(kind, 1))
    assert records.read(person, kind, row_id).revision == 2
    assert all(stored(kind, owner, record_id).deleted_at is not None for owner, record_id in others)


@every_kind
def test_a_record_can_be_restored_until_thirty_days_are_over(acting: Acting, ada: Somebody, name: str) -> None:
    person, kind, row_id = acting(ada), built(name), uuid4()
    records.put(person, kind, row_id, None, values(kind, 0))
    with pytest.raises(NotFound):
        records.restore(person, kind, row_id)
    with clock.frozen(NOON):
        records.delete(person, kind, row_id)
    with clock.frozen(NOON + records.UNDO), pytest.raises(NotFound):
        records.restore(person, kind, row_id)
    with clock.frozen(NOON + records.UNDO - timedelta(microseconds=1)):
        with pytest.raises(NotFound):
            records.delete(person, kind, row_id)
        records.restore(person, kind, row_id)
    assert records.read(person, kind, row_id).revision == 1
