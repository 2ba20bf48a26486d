"""Every kind of record goes through the one protocol: a state machine plays it against a model.

Two writers create, repeat, revise, run into each other, delete, restore and erase; whatever was acknowledged is current
or, where the kind keeps a history, an earlier revision.
"""

import importlib.util
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from journal import features
from journal.clinical import instruments
from journal.core import clock
from journal.core.connection import rollback
from journal.core.db import transaction
from journal.core.errors import Conflict, NotFound
from journal.core.fields import Values
from journal.domain import erasure, records
from journal.domain.identity import Actor
from journal.domain.record_kind import RecordKind, as_json
from journal.domain.records import UNDO
from tests.plugins.people import Somebody

NOW = datetime(2026, 5, 12, 18, 0, tzinfo=UTC)
TEXTS = ("The water was dark.", "The water was bright.", "Mein Vater, jünger. 水 \U0001f30a")


@pytest.fixture
def context(maintenance_context: Flask) -> Flask:
    """Records are put by several people, and erased, in one session."""
    return maintenance_context


def kinds() -> Iterator[RecordKind[Any]]:
    """Yield every kind that a feature's repository holds."""
    for module in pkgutil.iter_modules(features.__path__, f"{features.__name__}."):
        name = f"{module.name}.repository"
        if importlib.util.find_spec(name):
            held = vars(importlib.import_module(name)).values()
            yield from (found for found in held if isinstance(found, RecordKind))


KINDS = {kind.name: kind for kind in kinds()}
PHQ_9 = {question.id: None for question in instruments.get("phq-9").questions}
GIVEN: dict[str, Callable[[int], dict[str, object]]] = {  # by the kind's name: three different things that it may hold
    "entry": lambda n: {"body": TEXTS[n], "feelings": ["calm"] * n, "mood": n, "written_at": NOW.isoformat()},
    "treatment": lambda n: {
        "starts_at": (NOW + timedelta(days=n)).isoformat(),
        "route": "iv",
        "status": "done",
        "intention": TEXTS[n],
    },
    "checkin": lambda n: {
        "instrument": "phq-9",
        "answers": dict.fromkeys(PHQ_9, 0) | {"phq9-1": n},  # a form that is not finished has no history
        "answered_at": NOW.isoformat(),
    },
    "summary": lambda n: {"title": TEXTS[n], "pieces": [{"kind": "topic", "text": TEXTS[n]}]},
}


def values(kind: RecordKind[Any], number: int) -> Values:
    """Return one of the three things that a kind may hold, as its service keeps it."""
    loaded: Values = kind.schema().load(GIVEN[kind.name](number))
    return loaded


put, delete, restore, read, erase = map(
    transaction, (records.put, records.delete, records.restore, records.read, erasure.erase_deleted)
)
MANY = 100
NUMBERS, WRITERS = st.integers(0, len(TEXTS) - 1), st.sampled_from(("phone", "laptop"))


@dataclass
class Model:
    """What the protocol should hold of one record. revisions: the values of each, by number; seen: by writer."""

    current: int | None = None
    revisions: list[int] = field(default_factory=list)
    deleted_at: datetime | None = None
    seen: dict[str, int] = field(default_factory=dict)

    @property
    def revision(self) -> int:
        return len(self.revisions)


