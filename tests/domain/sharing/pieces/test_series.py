"""The totals of one questionnaire since a day."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from journal.clinical import instruments
from journal.core.db import db
from tests.domain.sharing.shown import ANSWERS, page, short_day
from tests.plugins import sharing
from tests.plugins.people import Somebody
from tests.plugins.sharing import PHQ_9, brief, made, previewed

As = Callable[[Somebody], FlaskClient]

SAID = {
    "status": {"complete": "of 27", "incomplete": "not finished"},
    "spans_treatment": {True: "A treatment", False: ""},  # of earlier totals the chart tells it
    "safety": {"above": "answered: more than half the days", "not at all": "Not at all", "unknown": "unknown"},
}
SERIES = {"kind": "series", "instrument": "phq-9", "since": "2026-04-14", "answers": True}


def example(client: FlaskClient) -> dict[str, Any]:
    sharing.treatment(client, starts_at="2026-04-20T15:00:00-04:00", number=2, of=3)
    sharing.checkin(client, "2026-04-14", item_1=3, item_2=0)
    sharing.checkin(client, "2026-04-21", item_3=None, item_5=2)
    sharing.checkin(client, "2026-05-15", item_9=2, item_7=3)
    return SERIES


def test_a_series_begins_on_its_day_and_marks_the_treatments_between(as_: As, ada: Somebody) -> None:
    for day, item_1 in (("2026-04-13", 3), ("2026-04-14", 3), ("2026-05-12", 0)):
        sharing.checkin(as_(ada), day, item_1=item_1)
    for day, status in (("2026-04-10", "done"), ("2026-04-20", "done"), ("2026-04-27", "planned")):
        sharing.treatment(as_(ada), starts_at=f"{day}T15:00:00-04:00", status=status, number=None, of=None)
    (piece,) = previewed(as_(ada), SERIES | {"answers": False})
    assert [(point["on"], point["total"], point["answers"]) for point in piece["points"]] == [
        ("2026-04-14", 10, None),
        ("2026-05-12", 7, None),
    ]
    assert piece["treatments"] == [{"on": "2026-04-20", "number": None}]


def test_treatments_on_its_first_and_on_its_last_day_are_marked_and_none_after_that(as_: As, ada: Somebody) -> None:
    sharing.checkin(as_(ada), "2026-05-12")
    for day in ("2026-04-13", "2026-04-14", "2026-05-12", "2026-05-13"):
        sharing.treatment(as_(ada), starts_at=f"{day}T08:00:00-04:00")
    (piece,) = previewed(as_(ada), SERIES)
    assert [one["on"] for one in piece["treatments"]] == ["2026-04-14", "2026-05-12"]


def test_what_was_late_in_the_evening_lies_on_the_persons_own_day(as_: As, ada: Somebody) -> None:
    late = "2026-05-12T23:30:00-04:00"
    made(as_(ada), "checkins", {"instrument": "phq-9", "answers": PHQ_9, "answered_at": late})
    sharing.treatment(as_(ada), starts_at=late)
    (piece,) = previewed(as_(ada), SERIES)
    assert [[one["on"] for one in piece[name]] for name in ("points", "treatments")] == [["2026-05-12"]] * 2


def test_a_questionnaires_check_ins_are_read_once_however_often_it_is_charted(
    app: Flask, as_: As, ada: Somebody
) -> None:
    series = [SERIES | {"since": f"2026-04-{day}"} for day in range(10, 30)]
    path, read = f"/api/v1/summaries/{sharing.summary(as_(ada), *series)}/preview", []
    with app.app_context():
        engine = db.engine

    def count(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        read.extend(word for word in ("FROM checkins", "FROM treatments") if word in statement)

    event.listen(engine, "before_cursor_execute", count)
    try:
        assert len(as_(ada).get(path).json["pieces"]) == len(series)
    finally:
        event.remove(engine, "before_cursor_execute", count)
    assert read == ["FROM checkins", "FROM treatments", "FROM treatments"]


@pytest.mark.usefixtures("in_care")
def test_every_single_answer_is_shown_with_its_day(as_: As, ada: Somebody, tom: Somebody) -> None:
    example(as_(ada))
    preview = page(as_(ada), f"/summaries/{sharing.summary(as_(ada), SERIES)}/preview")
    sharing.share(as_(ada), tom, SERIES)
    points = brief(as_(tom), ada).json["shares"][0]["pieces"][0]["points"]
    assert len(points) == 3
    questions = {question.id: question.text for question in instruments.get("phq-9").questions}
    for shown in (preview, page(as_(tom), f"/caseload/{ada.id}")):
        listed = shown.split("Each answer")[1]
        for point in points:
            _before, listed = listed.split(short_day(date.fromisoformat(point["on"])), 1)
            for question, value in point["answers"].items():
                answer = "" if value is None else ANSWERS[value]
                assert f"{questions[question]}{answer}" in listed


def test_without_the_single_answers_no_answer_is_in_the_copy_or_on_the_page(as_: As, ada: Somebody) -> None:
    example(as_(ada))
    path = f"/summaries/{sharing.summary(as_(ada), SERIES | {'answers': False})}/preview"
    assert "Each answer" not in page(as_(ada), path)
    points = as_(ada).get(f"/api/v1{path}").json["pieces"][0]["points"]
    assert [point["answers"] for point in points] == [None] * 3


def test_a_series_without_a_check_in_names_no_treatment(as_: As, ada: Somebody) -> None:
    example(as_(ada))
    sharing.treatment(as_(ada), starts_at="2026-05-16T15:00:00-04:00")
    (piece,) = previewed(as_(ada), SERIES | {"since": "2026-05-16"})
    assert (piece["points"], piece["treatments"]) == ([], [])


@pytest.mark.usefixtures("in_care")
def test_a_later_check_in_that_is_not_finished_is_told_beside_the_last_total(
    as_: As, ada: Somebody, tom: Somebody
) -> None:
    sharing.checkin(as_(ada), "2026-05-12", item_1=3)
    sharing.checkin(as_(ada), "2026-05-15", item_1=None)
    sharing.share(as_(ada), tom, SERIES)
    said = page(as_(tom), f"/caseload/{ada.id}")
    assert re.search(r"Last total \d+ on May 12.*A later check-in is not finished\.", said)


@pytest.mark.usefixtures("in_care")
def test_a_last_total_soon_after_a_treatment_says_so_although_the_series_begins_later(
    as_: As, ada: Somebody, tom: Somebody
) -> None:
    sharing.treatment(as_(ada))
    sharing.checkin(as_(ada), "2026-05-15")
    later = SERIES | {"since": "2026-05-14"}
    sharing.share(as_(ada), tom, later)
    said = "There was a treatment in the 14 days before the last total."
    for client, path in (
        (as_(ada), f"/summaries/{sharing.summary(as_(ada), later)}/preview"),
        (as_(tom), f"/caseload/{ada.id}"),
    ):
        assert said in page(client, path)
