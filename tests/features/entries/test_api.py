"""Entries over the API: kept under the writer's id, once, whatever is sent again."""

import json
from collections.abc import Callable
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]
WORDS = {"body": "The water was dark and I was not afraid of it.", "mood": 6, "written_at": "2026-05-12T20:14:00+02:00"}


def put(client: FlaskClient, path: str, revision: int | None = None, **words: object):
    headers = {} if revision is None else {"If-Match": f'"{revision}"'}
    return client.put(path, data=json.dumps(WORDS | words), content_type="application/json", headers=headers)


def test_a_new_entry_is_kept_and_read_back(as_: As, ada: Somebody) -> None:
    path = f"/api/v1/entries/{uuid4()}"
    answer = put(as_(ada), path)
    assert (answer.status_code, answer.headers["ETag"].startswith('"1-')) == (201, True)
    read = as_(ada).get(path).json
    assert (read["body"], read["mood"], read["revision"]) == (WORDS["body"], 6, 1)
    assert read["written_at"] == "2026-05-12T18:14:00Z"
    assert as_(ada).get("/api/v1/entries").json["items"][0]["opening"] == WORDS["body"]


def test_the_same_words_again_change_nothing(as_: As, ada: Somebody) -> None:
    path = f"/api/v1/entries/{uuid4()}"
    put(as_(ada), path)
    assert put(as_(ada), path).status_code == 200
    assert len(as_(ada).get(path + "/revisions").json["items"]) == 1


def test_other_words_need_the_current_revision(as_: As, ada: Somebody) -> None:
    path = f"/api/v1/entries/{uuid4()}"
    put(as_(ada), path)
    refused = put(as_(ada), path, body="Other words")
    assert (refused.status_code, refused.json["current"]["body"]) == (412, WORDS["body"])
    revised = put(as_(ada), path, 1, body="Other words")
    assert (revised.status_code, revised.json["revision"]) == (200, 2)
    bodies = [item["body"] for item in as_(ada).get(path + "/revisions").json["items"]]
    assert bodies == ["Other words", WORDS["body"]]


def test_an_id_of_another_persons_is_kept_as_ones_own(as_: As, ada: Somebody, eve: Somebody) -> None:
    path = f"/api/v1/entries/{uuid4()}"
    put(as_(ada), path)
    assert as_(eve).get(path).status_code == 404
    assert put(as_(eve), path, body="Mine").status_code == 201
    assert as_(eve).get(path).json["body"] == "Mine"
    assert as_(ada).get(path).json["body"] == WORDS["body"]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"body": "   \n "}, "body"),
        ({"body": "a\0b"}, "body"),
        ({"body": "\ud800"}, "body"),
        ({"body": 7}, "body"),
        ({"mood": 11}, "mood"),
        ({"mood": True}, "mood"),
        ({"mood": "2"}, "mood"),
        ({"written_at": "2026-05-12T20:14:00"}, "written_at"),
        ({"owner_id": str(uuid4())}, "owner_id"),
        ({"treatment_id": str(uuid4())}, "treatment_id"),
        ({"body": "x" * 20_001}, "body"),
    ],
)
def test_bad_input_is_refused_by_its_field(as_: As, ada: Somebody, words: dict, field: str) -> None:
    answer = put(as_(ada), f"/api/v1/entries/{uuid4()}", **words)
    assert answer.status_code == 422, answer.json
    assert list(answer.json["fields"]) == [field]
    assert as_(ada).get("/api/v1/entries").json["items"] == []


@pytest.mark.parametrize("at", ["2026-05-12T20:14:00z", "2026-05-12t20:14:00z", "2026-05-12T20:14:00Z"])
def test_a_small_z_is_a_zone_to_pages_and_api(as_: As, ada: Somebody, at: str) -> None:
    by_page, by_api = uuid4(), uuid4()
    sent = {"id": str(by_page), "revision": "", "written_at": at, "body": "Words"}
    assert as_(ada).post("/entries", data=sent).status_code == 303
    assert as_(ada).put(f"/api/v1/entries/{by_api}", json={"written_at": at, "body": "Words"}).status_code == 201
    for entry in (by_page, by_api):
        assert as_(ada).get(f"/api/v1/entries/{entry}").json["written_at"] == "2026-05-12T20:14:00Z"
