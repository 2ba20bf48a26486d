"""From when it is finished a check-in keeps what it said; it is dated anew, deleted and brought back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from journal import retention
from journal.core import clock
from journal.core.connection import current_connection
from journal.features.checkins.repository import NOT_YET
from journal.models import Checkin, CheckinRevision
from tests.features.checkins.forms import AT, PHQ, As, begin, filled, new, put, say
from tests.plugins import sharing
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import unrestricted

NOW = datetime(2026, 5, 16, 0, 14, tzinfo=UTC)  # three days after AT, to the minute
FINISHED = filled(*[1] * 9)


@pytest.fixture(autouse=True)
def stopped() -> Iterator[None]:
    """Stop the clock at NOW."""
    with clock.frozen(NOW):
        yield


@pytest.fixture
def path(as_: As, ada: Somebody) -> str:
    """The page of a finished check-in of Ada's, received at NOW and dated three days before."""
    address = new()
    assert put(as_(ada), address, FINISHED).status_code == 201
    return address.removeprefix("/api/v1")


def words(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(" ".join(answer.text.split()))


def versions(client: FlaskClient, path: str) -> list[tuple[int, int | None]]:
    found = client.get(f"/api/v1{path}/revisions").json["items"]
    return [(item["answers"]["phq9-1"], item["total"]) for item in found]


def test_a_form_that_is_filled_in_answer_by_answer_leaves_no_history(as_: As, ada: Somebody) -> None:
    path = begin(as_(ada))
    for number in range(1, 11):
        say(as_(ada), path, number, 2)
        say(as_(ada), path, number, 1, before=2) if number < 9 else None
    (only,) = as_(ada).get(f"/api/v1{path}/revisions").json["items"]
    assert (only["status"], only["total"]) == ("complete", 10)
    read = as_(ada).get(f"/api/v1{path}").json
    assert (read["changed_at"], read["hours_late"]) == (None, None)
    assert "You changed it on" not in as_(ada).get(path).text
    say(as_(ada), path, 1, 3, before=1)
    assert "Version 1 ·" in words(as_(ada), f"{path}/revisions")  # not that of each answer before


@pytest.mark.parametrize("by", ["page", "api"])
def test_an_answer_that_is_changed_after_the_end_is_kept_and_the_check_in_says_so(
    as_: As, ada: Somebody, path: str, by: str
) -> None:
    with clock.frozen(NOW + timedelta(days=2)):
        if by == "page":
            assert say(as_(ada), path, 1, 3, before=1).status_code == 303
        else:
            assert put(as_(ada), f"/api/v1{path}", FINISHED | {"phq9-1": 3}, 1).status_code == 200
    assert versions(as_(ada), path) == [(3, 11), (1, 9)]
    read = as_(ada).get(f"/api/v1{path}").json
    assert (read["filled_in_at"], read["changed_at"]) == ("2026-05-16T00:14:00Z", "2026-05-18T00:14:00Z")
    assert read["answered_at"] == "2026-05-13T00:14:00Z"
    assert "You changed it on Sunday, May 17, 8:14 PM." in words(as_(ada), path)
    listed = words(as_(ada), f"{path}/revisions")
    assert listed.index("11 of 27") < listed.index("9 of 27")
    assert "Nearly every day" in listed


def test_no_answer_of_a_finished_form_is_lost_when_it_is_left_out_and_given_anew(
    as_: As, ada: Somebody, path: str
) -> None:
    for value, before in (("", 1), (2, ""), (3, 2)):
        say(as_(ada), path, 1, value, before=before, **({} if value else {"leave": "true"}))
    assert versions(as_(ada), path) == [(3, 11), (2, 10), (1, 9)]
    assert as_(ada).get(f"/api/v1{path}").json["answered_at"] == "2026-05-13T00:14:00Z"


def test_the_same_once_more_leaves_no_version(as_: As, ada: Somebody, path: str) -> None:
    assert put(as_(ada), f"/api/v1{path}", FINISHED).json["revision"] == 1
    say(as_(ada), path, 1, 1, before=1)
    assert versions(as_(ada), path) == [(1, 9)]


@pytest.mark.parametrize(
    ("answered_at", "said"),
    [
        (AT, "Filled in 3 days later, on Friday, May 15, 8:14 PM."),
        ("2026-05-15T15:14:00-04:00", "Filled in 5 hours later"),
        ("2026-05-15T18:14:00-04:00", "Filled in 2 hours later"),
        ("2026-05-15T18:15:00-04:00", ""),
        ("2026-05-14T23:30:00-04:00", "Filled in 20 hours later"),
        ("2026-05-14T20:00:00-04:00", "Filled in 1 day later"),
        ("2026-05-15T22:00:00-04:00", "This is the time on the phone's clock."),
    ],
)
def test_one_that_was_filled_in_hours_or_days_from_its_day_says_so(
    as_: As, ada: Somebody, answered_at: str, said: str
) -> None:
    path = new()
    put(as_(ada), path, FINISHED, answered_at=answered_at)
    shown = words(as_(ada), path.removeprefix("/api/v1"))
    assert said in shown
    assert ("Filled in " in shown) == said.startswith("Filled in ")


@pytest.mark.parametrize("by", ["page", "api"])
def test_it_is_dated_anew_and_its_earlier_time_is_kept(as_: As, ada: Somebody, path: str, by: str) -> None:
    if by == "page":
        form = words(as_(ada), f"{path}/date")
        assert 'value="2026-05-12T20:14"' in form
        answer = as_(ada).post(f"{path}/date", data={"answered_at": "2026-05-10T08:30"})
        assert (answer.status_code, answer.location) == (303, f"{path}#rest")  # its new day, not help once more
    else:
        assert put(as_(ada), f"/api/v1{path}", FINISHED, 1, answered_at="2026-05-10T08:30:00-04:00").status_code == 200
    found = as_(ada).get(f"/api/v1{path}/revisions").json["items"]
    assert [item["answered_at"] for item in found] == ["2026-05-10T12:30:00Z", "2026-05-13T00:14:00Z"]
    assert "Filled in 5 days later" in words(as_(ada), path)
    assert versions(as_(ada), path) == [(1, 9), (1, 9)]


def test_a_form_for_the_day_that_was_not_touched_changes_nothing(as_: As, ada: Somebody) -> None:
    path = new()
    put(as_(ada), path, FINISHED, answered_at="2025-11-02T06:30:12Z")  # the second 1:30 of that night in New York
    page = path.removeprefix("/api/v1")
    assert as_(ada).post(f"{page}/date", data={"answered_at": "2025-11-02T01:30"}).status_code == 303
    read = as_(ada).get(path).json
    assert (read["revision"], read["answered_at"]) == (1, "2025-11-02T06:30:12Z")


@pytest.mark.parametrize(
    ("answered_at", "said"),
    [("2099-05-10T08:30", str(NOT_YET)), ("yesterday", "Give a date and a time."), ("", "This is required.")],
)
def test_a_time_that_cannot_be_is_refused_and_the_form_comes_back(
    as_: As, ada: Somebody, path: str, answered_at: str, said: str
) -> None:
    answer = as_(ada).post(f"{path}/date", data={"answered_at": answered_at})
    assert (answer.status_code, said in unescape(answer.text)) == (422, True)
    assert f'value="{answered_at}"' in answer.text
    assert as_(ada).get(f"/api/v1{path}").json["revision"] == 1


def test_a_program_cannot_date_it_into_the_future_either(as_: As, ada: Somebody, path: str) -> None:
    refused = put(as_(ada), f"/api/v1{path}", FINISHED, 1, answered_at="2099-05-10T08:30:00Z")
    assert (refused.status_code, refused.json["fields"]) == (422, {"answered_at": [str(NOT_YET)]})


def test_a_phone_whose_clock_is_ahead_fills_in_and_corrects_its_form(as_: As, ada: Somebody) -> None:
    path, ahead = new(), {"answered_at": "2099-05-10T08:30:00Z"}
    assert put(as_(ada), path, filled(1), **ahead).status_code == 201
    assert put(as_(ada), path, FINISHED, 1, answered_at="2099-05-10T08:35:00Z").status_code == 200
    assert put(as_(ada), path, FINISHED | {"phq9-1": 0}, 2, answered_at="2099-05-10T08:35:00Z").status_code == 200


def test_an_unfinished_one_has_no_day_to_change(as_: As, ada: Somebody) -> None:
    path = begin(as_(ada))
    assert as_(ada).get(f"{path}/date").status_code == 404
    assert as_(ada).post(f"{path}/date", data={"answered_at": "2026-05-10T08:30"}).status_code == 404
    assert "Change the day" not in as_(ada).get(path).text


@pytest.mark.parametrize("by", ["page", "api"])
def test_it_is_deleted_after_one_question_listed_and_brought_back(as_: As, ada: Somebody, path: str, by: str) -> None:
    client, page = as_(ada), by == "page"
    assert "Delete this check-in?" in words(client, f"{path}/deletion")
    gone = client.post(f"{path}/deletion") if page else client.delete(f"/api/v1{path}")
    assert gone.status_code == (303 if page else 204)
    for address in (path, f"{path}/revisions", f"{path}/date", f"{path}/deletion", f"/api/v1{path}/revisions"):
        assert client.get(address).status_code == 404, address
    assert path not in client.get("/checkins").text
    assert "9 of 27" in words(client, "/checkins/deleted")
    assert client.post(f"{path}/deletion").status_code == client.delete(f"/api/v1{path}").status_code == 404
    back = client.post(f"{path}/restoration") if page else client.put(f"/api/v1{path}/restoration")
    assert back.status_code == (303 if page else 204)
    assert "9 of 27" in words(client, path)
    assert "There is nothing here." in words(client, "/checkins/deleted")


@pytest.mark.parametrize("what", ["revisions", "date", "deletion"])
def test_only_its_owner_finds_these_pages(
    as_: As, ada: Somebody, eve: Somebody, tom: Somebody, path: str, what: str
) -> None:
    assert [as_(who).get(f"{path}/{what}").status_code for who in (ada, eve, tom)] == [200, 404, 403]
    sent = {"answered_at": "2026-05-10T08:30"}
    assert [as_(eve).post(f"{path}/{verb}", data=sent).status_code for verb in ("date", "deletion")] == [404, 404]
    assert as_(ada).delete(f"/api/v1{path}").status_code == 204
    assert as_(eve).post(f"{path}/restoration").status_code == as_(eve).put(f"/api/v1{path}/restoration").status_code
    assert "9 of 27" not in as_(eve).get("/checkins/deleted").text


def test_thirty_days_later_it_is_erased_with_all_that_it_said(
    maintenance: Flask, as_: As, ada: Somebody, path: str
) -> None:
    say(as_(ada), path, 1, 3, before=1)
    kept = new()
    put(as_(ada), kept, FINISHED)
    piece = {"kind": "checkin", "checkin_id": path.rsplit("/", 1)[1]}
    summary_id = sharing.summary(as_(ada), piece)
    as_(ada).delete(f"/api/v1{path}")
    with maintenance.app_context(), clock.frozen(NOW + timedelta(days=30)):
        retention.erase_due()
        left = current_connection().scalars(select(Checkin.id)).all()
        assert [str(row_id) for row_id in left] == [kept.rsplit("/", 1)[1]]
        assert current_connection().execute(select(CheckinRevision.record_id)).all() == []
    assert as_(ada).get(f"/api/v1/summaries/{summary_id}").json["pieces"] == []


def test_what_it_said_is_sealed_under_its_own_revision(app: Flask, as_: As, ada: Somebody, path: str) -> None:
    say(as_(ada), path, 1, 3, before=1)
    with app.app_context(), unrestricted():
        row = current_connection().execute(select(CheckinRevision)).one()
        assert (row.revision, b"phq9" in row.sealed) == (1, False)
    assert [question.id for question in PHQ.questions] == list(
        as_(ada).get(f"/api/v1{path}/revisions").json["items"][1]["answers"]
    )


def test_one_that_is_nobodys_has_no_revisions(as_: As, ada: Somebody) -> None:
    assert as_(ada).get(f"/api/v1/checkins/{uuid4()}/revisions").status_code == 404


def test_a_blank_that_is_filled_in_the_next_day_does_not_make_the_check_in_a_late_one(as_: As, ada: Somebody) -> None:
    path = begin(as_(ada))
    for number in range(1, 10):
        say(as_(ada), path, number, 1)
    with clock.frozen(NOW + timedelta(hours=20)):
        say(as_(ada), path, 10, 1)
    read = as_(ada).get(f"/api/v1{path}").json
    assert (read["filled_in_at"], read["hours_late"]) == ("2026-05-16T00:14:00Z", None)
    assert read["changed_at"] == "2026-05-16T20:14:00Z"
