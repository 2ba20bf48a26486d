"""Begin goes on with a check-in that was not finished, instead of leaving one more behind."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from journal.core import clock
from tests.features.checkins.forms import As, begin, filled, new, put, say
from tests.plugins.forms import forms
from tests.plugins.people import Somebody

NOW = datetime(2026, 5, 12, 20, tzinfo=UTC)


def begun(client: FlaskClient, **more: str) -> str:
    """Press Begin; return where it leads."""
    location: str = client.post("/checkins", data={"id": str(uuid4()), "instrument": "phq-9"} | more).location
    return location


def count(client: FlaskClient) -> int:
    return len(client.get("/api/v1/checkins").json["items"])


def treatment(client: FlaskClient) -> str:
    address = f"/api/v1/treatments/{uuid4()}"
    client.put(
        address, json={"starts_at": (clock.now() - timedelta(days=1)).isoformat(), "route": "iv", "status": "done"}
    )
    return address.rpartition("/")[2]


def test_begin_goes_on_where_it_stopped(as_: As, ada: Somebody) -> None:
    path = begin(as_(ada))
    assert begun(as_(ada)) == f"{path}/questions/1"
    say(as_(ada), path, 1, 3)
    say(as_(ada), path, 2, 1, stop="true")
    assert begun(as_(ada)) == f"{path}/questions/3"
    assert len(as_(ada).get("/api/v1/checkins").json["items"]) == 1


def test_the_page_with_begin_says_what_is_not_finished(as_: As, ada: Somebody) -> None:
    path = begin(as_(ada))
    assert "Not finished" not in as_(ada).get("/checkins").text
    say(as_(ada), path, 1, 3, stop="true")
    page = as_(ada).get("/checkins").text
    for words in ("Not finished · Mood", "Go on, 1 of 9", f'href="{path}/questions/2"'):
        assert words in page


def test_another_questionnaire_begins_anew(as_: As, ada: Somebody) -> None:
    path = begin(as_(ada))
    say(as_(ada), path, 1, 3, stop="true")
    assert path not in begun(as_(ada), instrument="gad-7")


@pytest.mark.parametrize("first", ["", "a treatment"])
def test_with_another_treatment_begin_asks_whether_to_go_on_or_start_anew(as_: As, ada: Somebody, first: str) -> None:
    client, treatment_id = as_(ada), treatment(as_(ada))
    path = begin(client, treatment_id=treatment_id if first else "")
    say(client, path, 1, 3, stop="true")
    chosen = {"id": str(uuid4()), "instrument": "phq-9", "treatment_id": "" if first else treatment_id}
    page = client.post("/checkins", data=chosen)
    assert (page.status_code, "You already started this." in page.text) == (200, True)
    assert f'href="{path}/questions/2"' in page.text
    assert count(client) == 1
    (form,) = [form for form in forms(page.text) if "treatment_id" in form.names]
    starts = form.sent | {"anew": "true"}
    location = client.post(form.action, data=starts).location
    assert path not in location
    assert client.post(form.action, data=starts).location == location  # sent twice
    assert count(client) == 2
    assert client.get(f"/api/v1{location.removesuffix('/questions/1')}").json["treatment_id"] == (
        None if first else treatment_id
    )
    assert client.post("/checkins", data=chosen | {"id": str(uuid4())}).location == location


def test_one_without_any_answer_takes_the_treatment_that_is_chosen_next(as_: As, ada: Somebody) -> None:
    path, treatment_id = begin(as_(ada)), treatment(as_(ada))
    assert begun(as_(ada), treatment_id=treatment_id) == f"{path}/questions/1"
    assert as_(ada).get(f"/api/v1{path}").json["treatment_id"] == treatment_id
    refused = as_(ada).post("/checkins", data={"id": str(uuid4()), "instrument": "phq-9", "treatment_id": str(uuid4())})
    assert refused.status_code == 422
    assert count(as_(ada)) == 1


def test_one_of_which_only_the_last_question_is_answered_loses_no_answer(as_: As, ada: Somebody) -> None:
    client = as_(ada)
    path, treatment_id = begin(client), treatment(client)
    say(client, path, 10, 2)
    page = client.post("/checkins", data={"id": str(uuid4()), "instrument": "phq-9", "treatment_id": treatment_id})
    assert (page.status_code, "You already started this." in page.text) == (200, True)
    kept = client.get(f"/api/v1{path}").json
    assert (kept["treatment_id"], [value for value in kept["answers"].values() if value is not None]) == (None, [2])
    for address in ("/checkins", "/today"):
        assert f'href="{path}/questions/1"' in client.get(address).text


def test_a_stale_or_foreign_one_with_another_treatment_is_not_asked_about(
    as_: As, ada: Somebody, eve: Somebody
) -> None:
    with clock.frozen(NOW):
        path, treatment_id = begin(as_(ada)), treatment(as_(ada))
        say(as_(ada), path, 1, 3, stop="true")
        assert path not in begun(as_(eve), treatment_id=treatment(as_(eve)))
    with clock.frozen(NOW + timedelta(days=2, minutes=1)):
        assert path not in begun(as_(ada), treatment_id=treatment_id)


def test_nobody_goes_on_with_what_another_began(as_: As, ada: Somebody, eve: Somebody) -> None:
    path = begin(as_(ada))
    say(as_(ada), path, 1, 3, stop="true")
    assert path not in begun(as_(eve))
    assert "Not finished" not in as_(eve).get("/checkins").text


def test_what_is_finished_stale_or_deleted_is_not_gone_on_with(as_: As, ada: Somebody) -> None:
    with clock.frozen(NOW):
        finished = new()
        put(as_(ada), finished, filled(*[1] * 9), answered_at=NOW.isoformat())
        put(as_(ada), finished, filled(*[1] * 8), 1, answered_at=NOW.isoformat())
        stale = begin(as_(ada))
        say(as_(ada), stale, 1, 3, stop="true")
    with clock.frozen(NOW + timedelta(days=2)):
        deleted = begun(as_(ada)).removesuffix("/questions/1")
        assert deleted not in {stale, finished.removeprefix("/api/v1")}
        as_(ada).delete(f"/api/v1{deleted}")
        assert begun(as_(ada)).removesuffix("/questions/1") not in {stale, deleted, finished.removeprefix("/api/v1")}


def test_a_later_check_in_that_is_finished_ends_going_on(as_: As, ada: Somebody) -> None:
    path = begin(as_(ada))
    say(as_(ada), path, 1, 3, stop="true")
    put(as_(ada), new(), filled(*[1] * 9), answered_at=(clock.now() + timedelta(seconds=1)).isoformat())
    assert path not in begun(as_(ada))


def test_of_two_dated_the_same_the_one_that_came_last_counts(as_: As, ada: Somebody) -> None:
    for seconds, answers in enumerate((filled(*[1] * 9), filled(1, 1))):
        with clock.frozen(NOW + timedelta(seconds=seconds)):
            path = new()
            put(as_(ada), path, answers, answered_at=NOW.isoformat())
    with clock.frozen(NOW + timedelta(minutes=1)):
        assert begun(as_(ada)) == f"{path.removeprefix('/api/v1')}/questions/3"


def test_the_licence_stands_on_the_page_with_begin(as_: As, ada: Somebody) -> None:
    page = as_(ada).get("/checkins").text
    assert 'translate="no">PHQ-9, GAD-7: Developed by Drs. Robert L. Spitzer' in page
    assert "No permission required to reproduce" in page
