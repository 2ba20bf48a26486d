"""Each kind shows what its copy holds, under its own name: by that its template is found."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from journal.clinical import instruments
from journal.domain import records
from journal.domain.identity import Actor
from journal.domain.sharing.piece_kinds import KINDS as PIECE_KINDS
from journal.domain.sharing.pieces.entry import ShownEntry
from journal.domain.sharing.pieces.excerpt import ShownExcerpt
from journal.domain.sharing.pieces.topic import ShownTopic
from journal.domain.sharing.scores import SafetyAnswer
from tests.domain.test_records import KINDS, values
from tests.plugins.people import Somebody

Acting = Callable[[Somebody], Actor]

START, DAY = datetime(2026, 5, 12, 18, tzinfo=UTC), date(2026, 5, 12)
TIMES = {"filled_in_on": None, "changed_on": None, "spans_treatment": False}
WHERE = {"on": "2026-05-12", "time_point": "evening", "day": 0, "treatment_number": 4}


def keep(person: Actor, name: str, **more: object) -> UUID:
    row_id = uuid4()
    records.put(person, KINDS[name], row_id, None, values(KINDS[name], 0) | {"starts_at": START} | more)
    return row_id


def test_a_topic_is_shown_by_its_text() -> None:
    assert PIECE_KINDS["topic"].lay_out({"kind": "topic", "text": "My father"}) == ShownTopic("topic", "My father")


def test_an_excerpt_is_shown_with_its_text_and_its_place() -> None:
    copied = {"kind": "excerpt", "text": "not afraid"} | WHERE
    assert PIECE_KINDS["excerpt"].lay_out(copied) == ShownExcerpt("excerpt", "not afraid", DAY, copied)


def test_a_whole_entry_is_shown_with_its_text_and_its_place() -> None:
    text = {"body": "The water.", "prompts": [], "feelings": ["calm"], "mood": 6}
    copied = {"kind": "entry"} | text | WHERE
    assert PIECE_KINDS["entry"].lay_out(copied) == ShownEntry("entry", copied, DAY, copied)


@pytest.mark.parametrize("kind", ["checkin", "series"])
def test_an_answer_about_harm_is_found_in_every_kind_that_can_hold_it(kind: str) -> None:
    point = {"version": "1", "status": "complete", "total": 9, "band": "Mild", "answers": {"phq9-9": 2}}
    point |= {"safety": "above", "on": "2026-05-12"}
    head = {"kind": "series", "instrument": "phq-9", "since": "2026-04-14"}
    series = head | {"points": [point, point], "treatments": []}
    copied = series if kind == "series" else {"kind": "checkin", "instrument": "phq-9"} | WHERE | TIMES | point
    found = SafetyAnswer(instruments.get("phq-9"), 9, DAY, "above", "More than half the days", shared=True)
    assert list(PIECE_KINDS[kind].safety_answers(copied)) == [found] * (2 if kind == "series" else 1)


def test_a_check_in_is_shown_with_the_answers_that_were_shared() -> None:
    score = {"version": "1", "status": "complete", "total": 9, "band": "Mild", "safety": "above"}
    copied = {"kind": "checkin", "instrument": "phq-9", "answers": {"phq9-1": 2}} | score | WHERE | TIMES
    answers = [one["answer"] for one in PIECE_KINDS["checkin"].lay_out(copied).answered]
    assert answers[:2] == ["More than half the days", None]


@pytest.mark.parametrize("kind", ["topic", "excerpt", "entry", "treatment"])
def test_no_other_kind_holds_an_answer_about_harm(kind: str) -> None:
    assert list(PIECE_KINDS[kind].safety_answers({"kind": kind})) == []


def test_a_check_in_is_shown_with_its_score_and_its_place() -> None:
    score = {"version": "1", "status": "complete", "total": 9, "band": "Mild", "answers": None, "safety": None}
    copied = {"kind": "checkin", "instrument": "phq-9"} | WHERE | TIMES | score
    shown = PIECE_KINDS["checkin"].lay_out(copied)
    assert (shown.kind, shown.on, shown.instrument.id) == ("checkin", date(2026, 5, 12), "phq-9")
    assert (shown.score, shown.placed, shown.answered) == (copied, copied, [])


def test_a_treatment_of_no_course_has_no_number_and_no_last(acting: Acting, ada: Somebody) -> None:
    person = acting(ada)
    alone, fourth = keep(person, "treatment", number=None, of=6), keep(person, "treatment", number=4, of=6)
    kind = PIECE_KINDS["treatment"]
    pieces: Any = [{"kind": "treatment", "treatment_id": str(one)} for one in (alone, fourth)]
    found = kind.gather(person, pieces)
    copied = [kind.copy(piece, found) for piece in pieces]
    assert [(one["number"], one["of"]) for one in copied] == [(None, None), (4, 6)]
    shown = kind.lay_out(copied[1] | {"setting": "Room 2"})
    assert (shown.kind, shown.setting, shown.route, shown.status) == ("treatment", "Room 2", "iv", "done")
    assert (shown.on, shown.number, shown.of) == (date(2026, 5, 12), 4, 6)
