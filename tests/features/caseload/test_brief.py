"""The brief: made only of open shares, and every reading of it leaves a receipt before the response does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from journal.core.db import db
from journal.models import AuditLine
from tests.plugins import sharing
from tests.plugins.people import Somebody
from tests.plugins.sharing import CHOSEN, PRIVATE, TOPIC, brief, excerpt, put
from tests.plugins.unrestricted import execute

As = Callable[[Somebody], FlaskClient]
PATHS = ["/caseload/{}", "/api/v1/caseload/{}/brief"]

both = pytest.mark.parametrize("path", PATHS)
pytestmark = pytest.mark.usefixtures("in_care")


def receipts(app: Flask) -> list[tuple[UUID, UUID]]:
    """Return who opened which share."""
    lines = select(AuditLine.actor_id, AuditLine.subject_id).where(AuditLine.act == "share.opened")
    with app.app_context():
        return [(line.actor_id, line.subject_id) for line in execute(lines)]


@both
def test_it_shows_what_was_chosen_and_no_other_word(as_: As, ada: Somebody, tom: Somebody, path: str) -> None:
    entry_id = sharing.entry(as_(ada), treatment_id=sharing.treatment(as_(ada), noticed="Nobody knows this"))
    sharing.entry(as_(ada), "Another entry altogether.")
    sharing.share(as_(ada), tom, TOPIC, excerpt(entry_id))
    page = as_(tom).get(path.format(ada.id)).text
    assert TOPIC["text"] in page
    assert CHOSEN in page
    for unseen in (PRIVATE, "The water was dark", "Nobody knows", "Another entry", entry_id):
        assert unseen not in page


@both
def test_each_reading_leaves_a_receipt_that_the_patient_sees(
    app: Flask, as_: As, ada: Somebody, tom: Somebody, path: str
) -> None:
    shares = [UUID(sharing.share(as_(ada), tom)) for _ in range(2)]
    for _ in range(2):
        assert as_(tom).get(path.format(ada.id)).status_code == 200
    assert sorted(receipts(app)) == sorted((tom.id, share_id) for share_id in shares * 2)
    told = as_(ada).get(f"/api/v1/shares/{shares[0]}").json
    assert told["opened"] == 2
    lines = as_(ada).get(f"/api/v1/shares/{shares[0]}/receipts").json["items"]
    assert [(line["act"], line["name"]) for line in lines] == [("opened", "Tom")] * 2
    assert lines[0]["at"] == told["opened_at"]


@both
def test_a_head_request_opens_nothing(app: Flask, as_: As, ada: Somebody, tom: Somebody, path: str) -> None:
    sharing.share(as_(ada), tom)
    answer = as_(tom).head(path.format(ada.id))
    assert (answer.status_code, answer.data, receipts(app)) == (200, b"", [])
    assert as_(tom).head(path.format(uuid4())).status_code == 404


@both
@pytest.mark.parametrize(
    "hint",
    [
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"Purpose": "Preview"},
        {"X-Purpose": "preview"},
        {"X-Purpose": "prefetch"},
        {"X-Moz": "prefetch"},
    ],
    ids=str,
)
def test_a_prefetch_is_refused_and_opens_nothing(
    app: Flask, as_: As, ada: Somebody, tom: Somebody, path: str, hint: dict[str, str]
) -> None:
    sharing.share(as_(ada), tom)
    answers = [as_(tom).get(path.format(row_id), headers=hint) for row_id in (ada.id, uuid4())]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].data == answers[1].data
    assert receipts(app) == []


@both
def test_where_the_receipt_cannot_be_written_nothing_is_shown(
    app: Flask, as_: As, ada: Somebody, tom: Somebody, path: str
) -> None:
    sharing.share(as_(ada), tom)
    as_(tom)
    with _audit_lines_failing(app):
        answer = as_(tom).get(path.format(ada.id))
    assert answer.status_code == 503
    assert TOPIC["text"] not in answer.text
    assert receipts(app) == []


@both
def test_without_an_open_share_it_is_an_empty_page_and_no_receipt(
    app: Flask, as_: As, ada: Somebody, tom: Somebody, path: str
) -> None:
    answer = as_(tom).get(path.format(ada.id))
    assert (answer.status_code, receipts(app)) == (200, [])
    assert "Ada" in answer.text


@both
def test_who_is_not_in_care_is_like_nobody(as_: As, ada: Somebody, eve: Somebody, tom: Somebody, path: str) -> None:
    answers = [as_(tom).get(path.format(row_id)) for row_id in (eve.id, uuid4(), tom.id)]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert len({answer.data for answer in answers}) == 1


@both
def test_only_therapists_have_a_door(as_: As, ada: Somebody, clara: Somebody, visitor: FlaskClient, path: str) -> None:
    assert [as_(who).get(path.format(ada.id)).status_code for who in (ada, clara)] == [403, 403]
    assert visitor.get(path.format(ada.id)).status_code in (303, 401)


def test_what_was_shared_last_comes_first_whatever_day_it_is_for(as_: As, ada: Somebody, tom: Somebody) -> None:
    for title, day in (("First", "2031-05-14"), ("Second", None), ("Third", "2031-05-20")):
        summary_id = sharing.summary(as_(ada), TOPIC, title=title, for_date=day)
        sharing.put_share(as_(ada), sharing.terms(summary_id, tom))
    assert [share["title"] for share in brief(as_(tom), ada).json["shares"]] == ["Third", "Second", "First"]


def test_thank_you_is_said_once_and_the_patient_sees_it(as_: As, ada: Somebody, tom: Somebody) -> None:
    share_id = sharing.share(as_(ada), tom)
    path = f"/caseload/{ada.id}/acknowledgements/{share_id}"
    first, again = (put(as_(tom), path, {}) for _ in range(2))
    assert (first.status_code, first.json["share_id"], first.json) == (200, share_id, again.json)
    assert as_(ada).get(f"/api/v1/shares/{share_id}").json["acknowledged_at"] == first.json["acknowledged_at"]
    lines = as_(ada).get(f"/api/v1/shares/{share_id}/receipts").json["items"]
    assert [line["act"] for line in lines] == ["acknowledged"]


def test_thank_you_needs_a_share_that_is_open_to_you(as_: As, ada: Somebody, eve: Somebody, tom: Somebody) -> None:
    share_id = sharing.share(as_(ada), tom)
    for patient_id, row_id in ((ada.id, uuid4()), (eve.id, share_id), (uuid4(), share_id)):
        assert put(as_(tom), f"/caseload/{patient_id}/acknowledgements/{row_id}", {}).status_code == 404


def test_no_grantee_writes_a_grant(as_: As, ada: Somebody, tom: Somebody) -> None:
    share_id = sharing.share(as_(ada), tom)
    asked = sharing.terms(str(uuid4()), tom, ends_at=sharing.soon(days=300))
    assert [put(as_(tom), path, asked).status_code for path in (f"/shares/{share_id}", f"/shares/{uuid4()}")] == [
        403
    ] * 2
    before = as_(ada).get(f"/api/v1/shares/{share_id}").json["ends_at"]
    put(as_(tom), f"/caseload/{ada.id}/acknowledgements/{share_id}", {"ends_at": asked["ends_at"]})
    assert as_(ada).get(f"/api/v1/shares/{share_id}").json["ends_at"] == before


@contextmanager
def _audit_lines_failing(app: Flask) -> Iterator[None]:
    """Let the database refuse every new line of the record."""

    def refuse(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("INSERT INTO audit_lines"):
            raise OperationalError(statement, None, Exception("disk full"))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", refuse)