class Protocol(RuleBasedStateMachine):
    """One record of one kind, and two writers who each know the revision that they saw last."""

    def __init__(self, kind: RecordKind[Any], person: Actor) -> None:
        super().__init__()
        self.kind, self.person, self.id = kind, person, uuid4()
        self.model, self.now = Model(), NOW

    @rule(writer=WRITERS, number=NUMBERS)
    def put(self, writer: str, number: int) -> None:
        model, seen = self.model, self.model.seen.get(writer)
        same = model.current == number
        fits = model.current is None or same or seen == model.revision
        if not fits:
            with pytest.raises(Conflict) as conflict:
                put(self.person, self.kind, self.id, seen, values(self.kind, number))
            assert conflict.value.revision == model.revision
            model.seen[writer] = model.revision  # the writer looks at both, and may decide now
            return
        kept = put(self.person, self.kind, self.id, seen, values(self.kind, number))
        assert kept.new == (model.current is None)
        if not same:
            model.revisions.append(number)
        model.current, model.deleted_at = number, None
        model.seen[writer] = kept.record.revision

    @precondition(lambda self: self.model.current is not None)
    @rule(writer=WRITERS)
    def read(self, writer: str) -> None:
        if self.model.deleted_at is None:
            self.model.seen[writer] = read(self.person, self.kind, self.id).revision
        else:
            with pytest.raises(NotFound):
                read(self.person, self.kind, self.id)

    @rule()
    def delete(self) -> None:
        with clock.frozen(self.now):
            if self.model.current is None or self.model.deleted_at is not None:
                with pytest.raises(NotFound):
                    delete(self.person, self.kind, self.id)
            else:
                delete(self.person, self.kind, self.id)
                self.model.deleted_at = self.now

    @rule()
    def restore(self) -> None:
        deleted_at = self.model.deleted_at
        with clock.frozen(self.now):
            if deleted_at is not None and deleted_at > self.now - UNDO:
                restore(self.person, self.kind, self.id)
                self.model.deleted_at = None
            else:
                with pytest.raises(NotFound):
                    restore(self.person, self.kind, self.id)

    @rule(days=st.sampled_from((1, 29, 30, 31)))
    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule()
    def erase(self) -> None:
        erase(self.kind, self.now - UNDO, MANY)
        deleted_at = self.model.deleted_at
        if deleted_at is not None and deleted_at <= self.now - UNDO:
            self.model = Model()

    @invariant()
    def what_was_acknowledged_is_there(self) -> None:
        found = records.find(self.person, self.kind, self.id)
        assert (found is None) == (self.model.current is None)
        if found is None:
            return
        assert found.revision == self.model.revision
        assert _private(self.kind, found.to_dict()) == self._expected(self.model.current)
        if self.kind.history is not None and self.model.deleted_at is None:
            earlier = [text for _row, text in records.earlier(self.person, self.kind, self.id)]
            assert earlier == [self._expected(number) for number in reversed(self.model.revisions[:-1])]

    def teardown(self) -> None:
        rollback()

    def _expected(self, number: int | None) -> Values:
        assert number is not None
        return _private(self.kind, as_json(values(self.kind, number)))


def _private(kind: RecordKind[Any], values: Values) -> Values:
    return {name: values[name] for name in kind.sealed}


def test_there_are_values_for_every_kind() -> None:
    assert set(GIVEN) == set(KINDS)
    assert len(KINDS) >= 4


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_goes_through_the_protocol(acting: Callable[[Somebody], Actor], ada: Somebody, name: str) -> None:
    person = acting(ada)
    run_state_machine_as_test(
        lambda: Protocol(KINDS[name], person),
        settings=settings(
            max_examples=40,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
        ),
    )


@pytest.mark.parametrize("name", KINDS)
def test_another_owner_keeps_something_else_under_the_same_id(
    acting: Callable[[Somebody], Actor], ada: Somebody, eve: Somebody, name: str
) -> None:
    kind, row_id = KINDS[name], uuid4()
    adas, eves = acting(ada), acting(eve)
    put(adas, kind, row_id, None, values(kind, 0))
    assert records.find(eves, kind, row_id) is None
    for act in (delete, restore, read):
        with pytest.raises(NotFound):
            act(eves, kind, row_id)
    assert put(eves, kind, row_id, None, values(kind, 1)).new
    assert _private(kind, read(adas, kind, row_id).to_dict()) == _private(kind, as_json(values(kind, 0)))


def test_a_faster_writer_is_told_to_the_slower_one(acting: Callable[[Somebody], Actor], ada: Somebody) -> None:
    person, kind, row_id = acting(ada), KINDS["entry"], uuid4()
    first = put(person, kind, row_id, None, values(KINDS["entry"], 0)).record
    put(person, kind, row_id, 1, values(KINDS["entry"], 1))
    with pytest.raises(Conflict) as conflict:
        transaction(records.revise)(person, kind, first, values(KINDS["entry"], 2))
    assert conflict.value.revision == 2
    assert [text["body"] for _row, text in records.earlier(person, kind, row_id)] == [TEXTS[0]]


def test_whatever_points_at_an_erased_record_lets_go(acting: Callable[[Somebody], Actor], ada: Somebody) -> None:
    person, treatment, entry = acting(ada), uuid4(), uuid4()
    put(person, KINDS["treatment"], treatment, None, values(KINDS["treatment"], 0))
    put(person, KINDS["entry"], entry, None, values(KINDS["entry"], 0) | {"treatment_id": treatment})
    with clock.frozen(NOW):
        delete(person, KINDS["treatment"], treatment)
    assert erase(KINDS["treatment"], NOW, MANY) == 1
    kept = read(person, KINDS["entry"], entry)
    assert (kept.treatment_id, kept.text["body"]) == (None, TEXTS[0])
