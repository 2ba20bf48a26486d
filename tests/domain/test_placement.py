"""What is about a treatment moves with it, and a deleted treatment is none."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from journal.core import clock
from journal.core.errors import Invalid
from journal.core.row_security import acting_for
from journal.domain import placement, records
from journal.domain.identity import Actor
from journal.domain.placement import CLOCK_AHEAD, CLOCK_BEHIND, NO_TREATMENT, CandidateTreatment
from journal.models import Entry, Treatment
from tests.domain.test_records import KINDS, values
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import execute

START = datetime(2026, 5, 12, 18, tzinfo=UTC)  # in New York, where Ada is, 14:00
Acting = Callable[[Somebody], Actor]


def treat(person: Actor, day: int = 0, **facts: object) -> UUID:
    """Add a treatment so many days after START."""
    row_id, kind = uuid4(), KINDS["treatment"]
    records.put(person, kind, row_id, None, values(kind, 0) | {"starts_at": START + timedelta(days=day)} | facts)
    return row_id


def row(**given: Any) -> Any:
    return SimpleNamespace(**({"starts_at": START, "number": 4, "time_point": None} | given))


def test_the_treatments_on_offer_begin_with_the_latest_start(acting: Acting, ada: Somebody) -> None:
    person = acting(ada)
    early, late, planned = treat(person, 1, number=1), treat(person, 8, number=2), treat(person, 9, status="planned")
    assert placement.candidates(person) == [
        CandidateTreatment(planned, START + timedelta(days=9), None),
        CandidateTreatment(late, START + timedelta(days=8), 2),
        CandidateTreatment(early, START + timedelta(days=1), 1),
    ]


def test_no_treatment_is_on_offer_that_was_cancelled_or_deleted_or_is_anothers(
    acting: Acting, ada: Somebody, eve: Somebody
) -> None:
    person = acting(ada)
    treat(person, status="cancelled")
    with acting_for(eve.id):
        treat(acting(eve))
    records.delete(person, KINDS["treatment"], treat(person))
    assert placement.candidates(person) == []


def test_the_twelve_latest_treatments_are_on_offer(acting: Acting, ada: Somebody) -> None:
    person = acting(ada)
    ids = [treat(person, day) for day in range(14)]
    assert [one.id for one in placement.candidates(person)] == ids[:1:-1]


def test_what_is_planned_for_later_takes_no_place_from_what_has_been(acting: Acting, ada: Somebody) -> None:
    person = acting(ada)
    today = treat(person)
    planned = [treat(person, 21 * number, status="planned") for number in range(1, 16)]
    with clock.frozen(START):
        assert [one.id for one in placement.candidates(person)] == [*planned[2::-1], today]


def test_the_latest_treatment_that_began_is_one_within_the_time_and_not_ahead(acting: Acting, ada: Somebody) -> None:
    person, within = acting(ada), timedelta(days=4)
    treat(person, -1)
    last = treat(person)
    treat(person, 9, status="planned")
    for after, expected in ((-1e-6, False), (0, True), (4 * 86400 - 1, True), (4 * 86400, False)):
        with clock.frozen(START + timedelta(seconds=after)):
            assert (placement.latest_begun(person, within) == last) is expected
    with clock.frozen(START + within):
        assert placement.latest_begun(person, within) is None


def test_a_treatment_to_choose_is_ones_own_and_there(acting: Acting, ada: Somebody, eve: Somebody) -> None:
    person = acting(ada)
    kept, deleted = treat(person), treat(person, 1)
    with acting_for(eve.id):
        eves = treat(acting(eve))
    records.delete(person, KINDS["treatment"], deleted)
    placement.check_treatment(person, kept, None)
    placement.check_treatment(person, None, kept)
    placement.check_treatment(person, deleted, deleted)  # chosen before it was deleted
    for chosen in (deleted, eves, uuid4()):
        with pytest.raises(Invalid) as refused:
            placement.check_treatment(person, chosen, kept)
        assert refused.value.fields == {"treatment_id": [str(NO_TREATMENT)]}


def test_the_days_of_treatments_that_took_place_are_the_persons_own(
    acting: Acting, ada: Somebody, eve: Somebody
) -> None:
    person = acting(ada)
    done = {"status": "done"}
    for _twice in range(2):
        treat(person, **done)
    treat(person, starts_at=datetime(2026, 5, 15, 1, tzinfo=UTC), **done)  # in New York, the evening before
    treat(person, 4, status="planned")
    treat(person, 5, status="cancelled")
    records.delete(person, KINDS["treatment"], treat(person, 6, **done))
    with acting_for(eve.id):
        treat(acting(eve), 7, **done)
    days = [one.day for one in placement.done(person)]
    assert days == [date(2026, 5, 12), date(2026, 5, 12), date(2026, 5, 14)]


@pytest.mark.parametrize(
    ("ahead", "differs"),
    [
        (timedelta(0), False),
        (CLOCK_AHEAD - timedelta(seconds=1), False),
        (CLOCK_AHEAD, True),
        (timedelta(seconds=1) - CLOCK_BEHIND, False),
        (-CLOCK_BEHIND, True),
    ],
)
def test_a_clock_that_is_far_from_ours_is_marked(ahead: timedelta, differs: bool) -> None:
    assert placement.clock_differs(START + ahead, START) is differs


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(-1, ("before", 0, 4)), (1, ("resting", 0, 4)), (4, ("evening", 0, 4)), (48, (None, 2, 4)), (72, ("day_3", 3, 4))],
)
def test_a_row_lies_where_its_instant_lies_after_the_start(
    acting: Acting, ada: Somebody, hours: int, expected: object
) -> None:
    assert placement.of(acting(ada), row(), START + timedelta(hours=hours)) == expected


def test_days_are_counted_in_the_persons_own_zone(acting: Acting, ada: Somebody) -> None:
    person = acting(ada)
    midnight = datetime(2026, 5, 13, 4, tzinfo=UTC)  # in New York
    before, after = (placement.of(person, row(), midnight + timedelta(seconds=step)) for step in (-1, 0))
    assert (before.day, after.day) == (0, 1)


def test_the_time_point_that_the_person_chose_is_kept(acting: Acting, ada: Somebody) -> None:
    person = acting(ada)
    assert placement.of(person, row(time_point="week_1"), START + timedelta(days=3)) == ("week_1", 3, 4)


def test_what_is_about_no_treatment_has_the_chosen_time_point_alone(acting: Acting, ada: Somebody) -> None:
    person = acting(ada)
    assert placement.of(person, row(starts_at=None, number=None, time_point="day_1"), START) == ("day_1", None, None)
    assert placement.of(person, row(starts_at=None, number=None), START) == (None, None, None)


def test_an_entry_is_joined_to_its_writers_own_treatment_until_that_is_deleted(
    acting: Acting, ada: Somebody, eve: Somebody
) -> None:
    person, kind = acting(ada), KINDS["entry"]
    about, other = treat(person, number=4), treat(person, 1, number=5)
    eves = values(KINDS["treatment"], 1) | {"number": 6}
    with acting_for(eve.id):
        records.put(acting(eve), KINDS["treatment"], about, None, eves)  # under the same id
    records.put(person, kind, uuid4(), None, values(kind, 0) | {"treatment_id": about})
    numbers = select(Treatment.number).select_from(Entry).outerjoin(Treatment, placement.treatment_of(Entry))
    assert execute(numbers).scalars().all() == [4]
    records.delete(person, KINDS["treatment"], other)
    assert execute(numbers).scalars().all() == [4]
    records.delete(person, KINDS["treatment"], about)
    assert execute(numbers).scalars().all() == [None]
