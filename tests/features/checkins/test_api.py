"""Check-ins over the API: kept once, scored only when whole, and help at once."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from journal.clinical import instruments
from journal.models import Checkin
from tests.features.checkins.forms import GAD, LIST, PHQ, As, filled, new, put
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import execute


def test_a_finished_form_has_a_total_and_a_band(as_: As, ada: Somebody) -> None:
    path = new()
    answer = put(as_(ada), path, filled(3, 2, 2, 2, 2, 2, 2, 3, 0))
    assert (answer.status_code, answer.headers["ETag"].startswith('"1-')) == (201, True)
    read = as_(ada).get(path).json
    assert read == answer.json
    assert (read["status"], read["total"], read["band"]) == ("complete", 18, "Moderately severe")
    assert (read["help"], read["safety"]) == (False, "not at all")
    assert (read["instrument"], read["version"], read["answered_at"]) == ("phq-9", "1", "2026-05-13T00:14:00Z")


@pytest.mark.parametrize("answers", [{}, filled(3, 3, 3), filled(*[3] * 8), filled(*[1] * 8, None)])
def test_an_unfinished_form_is_kept_without_total_and_band(as_: As, ada: Somebody, answers: dict) -> None:
    read = put(as_(ada), new(), answers).json
    assert (read["status"], read["total"], read["band"]) == ("incomplete", None, None)
    assert (read["help"], read["safety"]) == (False, "unknown")
    assert read["answers"]["phq9-9"] is None


@pytest.mark.parametrize("rest", [0, None])
def test_item_9_above_zero_asks_for_help_in_an_unfinished_form_too(as_: As, ada: Somebody, rest: int | None) -> None:
    read = put(as_(ada), new(), filled(*[rest] * 8, 1)).json
    assert (read["help"], read["safety"]) == (True, "above")


def test_a_gad_7_asks_nothing_about_harm(as_: As, ada: Somebody) -> None:
    read = put(as_(ada), new(), filled(*[1] * 7, instrument=GAD), instrument="gad-7").json
    assert (read["total"], read["band"], read["help"], read["safety"]) == (7, "Mild", False, None)


def test_the_same_answers_again_change_nothing_and_a_null_is_a_blank(as_: As, ada: Somebody) -> None:
    path = new()
    put(as_(ada), path, filled(1, 2))
    again = put(as_(ada), path, filled(1, 2, None))
    assert (again.status_code, again.json["revision"]) == (200, 1)


def test_other_answers_need_the_current_revision(as_: As, ada: Somebody) -> None:
    path = new()
    put(as_(ada), path, filled(1, 2))
    refused = put(as_(ada), path, filled(1, 2, 3))
    assert (refused.status_code, refused.json["current"]["answers"]["phq9-3"]) == (412, None)
    assert put(as_(ada), path, filled(1, 2, 3), 7).status_code == 412
    revised = put(as_(ada), path, filled(1, 2, 3), 1)
    assert (revised.status_code, revised.json["revision"], revised.json["answers"]["phq9-3"]) == (200, 2, 3)


BAD = [
    (filled(1, 1, 4, 1, 1, 1, 1, 1, 1), "answers.phq9-3"),
    (filled(1, 1, True, 1, 1, 1, 1, 1, 1), "answers.phq9-3"),
    (filled(1, 1, "2", 1, 1, 1, 1, 1, 1), "answers.phq9-3"),
    (filled(1, 1, 1.0, 1, 1, 1, 1, 1, 1), "answers.phq9-3"),
    (filled(1, 1, -1, 1, 1, 1, 1, 1, 1), "answers.phq9-3"),
    (filled(1, 1, [1], 1, 1, 1, 1, 1, 1), "answers.phq9-3"),
    (filled(*[1] * 9) | {"phq9-10": 1}, "answers.phq9-10"),
    (filled(*[1] * 9) | {"gad7-1": 1}, "answers.gad7-1"),
    ([1] * 9, "answers"),
    ([1] * 10, "answers"),
    ("111111111", "answers"),
    (None, "answers"),
]


@pytest.mark.parametrize(("answers", "field"), BAD)
def test_answers_that_the_form_does_not_take_are_refused_by_their_question(
    as_: As, ada: Somebody, answers: object, field: str
) -> None:
    refused = put(as_(ada), new(), answers)
    assert (refused.status_code, list(refused.json["fields"])) == (422, [field])
    assert as_(ada).get(LIST).json["items"] == []


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"instrument": "phq-8"}, "instrument"),
        ({"instrument": None}, "instrument"),
        ({"instrument": ["phq-9"]}, "instrument"),
        ({"answered_at": "2026-05-12T20:14:00"}, "answered_at"),
        ({"treatment_id": str(uuid4())}, "treatment_id"),
        ({"time_point": "day_2"}, "time_point"),
        ({"total": 3}, "total"),
        ({"band": "Minimal"}, "band"),
    ],
)
def test_other_bad_input_is_refused_by_its_field(as_: As, ada: Somebody, more: dict, field: str) -> None:
    refused = put(as_(ada), new(), filled(1), **more)
    assert (refused.status_code, list(refused.json["fields"])) == (422, [field])
    assert as_(ada).get(LIST).json["items"] == []


def test_a_kept_check_in_stays_with_its_questionnaire(as_: As, ada: Somebody) -> None:
    path = new()
    put(as_(ada), path, filled(1))
    refused = put(as_(ada), path, {}, 1, instrument="gad-7")
    assert (refused.status_code, list(refused.json["fields"])) == (422, ["instrument"])
    assert as_(ada).get(path).json["instrument"] == "phq-9"


def test_the_list_can_be_of_one_questionnaire_page_by_page(as_: As, ada: Somebody) -> None:
    for number in range(5):
        put(as_(ada), new(), filled(number % 4))
        put(as_(ada), new(), {"gad7-1": 1}, instrument="gad-7")
    assert len(as_(ada).get(LIST).json["items"]) == 10
    first = as_(ada).get(f"{LIST}?instrument=phq-9&limit=3").json
    rest = as_(ada).get(f"{LIST}?instrument=phq-9&limit=3&cursor={first['next']}").json
    assert [item["answers"]["phq9-1"] for item in first["items"] + rest["items"]] == [0, 3, 2, 1, 0]
    assert rest["next"] is None
    assert as_(ada).get(f"{LIST}?instrument=phq-8").status_code == 422


def test_nobody_else_sees_it(as_: As, ada: Somebody, eve: Somebody, tom: Somebody) -> None:
    path = new()
    put(as_(ada), path, filled(1))
    assert [as_(person).get(path).status_code for person in (ada, eve, tom)] == [200, 404, 403]
    assert put(as_(eve), path, filled(3)).status_code == 201
    assert as_(ada).get(path).json["answers"]["phq9-1"] == 1


def test_where_it_lies_is_read_from_the_treatment(as_: As, ada: Somebody) -> None:
    treatment = uuid4()
    facts = {"starts_at": "2026-05-05T15:00:00-04:00", "route": "iv", "status": "done", "number": 4}
    as_(ada).put(f"/api/v1/treatments/{treatment}", json=facts)
    read = put(as_(ada), new(), filled(1), treatment_id=str(treatment)).json
    assert (read["time_point"], read["day"], read["treatment_number"]) == ("week_1", 7, 4)


def test_answers_and_totals_are_sealed(as_: As, ada: Somebody, app) -> None:
    put(as_(ada), new(), filled(*[2] * 9))
    with app.app_context():
        row = execute(select(Checkin)).mappings().one()
    assert b"phq9" not in row["sealed"]
    assert not {"total", "band", "answers"} & set(row)


def test_a_check_in_from_a_clock_far_ahead_is_kept_and_marked(as_: As, ada: Somebody) -> None:
    assert put(as_(ada), new(), filled(1), answered_at="2099-05-12T20:14:00Z").json["clock_differs"]
    yesterday = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    assert not put(as_(ada), new(), filled(1), answered_at=yesterday).json["clock_differs"]


def test_whoever_is_signed_in_reads_the_questionnaires(as_: As, ada: Somebody, tom: Somebody, visitor) -> None:
    path = "/api/v1/instruments"
    assert [item["id"] for item in as_(tom).get(path).json["items"]] == [one.id for one in instruments.ALL]
    told = as_(ada).get(f"{path}/phq-9").json
    assert [item["text"] for item in told["items"]] == [question.text for question in PHQ.scored]
    assert (told["maximum"], told["change_points"], told["safety"]) == (27, 5, {"item": "phq9-9", "at_least": 1})
    assert told["bands"][3] == {"code": "moderately-severe", "low": 15, "high": 19, "label": "Moderately severe"}
    assert "No permission required" in told["licence"]
    assert told["sources"]
    assert as_(ada).get(f"{path}/phq-8").status_code == 404
    assert visitor.get(path).status_code == 401
