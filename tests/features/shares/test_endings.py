"""A share ends for good, at once and wherever it is asked for; its words are erased, its receipts stay."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from journal import retention
from journal.core.connection import commit, current_connection
from journal.core.db import ResultRow
from journal.models import Care, Person, Share
from tests.plugins import sharing
from tests.plugins.people import Somebody
from tests.plugins.sharing import TOPIC, brief, put, put_share, terms
from tests.plugins.unrestricted import execute, unrestricted
from tests.words.dates import unbroken

As = Callable[[Somebody], FlaskClient]
Care_ = Callable[[Somebody, Somebody], UUID]


@pytest.fixture
def care_id(take_care: Care_, tom: Somebody, ada: Somebody) -> UUID:
    return take_care(tom, ada)


@pytest.fixture
def share_id(as_: As, ada: Somebody, tom: Somebody, care_id: UUID) -> str:
    share_id = sharing.share(as_(ada), tom)
    assert len(brief(as_(tom), ada).json["shares"]) == 1
    return share_id


def kept(app: Flask, share_id: str) -> ResultRow:
    with app.app_context(), unrestricted():
        return current_connection().execute(select(Share).where(Share.id == UUID(share_id))).one()


def acknowledged(client: FlaskClient, patient: Somebody, share_id: str) -> int:
    return put(client, f"/caseload/{patient.id}/acknowledgements/{share_id}", {}).status_code


def test_withdrawn_it_is_gone_and_erased_and_its_receipts_stay(
    app: Flask, as_: As, ada: Somebody, tom: Somebody, share_id: str
) -> None:
    assert as_(ada).delete(f"/api/v1/shares/{share_id}").status_code == 204
    assert brief(as_(tom), ada).json["shares"] == []
    assert acknowledged(as_(tom), ada, share_id) == 404
    assert TOPIC["text"] not in as_(tom).get(f"/caseload/{ada.id}").text
    row = kept(app, share_id)
    assert (row.snapshot, row.ended, row.ended_by) == (None, "withdrawn", ada.id)
    told = as_(ada).get(f"/api/v1/shares/{share_id}").json
    assert (told["status"], told["opened"], told["recipient"]) == ("withdrawn", 1, "Tom")
    receipts = as_(ada).get(f"/api/v1/shares/{share_id}/receipts").json["items"]
    assert [(line["act"], line["name"]) for line in receipts] == [("opened", "Tom")]


def test_withdrawn_twice_is_withdrawn_once(app: Flask, as_: As, ada: Somebody, share_id: str) -> None:
    as_(ada).delete(f"/api/v1/shares/{share_id}")
    first = kept(app, share_id).ended_at
    assert as_(ada).delete(f"/api/v1/shares/{share_id}").status_code == 204
    assert kept(app, share_id).ended_at == first


def test_it_ends_at_its_very_second_and_is_erased_soon_after(
    app: Flask, maintenance: Flask, as_: As, ada: Somebody, tom: Somebody, care_id: UUID
) -> None:
    end = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=30)
    share_id = sharing.share(as_(ada), tom, ends_at=end.isoformat())
    as_(tom)
    with time_machine.travel(end - timedelta(seconds=1), tick=False):
        assert len(brief(as_(tom), ada).json["shares"]) == 1
    with time_machine.travel(end, tick=False):
        assert brief(as_(tom), ada).json["shares"] == []
        assert acknowledged(as_(tom), ada, share_id) == 404
        assert as_(ada).get(f"/api/v1/shares/{share_id}").json["status"] == "expired"
        assert TOPIC["text"] not in as_(ada).get(f"/shares/{share_id}").text
        assert kept(app, share_id).snapshot is not None
        with maintenance.app_context():
            retention.erase_due()
            retention.erase_due()
    row = kept(app, share_id)
    assert (row.snapshot, row.ended, row.ended_by) == (None, "expired", None)


def test_what_its_date_ended_says_that_day_however_late_it_is_erased(
    maintenance: Flask, as_: As, ada: Somebody, tom: Somebody, care_id: UUID
) -> None:
    end = datetime(2031, 5, 14, 16, tzinfo=UTC)
    with time_machine.travel(end - timedelta(days=1)):
        share_id = sharing.share(as_(ada), tom, ends_at=end.isoformat())
    with time_machine.travel(end + timedelta(days=3)):
        with maintenance.app_context():
            retention.erase_due()
        assert datetime.fromisoformat(as_(ada).get(f"/api/v1/shares/{share_id}").json["ended_at"]) == end
        assert f"It ended on Wednesday, {unbroken('May 14')}" in as_(ada).get("/summaries").text


def test_withdrawing_what_its_date_ended_says_that_its_date_ended_it(
    app: Flask, as_: As, ada: Somebody, tom: Somebody, care_id: UUID
) -> None:
    end = datetime.now(UTC) + timedelta(minutes=30)
    share_id = sharing.share(as_(ada), tom, ends_at=end.isoformat())
    with time_machine.travel(end + timedelta(minutes=1)):
        assert as_(ada).delete(f"/api/v1/shares/{share_id}").status_code == 204
    assert (kept(app, share_id).ended, kept(app, share_id).snapshot) == ("expired", None)


@pytest.mark.parametrize("who", ["ada", "tom"])
def test_the_end_of_care_ends_it_and_new_care_brings_nothing_back(
    app: Flask,
    as_: As,
    ada: Somebody,
    tom: Somebody,
    care_id: UUID,
    share_id: str,
    take_care: Care_,
    who: str,
) -> None:
    ending = {"ada": ada, "tom": tom}[who]
    assert as_(ending).delete(f"/api/v1/care/{care_id}").status_code == 204
    assert brief(as_(tom), ada).status_code == 404
    assert (kept(app, share_id).snapshot, kept(app, share_id).ended) == (None, "care_ended")
    assert put_share(as_(ada), terms(sharing.summary(as_(ada), TOPIC), tom)).status_code == 422
    take_care(tom, ada)
    assert brief(as_(tom), ada).json["shares"] == []
    assert acknowledged(as_(tom), ada, share_id) == 404


def test_the_end_of_care_changes_nothing_of_what_its_date_ended_before(
    app: Flask, as_: As, ada: Somebody, tom: Somebody, care_id: UUID
) -> None:
    end = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=30)
    share_id = sharing.share(as_(ada), tom, ends_at=end.isoformat())
    with time_machine.travel(end + timedelta(minutes=1)):
        assert as_(ada).delete(f"/api/v1/care/{care_id}").status_code == 204
        told = as_(ada).get(f"/api/v1/shares/{share_id}").json
    assert (told["status"], datetime.fromisoformat(told["ended_at"])) == ("expired", end)
    row = kept(app, share_id)
    assert (row.snapshot, row.ended, row.ended_by) == (None, "expired", None)


def test_a_share_of_ended_care_is_unseen_even_where_it_was_not_erased(
    app: Flask, as_: As, ada: Somebody, tom: Somebody, care_id: UUID, share_id: str, take_care: Care_
) -> None:
    with app.app_context():
        execute(update(Care).where(Care.id == care_id).values(ended_at=datetime.now(UTC)))
        commit()
    take_care(tom, ada)
    assert kept(app, share_id).snapshot is not None
    assert brief(as_(tom), ada).json["shares"] == []


def test_a_closed_account_shows_nothing(app: Flask, as_: As, ada: Somebody, tom: Somebody, share_id: str) -> None:
    with app.app_context():
        closing = update(Person).where(Person.owner_id == ada.id).values(deactivated_at=datetime.now(UTC))
        execute(closing)
        commit()
    assert brief(as_(tom), ada).status_code == 404
    assert as_(tom).get("/api/v1/caseload").json["items"] == []


def test_another_therapist_sees_nothing_of_it(
    as_: As, ada: Somebody, share_id: str, make_person: Callable[..., Somebody], take_care: Care_
) -> None:
    nora = make_person("Nora", "therapist")
    assert brief(as_(nora), ada).status_code == 404
    assert acknowledged(as_(nora), ada, share_id) == 404
    take_care(nora, ada)
    assert brief(as_(nora), ada).json["shares"] == []
    assert acknowledged(as_(nora), ada, share_id) == 404
    assert [item["open"] for item in as_(nora).get("/api/v1/caseload").json["items"]] == [False]
