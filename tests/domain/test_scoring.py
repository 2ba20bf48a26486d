"""Help is offered for as long as the newest answer to the question about harm asks for it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from journal.core import clock
from journal.crypto.vault import Tampered
from journal.domain import scoring
from journal.domain.identity import Actor
from journal.features.checkins import service
from journal.models import Checkin
from tests.features.checkins.forms import PHQ
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import execute

START = datetime(2026, 5, 1, 12, tzinfo=UTC)
Acting = Callable[[Somebody], Actor]


def answered(person: Actor, day: int, *, instrument: str = "phq-9", **answers: int | None) -> None:
    words = {"answered_at": START + timedelta(days=day), "treatment_id": None, "time_point": None}
    named = {name.replace("_", "-"): value for name, value in answers.items()}
    service.write(person, uuid4(), None, {"instrument": instrument, "answers": named, **words})


@pytest.mark.parametrize(
    ("told", "offered"),
    [
        ([], False),
        ([0], False),
        ([None], False),
        ([1], True),
        ([3, 0], False),
        ([0, 2], True),
        ([1, None], True),
        ([1, None, 0, None], False),
    ],
)
def test_the_newest_answer_counts_and_a_blank_is_none(acting: Acting, ada: Somebody, told: list, offered: bool) -> None:
    person = acting(ada)
    for day, value in enumerate(told):
        answered(person, day, phq9_1=1, phq9_9=value)
    assert scoring.needs_support(person) is offered


def test_where_two_clocks_disagree_about_the_newest_help_is_offered(acting: Acting, ada: Somebody) -> None:
    person = acting(ada)
    answered(person, 9, phq9_9=0)
    answered(person, 1, phq9_9=2)  # sent later, by a phone whose clock is behind
    assert scoring.needs_support(person)


def test_another_s_answers_and_another_questionnaire_offer_nothing(
    acting: Acting, ada: Somebody, eve: Somebody
) -> None:
    answered(acting(ada), 1, phq9_9=3)
    person = acting(eve)
    answered(person, 1, instrument="gad-7", gad7_7=3)
    assert not scoring.needs_support(person)


def test_a_series_is_sorted_by_the_person_s_clock_and_leaves_out_what_was_never_begun(
    acting: Acting, ada: Somebody
) -> None:
    person = acting(ada)
    for day in (7, 1, 4):
        answered(person, day, **{question.id.replace("-", "_"): day % 4 for question in PHQ.scored})
    answered(person, 2)
    found = scoring.series(person, "phq-9")
    assert [scored.score.total for scored in found] == [9, 0, 27]
    assert [scored.answered_at.day for scored in found] == [2, 5, 8]


def test_a_scored_check_in_says_what_was_answered_and_when(acting: Acting, ada: Somebody) -> None:
    person, received = acting(ada), START + timedelta(days=3)
    with clock.frozen(received):
        answered(person, 1, phq9_1=2, phq9_2=1)
    (scored,) = scoring.series(person, "phq-9")
    assert scored.id == execute(select(Checkin.id)).scalar_one()
    assert scored.instrument is PHQ
    assert {name: value for name, value in scored.responses.items() if value is not None} == {"phq9-1": 2, "phq9-2": 1}
    assert (scored.answered_at, scored.received_at) == (START + timedelta(days=1), received)
    assert (scored.score.status, scored.score.total, scored.score.safety) == ("incomplete", None, "unknown")


def test_check_ins_of_one_instant_come_as_they_were_received(acting: Acting, ada: Somebody) -> None:
    person = acting(ada)
    for hours in (2, 0, 1):
        with clock.frozen(START + timedelta(hours=hours)):
            answered(person, 1, phq9_1=hours)
    assert [scored.responses["phq9-1"] for scored in scoring.series(person, "phq-9")] == [0, 1, 2]


def test_an_answer_of_zero_is_an_answer(acting: Acting, ada: Somebody) -> None:
    person = acting(ada)
    answered(person, 1, phq9_1=0)
    answered(person, 2)
    assert [scored.has_answer for scored in scoring.series(person, "phq-9")] == [True]


def test_check_ins_are_sealed_for_their_own_row(acting: Acting, ada: Somebody, eve: Somebody) -> None:
    person = acting(ada)
    answered(person, 1, phq9_1=1)
    row = execute(select(*scoring.COLUMNS)).one()
    assert scoring.score(person, row).responses["phq9-1"] == 1
    with pytest.raises(Tampered):
        scoring.score(acting(eve), row)
