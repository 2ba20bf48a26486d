"""A share and its end at the same moment: whichever is first, nothing stays open and nothing is read unseen."""

from collections.abc import Callable
from functools import partial
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from journal.models import Share
from tests.plugins import sharing
from tests.plugins.concurrency import meanwhile
from tests.plugins.people import Somebody
from tests.plugins.sharing import TOPIC, put, terms
from tests.plugins.unrestricted import execute

As = Callable[[Somebody], FlaskClient]

ENDINGS = {  # what ends it: the statement by which it begins
    "the patient's account is closed": "UPDATE people",
    "the therapist's account is closed": "UPDATE people",
    "the patient ends care": "UPDATE care",
    "the therapist ends care": "UPDATE care",
}
ROUNDS = 20
every_ending = pytest.mark.parametrize("what", ENDINGS)


@pytest.fixture
def care_id(take_care: Callable[..., UUID], tom: Somebody, ada: Somebody) -> UUID:
    return take_care(tom, ada)


@pytest.fixture
def end(as_: As, ada: Somebody, tom: Somebody, clara: Somebody, care_id: UUID) -> Callable[[str], Callable[[], None]]:
    """Prepare what ends all between Ada and Tom."""

    def prepare(what: str) -> Callable[[], None]:
        closed = ada if what.startswith("the patient") else tom
        client, close = as_(clara), "account" in what
        ending = client if close else as_(closed)

        def work() -> None:
            path = f"/people/{closed.id}/deactivation" if close else f"/care/{care_id}"
            answer = put(ending, path, {}) if close else ending.delete(f"/api/v1{path}")
            assert answer.status_code == 204

        return work

    return prepare


def left_open(app: Flask) -> list[bytes | None]:
    with app.app_context():
        found = select(Share.snapshot).where(Share.ended_at.is_(None) | Share.snapshot.is_not(None))
        return list(execute(found).scalars())


@every_ending
def test_what_ends_while_something_is_handed_over_ends_that_too(
    app: Flask, as_: As, ada: Somebody, tom: Somebody, end: Callable[..., Callable[[], None]], what: str
) -> None:
    asked = terms(sharing.summary(as_(ada), TOPIC), tom)
    with meanwhile(app, "INSERT INTO shares", end(what)):
        answer = sharing.put_share(as_(ada), asked)
    assert answer.status_code in (201, 401, 422)
    assert left_open(app) == []


@every_ending
def test_what_is_handed_over_while_all_ends_is_refused_or_ended(
    app: Flask, as_: As, ada: Somebody, tom: Somebody, end: Callable[..., Callable[[], None]], what: str
) -> None:
    asked, client, ending = terms(sharing.summary(as_(ada), TOPIC), tom), as_(ada), end(what)
    answers, tag = [], sharing.seen(client, asked["summary_id"])
    with meanwhile(app, ENDINGS[what], lambda: answers.append(put(client, f"/shares/{uuid4()}", asked, tag)), "after"):
        ending()
    assert answers[0].status_code in (401, 422)
    assert left_open(app) == []


@pytest.mark.usefixtures("in_care")
def test_the_same_handed_over_twice_at_the_same_moment_is_one_share(
    as_: As, ada: Somebody, tom: Somebody, both: Callable[..., list[int]]
) -> None:
    for _round in range(ROUNDS):
        asked = terms(sharing.summary(as_(ada), TOPIC), tom)
        send = partial(sharing.put_share, agreed=asked)
        assert sorted(both(send, send)) == [201, 412]
    assert len(as_(ada).get("/api/v1/shares?limit=100").json["items"]) == ROUNDS


@pytest.mark.parametrize("path", ["/caseload/{}", "/api/v1/caseload/{}/brief"])
def test_who_is_told_that_it_ended_is_told_who_opened_it_before(
    app: Flask, as_: As, ada: Somebody, tom: Somebody, care_id: UUID, path: str
) -> None:
    share_id, patient, openings = sharing.share(as_(ada), tom), as_(ada), []

    def withdraw() -> None:
        assert patient.delete(f"/api/v1/shares/{share_id}").status_code == 204
        openings.append(patient.get(f"/api/v1/shares/{share_id}").json["opened"])

    as_(tom)
    with meanwhile(app, "INSERT INTO audit_lines", withdraw):
        page = as_(tom).get(path.format(ada.id)).text
    assert openings == [int(TOPIC["text"] in page)]
