"""An ETag changes with whatever is shown; what may be written over is known by its revision alone."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.plugins import sharing
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]
MOVED = {"starts_at": "2026-05-02T15:00:00-04:00", "route": "iv", "status": "done", "number": 4, "of": 6}
ENTRY = {"body": "The water was dark.", "written_at": "2026-05-12T20:14:00-04:00"}
CHECKIN = {"instrument": "phq-9", "answers": sharing.PHQ_9, "answered_at": "2026-05-12T20:14:00-04:00"}
PLACED = pytest.mark.parametrize(
    ("kind", "body", "other"),
    [
        ("entries", ENTRY, {"body": "The water was clear."}),
        ("checkins", CHECKIN, {"answers": sharing.PHQ_9 | {"phq9-1": 2}}),
    ],
)
WAYS = pytest.mark.parametrize("way", ["moved", "deleted"])


def unset(client: FlaskClient, treatment_id: str, way: str) -> None:
    """Move a treatment by ten days, or delete it."""
    if way == "moved":
        assert sharing.put(client, f"/treatments/{treatment_id}", MOVED, 1).status_code == 200
    else:
        assert client.delete(f"/api/v1/treatments/{treatment_id}").status_code == 204


@PLACED
@WAYS
def test_the_etag_changes_with_the_treatment_and_the_edit_is_kept(
    as_: As, ada: Somebody, kind: str, body: dict, other: dict, way: str
) -> None:
    client, treatment_id = as_(ada), sharing.treatment(as_(ada))
    body = body | {"treatment_id": treatment_id}
    path = f"/{kind}/{sharing.made(client, kind, body)}"
    seen = client.get(f"/api/v1{path}")
    unset(client, treatment_id, way)
    now = client.get(f"/api/v1{path}", headers={"If-None-Match": seen.headers["ETag"]})
    assert (now.status_code, now.json["revision"], now.json["day"] != seen.json["day"]) == (200, 1, True)
    assert now.headers["ETag"] != seen.headers["ETag"]
    edited = sharing.put(client, path, body | other, seen.get_etag()[0])
    assert (edited.status_code, edited.json["revision"]) == (200, 2)


@WAYS
def test_the_etag_of_a_preview_changes_with_the_treatment_and_refuses_the_share(
    as_: As, ada: Somebody, tom: Somebody, in_care: None, way: str
) -> None:
    client, treatment_id = as_(ada), sharing.treatment(as_(ada))
    entry_id = sharing.entry(client, treatment_id=treatment_id)
    summary_id = sharing.summary(client, sharing.excerpt(entry_id))
    seen = sharing.seen(client, summary_id)
    unset(client, treatment_id, way)
    assert sharing.seen(client, summary_id) != seen
    refused = sharing.put(client, f"/shares/{summary_id}", sharing.terms(summary_id, tom), seen)
    assert refused.status_code == 412


@PLACED
def test_the_same_has_the_same_etag_however_it_came(as_: As, ada: Somebody, kind: str, body: dict, other: dict) -> None:
    client = as_(ada)
    path = f"/{kind}/{sharing.made(client, kind, body)}"
    again, refused = sharing.put(client, path, body), sharing.put(client, path, body | other)
    assert (again.status_code, refused.status_code) == (200, 412)
    tags = {answer.headers["ETag"] for answer in (again, refused, client.get(f"/api/v1{path}"))}
    assert len(tags) == 1
    for given in (tag := tags.pop(), f"W/{tag}", f'"0-other", {tag}', "*"):
        answer = client.get(f"/api/v1{path}", headers={"If-None-Match": given})
        assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", tag)


@pytest.mark.parametrize("given", ['"1"', '"1-00"', 'W/"1-00"', "1", "1-"])
def test_the_revision_of_what_is_replaced_is_enough(as_: As, ada: Somebody, given: str) -> None:
    path = f"/api/v1/entries/{sharing.entry(as_(ada))}"
    assert as_(ada).get(path, headers={"If-None-Match": given}).status_code == 200
    assert as_(ada).put(path, json=ENTRY, headers={"If-Match": given}).status_code == 200


@pytest.mark.parametrize("given", ['"2"', '"2-00"', '"-1"', '"1.5-00"', '"a-1"', "*", '"1-00", "2-00"', '"0-1"', ""])
def test_no_other_revision_is_written_over(as_: As, ada: Somebody, given: str) -> None:
    path = f"/api/v1/entries/{sharing.entry(as_(ada))}"
    assert as_(ada).put(path, json=ENTRY, headers={"If-Match": given}).status_code == 412
