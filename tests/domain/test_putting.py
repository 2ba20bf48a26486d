"""What is put under an id: checked first, new once, the same again without harm, and there again if it was deleted."""

from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from journal.core import clock
from journal.core.errors import Conflict, Invalid, NotFound
from journal.core.fields import Values
from journal.domain import access, erasure, records
from journal.domain.identity import Actor
from tests.domain.test_record_kind import Acting, built, every_kind
from tests.domain.test_records import KINDS, values
from tests.plugins.people import Somebody


@pytest.fixture
def context(maintenance_context: Flask) -> Flask:
    """Records are put and erased in one session."""
    return maintenance_context


def test_a_record_is_checked_against_the_one_that_it_replaces(acting: Acting, ada: Somebody) -> None:
    asked: list[tuple[Actor, UUID, Values, Any]] = []
    kind = replace(KINDS["entry"], check=lambda *given: asked.append(given))
    person, row_id = acting(ada), uuid4()
    first, second = values(kind, 0), values(kind, 1)
    new = records.put(person, kind, row_id, None, first).record
    records.put(person, kind, row_id, 1, second)
    assert asked == [(person, row_id, first, None), (person, row_id, second, new)]
    records.put(person, kind, row_id, 2, second)  # the same again is not checked
    assert len(asked) == 2
    records.delete(person, kind, row_id)
    records.put(person, kind, row_id, 2, second)
    assert asked[2][:3] == (person, row_id, second)
    assert asked[2][3] is not None


@pytest.mark.parametrize("revision", [None, 1])
def test_the_same_again_is_kept_where_a_new_one_would_be_refused(
    acting: Acting, ada: Somebody, revision: int | None
) -> None:
    def refuse(_person: Actor, _row_id: UUID, _given: Values, current: object) -> None:
        if current is None:
            raise Invalid(treatment_id="Gone since.")

    person, row_id = acting(ada), uuid4()
    first = values(KINDS["entry"], 0)
    new = records.put(person, KINDS["entry"], row_id, None, first).record
    refusing = replace(KINDS["entry"], check=refuse)
    assert records.put(person, refusing, row_id, revision, first) == (new, False)
    with pytest.raises(Invalid):
        records.put(person, refusing, uuid4(), revision, first)


@every_kind
def test_the_same_again_is_not_new_and_restores_what_was_deleted(acting: Acting, ada: Somebody, name: str) -> None:
    person, kind, row_id = acting(ada), built(name), uuid4()
    records.put(person, kind, row_id, None, values(kind, 0))
    kept = records.put(person, kind, row_id, None, values(kind, 0))
    assert (kept.new, kept.record.revision) == (False, 1)
    records.delete(person, kind, row_id)
    with pytest.raises(NotFound):
        records.read(person, kind, row_id)
    assert records.find(person, kind, row_id) is not None
    assert not records.put(person, kind, row_id, None, values(kind, 0)).new
    assert records.read(person, kind, row_id).revision == 1


@every_kind
def test_what_differs_from_a_deleted_record_brings_it_back_as_the_next_revision(
    acting: Acting, ada: Somebody, name: str
) -> None:
    person, kind, row_id = acting(ada), built(name), uuid4()
    records.put(person, kind, row_id, None, values(kind, 0))
    records.delete(person, kind, row_id)
    kept = records.put(person, kind, row_id, 1, values(kind, 1))
    assert (kept.new, kept.record.revision) == (False, 2)
    assert kept.record == records.read(person, kind, row_id)


@every_kind
@pytest.mark.parametrize("number", [0, 1])
def test_a_deleted_record_that_is_erased_while_it_is_put_again_is_new(
    acting: Acting, ada: Somebody, name: str, number: int
) -> None:
    person, row_id = acting(ada), uuid4()
    kind = replace(KINDS[name], check=lambda *_given: erasure.erase_deleted(KINDS[name], clock.now(), 1))
    records.put(person, kind, row_id, None, values(kind, 0))
    records.delete(person, kind, row_id)
    kept = records.put(person, kind, row_id, 1, values(kind, number))
    assert (kept.new, kept.record.revision) == (True, 1)
    assert kept.record == records.read(person, kind, row_id)
    assert kind.holds(person, access.one(kind.sql.one_or_deleted, person, row_id=row_id), values(kind, number))


@every_kind
def test_a_revision_that_is_not_the_current_one_is_not_replaced(acting: Acting, ada: Somebody, name: str) -> None:
    person, kind, row_id = acting(ada), built(name), uuid4()
    first = records.put(person, kind, row_id, None, values(kind, 0)).record
    records.put(person, kind, row_id, 1, values(kind, 1))
    for change in (partial(records.revise, person, kind, first), partial(records.put, person, kind, row_id, 1)):
        with pytest.raises(Conflict) as conflict:
            change(values(kind, 2))
        assert conflict.value.current == records.read(person, kind, row_id)
    assert kind.holds(person, access.one(kind.sql.one_or_deleted, person, row_id=row_id), values(kind, 1))
    assert (kind.sql.remember is None, kind.sql.earlier is None) == (kind.history is None,) * 2
    assert kind.history is None or [row.revision for row, _text in records.earlier(person, kind, row_id)] == [1]
