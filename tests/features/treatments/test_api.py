"""Treatments over the API: kept under their owner's id, once, and nobody else's business."""

import json
from collections.abc import Callable
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from journal.core.choices import ROUTES, STATUSES
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]
FACTS = {"starts_at": "2026-05-12T15:00:00-04:00", "route": "iv", "status": "planned"}
LIST = "/api/v1/treatments"


def put(client: FlaskClient, path: str, revision: int | None = None, **facts: object):
    headers = {} if revision is None else {"If-Match": f'"{revision}"'}
    return client.put(path, data=json.dumps(FACTS | facts), content_type="application/json", headers=headers)


def new() -> str:
    return f"{LIST}/{uuid4()}"


def test_a_treatment_is_kept_and_read_back(as_: As, ada: Somebody) -> None:
    path, course = new(), str(uuid4())
    told = {
        "setting": "at the clinic",
        "course_id": course,
        "number": 4,
        "of": 6,
        "intention": "Rest.",
        "noticed": "Sea",
    }
    answer = put(as_(ada), path, **told)
    assert (answer.status_code, answer.headers["ETag"].startswith('"1-')) == (201, True)
    read = as_(ada).get(path).json
    assert read == answer.json
    assert {name: read[name] for name in told} == told
    assert (read["starts_at"], read["route"], read["status"]) == ("2026-05-12T19:00:00Z", "iv", "planned")


def test_the_same_facts_again_change_nothing(as_: As, ada: Somebody) -> None:
    path = new()
    put(as_(ada), path)
    again = put(as_(ada), path)
    assert (again.status_code, again.json["revision"]) == (200, 1)


def test_other_facts_need_the_current_revision_and_lose_no_words(as_: As, ada: Somebody) -> None:
    path = new()
    put(as_(ada), path, intention="The first words")
    refused = put(as_(ada), path, intention="Other words")
    assert (refused.status_code, refused.headers["ETag"]) == (412, as_(ada).get(path).headers["ETag"])
    assert refused.json["current"]["intention"] == "The first words"
    assert put(as_(ada), path, 2, intention="Other words").status_code == 412
    revised = put(as_(ada), path, 1, intention="Other words")
    assert (revised.status_code, revised.json["revision"], revised.json["intention"]) == (
        200,
        2,
        "Other words",
    )


def test_the_list_is_sorted_by_the_start_and_comes_page_by_page(as_: As, ada: Somebody) -> None:
    days = ["2026-05-12", "2026-04-28", "2026-05-19", "2026-05-05", "2026-05-05"]
    for day in days:
        put(as_(ada), new(), starts_at=f"{day}T15:00:00Z")
    found, cursor = [], ""
    while cursor is not None:
        page = as_(ada).get(f"{LIST}?limit=2{cursor}").json
        found += [(item["starts_at"], item["id"]) for item in page["items"]]
        cursor = page["next"] and f"&cursor={page['next']}"
    assert found == sorted(found, reverse=True)
    assert [at[:10] for at, _id in found] == sorted(days, reverse=True)


def test_deleted_is_gone_and_the_same_put_brings_it_back(as_: As, ada: Somebody) -> None:
    path = new()
    put(as_(ada), path, intention="Rest.")
    assert as_(ada).delete(path).status_code == 204
    assert as_(ada).get(path).status_code == 404
    assert as_(ada).get(LIST).json["items"] == []
    assert as_(ada).delete(path).status_code == 404
    assert put(as_(ada), path, intention="Other").status_code == 412
    assert put(as_(ada), path, intention="Rest.").status_code == 200
    assert as_(ada).get(path).json["intention"] == "Rest."


def test_what_was_written_about_a_deleted_treatment_stays_and_is_about_none(as_: As, ada: Somebody) -> None:
    treatment, entry = str(uuid4()), f"/api/v1/entries/{uuid4()}"
    put(as_(ada), f"{LIST}/{treatment}")
    words = {"body": "The sea", "treatment_id": treatment, "written_at": "2026-05-12T22:00:00-04:00"}
    as_(ada).put(entry, json=words)
    assert as_(ada).get(entry).json["time_point"] == "evening"
    as_(ada).delete(f"{LIST}/{treatment}")
    read = as_(ada).get(entry)
    assert (read.status_code, read.json["body"], read.json["time_point"]) == (200, "The sea", None)


def test_nobody_else_sees_it_and_the_same_id_is_everybody_s_own(
    as_: As, ada: Somebody, eve: Somebody, tom: Somebody
) -> None:
    path = new()
    put(as_(ada), path, number=1)
    assert [as_(person).get(path).status_code for person in (ada, eve, tom)] == [200, 404, 403]
    assert as_(eve).delete(path).status_code == 404
    assert put(as_(eve), path, number=2).status_code == 201
    assert [as_(person).get(path).json["number"] for person in (ada, eve)] == [1, 2]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"route": "iv drip"}, "route"),
        ({"route": None}, "route"),
        ({"status": "missed"}, "status"),
        ({"starts_at": "2026-05-12T15:00:00"}, "starts_at"),
        ({"starts_at": "soon"}, "starts_at"),
        ({"number": 7, "of": 6}, "number"),
        ({"number": 0}, "number"),
        ({"number": True}, "number"),
        ({"number": "4"}, "number"),
        ({"number": 4.0}, "number"),
        ({"of": 1000}, "of"),
        ({"course_id": "first"}, "course_id"),
        ({"setting": " "}, "setting"),
        ({"intention": "x" * 2_001}, "intention"),
        ({"noticed": "a\0b"}, "noticed"),
        ({"noticed": ["sea"]}, "noticed"),
        ({"dose": 40}, "dose"),
        ({"owner_id": str(uuid4())}, "owner_id"),
        ({"received_at": "2026-05-12T15:00:00Z"}, "received_at"),
    ],
)
def test_bad_input_is_refused_by_its_field_and_nothing_is_kept(as_: As, ada: Somebody, facts: dict, field: str) -> None:
    answer = put(as_(ada), new(), **facts)
    assert (answer.status_code, list(answer.json["fields"])) == (422, [field])
    assert as_(ada).get(LIST).json["items"] == []


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("status", STATUSES)
def test_every_route_and_every_state_is_kept(as_: As, ada: Somebody, route: str, status: str) -> None:
    answer = put(as_(ada), new(), route=route, status=status)
    assert (answer.status_code, answer.json["route"], answer.json["status"]) == (201, route, status)


def test_no_other_route_and_no_other_state_is_offered() -> None:
    assert ROUTES == ("iv", "im", "intranasal", "lozenge", "other")
    assert STATUSES == ("planned", "done", "cancelled")
