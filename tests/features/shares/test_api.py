"""Handing over: to somebody in care, until a day, once; and what is refused."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from journal.domain.sharing.piece_kinds import KINDS
from journal.models import Share
from tests.domain.sharing import examples
from tests.plugins import sharing
from tests.plugins.people import Somebody
from tests.plugins.sharing import CHOSEN, PRIVATE, TOPIC, brief, excerpt, put, put_share, soon, terms
from tests.plugins.unrestricted import execute

As = Callable[[Somebody], FlaskClient]
LIST = "/api/v1/shares"

pytestmark = pytest.mark.usefixtures("in_care")


def test_what_is_handed_over_is_open_and_tells_to_whom_what_for_and_until_when(
    as_: As, ada: Somebody, tom: Somebody
) -> None:
    share_id, until = str(uuid4()), soon()
    asked = terms(sharing.summary(as_(ada), TOPIC), tom, ends_at=until)
    answer = put_share(as_(ada), asked, share_id)
    assert answer.status_code == 201
    assert {name: answer.json[name] for name in ("status", "recipient", "purpose", "title", "consent")} == {
        "status": "open",
        "recipient": "Tom",
        "purpose": "For Thursday",
        "title": "For Thursday",
        "consent": "1",
    }
    assert answer.json["contents"] == [{"kind": "topic", "count": 1}]
    assert datetime.fromisoformat(answer.json["ends_at"]) == datetime.fromisoformat(until)
    assert as_(ada).get(f"{LIST}/{share_id}").json == answer.json
    assert as_(ada).get(LIST).json["items"] == [answer.json]


def test_the_preview_is_what_the_therapist_reads(as_: As, ada: Somebody, tom: Somebody) -> None:
    pieces = [TOPIC, excerpt(sharing.entry(as_(ada))), {"kind": "checkin", "checkin_id": sharing.checkin(as_(ada))}]
    summary_id = sharing.summary(as_(ada), *pieces, for_date="2026-05-14")
    preview = as_(ada).get(f"/api/v1/summaries/{summary_id}/preview").json
    put_share(as_(ada), terms(summary_id, tom))
    (read,) = brief(as_(tom), ada).json["shares"]
    assert {name: read[name] for name in preview} == preview
    assert set(read) - set(preview) == {"id", "shared_at", "ends_at", "acknowledged_at"}


def test_later_changes_reach_no_share(as_: As, ada: Somebody, tom: Somebody) -> None:
    entry_id = sharing.entry(as_(ada))
    summary_id = sharing.summary(as_(ada), excerpt(entry_id))
    put_share(as_(ada), terms(summary_id, tom))
    before = brief(as_(tom), ada).json
    put(as_(ada), f"/entries/{entry_id}", {"body": "All other words.", "written_at": sharing.WRITTEN}, 1)
    put(as_(ada), f"/summaries/{summary_id}", {"title": "Another", "pieces": [TOPIC]}, 1)
    assert brief(as_(tom), ada).json == before
    as_(ada).delete(f"/api/v1/summaries/{summary_id}")
    as_(ada).delete(f"/api/v1/entries/{entry_id}")
    assert brief(as_(tom), ada).json == before
    assert CHOSEN in str(before)
    assert PRIVATE not in str(before)


def test_the_same_again_hands_nothing_over_twice_and_other_terms_are_refused(
    as_: As, ada: Somebody, tom: Somebody
) -> None:
    path, asked = f"/shares/{uuid4()}", terms(sharing.summary(as_(ada), TOPIC), tom)
    tag = sharing.seen(as_(ada), asked["summary_id"])
    assert [put(as_(ada), path, asked, tag).status_code for _ in range(2)] == [201, 200]
    put(as_(ada), f"/summaries/{asked['summary_id']}", {"title": "Changed", "pieces": [TOPIC]}, 1)
    for known in (tag, sharing.seen(as_(ada), asked["summary_id"]), "made-up", None):
        again = put(as_(ada), path, asked, known)
        assert (again.status_code, again.json["title"]) == (200, "For Thursday")
    refused = put(as_(ada), path, asked | {"purpose": "Another"}, tag)
    assert (refused.status_code, refused.json["current"]["purpose"]) == (412, "For Thursday")
    assert len(brief(as_(tom), ada).json["shares"]) == 1


def test_what_was_not_looked_at_or_changed_since_is_not_handed_over(as_: As, ada: Somebody, tom: Somebody) -> None:
    path, asked = f"/shares/{uuid4()}", terms(sharing.summary(as_(ada), TOPIC), tom)
    unseen = put(as_(ada), path, asked)
    assert (unseen.status_code, "Read the preview" in unseen.json["detail"]) == (428, True)
    assert put(as_(ada), path, asked, "*").status_code == 428
    tag = sharing.seen(as_(ada), asked["summary_id"])
    put(as_(ada), f"/summaries/{asked['summary_id']}", {"title": "Changed", "pieces": [TOPIC]}, 1)
    outdated = put(as_(ada), path, asked, tag)
    assert (outdated.status_code, outdated.json["current"], as_(ada).get(LIST).json["items"]) == (412, None, [])
    looked_at, _weak = outdated.get_etag()
    assert looked_at == sharing.seen(as_(ada), asked["summary_id"]) != tag
    assert put(as_(ada), path, asked, looked_at).json["title"] == "Changed"


def test_a_preview_that_the_caller_has_already_is_not_sent_again(as_: As, ada: Somebody) -> None:
    summary_id = sharing.summary(as_(ada), TOPIC)
    path, tag = f"/api/v1/summaries/{summary_id}/preview", sharing.seen(as_(ada), summary_id)
    assert as_(ada).get(path, headers={"If-None-Match": f'"{tag}"'}).status_code == 304
    put(as_(ada), f"/summaries/{summary_id}", {"title": "Changed", "pieces": [TOPIC]}, 1)
    assert as_(ada).get(path, headers={"If-None-Match": f'"{tag}"'}).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_under_another_id_is_handed_over_again_only_after_its_end(
    as_: As, ada: Somebody, tom: Somebody, kind: str
) -> None:
    summary_id = sharing.summary(as_(ada), examples.example(kind, as_(ada)))
    first = put_share(as_(ada), terms(summary_id, tom)).json["id"]
    again = put_share(as_(ada), terms(summary_id, tom, ends_at=soon(days=9), purpose="Another"))
    assert (again.status_code, again.json["current"]["id"]) == (412, first)
    assert "You already share exactly this" in again.json["detail"]
    assert len(as_(ada).get(LIST).json["items"]) == 1
    as_(ada).delete(f"{LIST}/{first}")
    assert put_share(as_(ada), terms(summary_id, tom)).status_code == 201


def test_another_therapist_or_a_changed_summary_is_another_share(
    as_: As, ada: Somebody, tom: Somebody, make_person: Callable[..., Somebody], take_care: Callable[..., object]
) -> None:
    nora = make_person("Nora", "therapist")
    take_care(nora, ada)
    summary_id = sharing.summary(as_(ada), TOPIC)
    assert [put_share(as_(ada), terms(summary_id, who)).status_code for who in (tom, nora)] == [201, 201]
    put(as_(ada), f"/summaries/{summary_id}", {"title": "Changed", "pieces": [TOPIC]}, 1)
    assert put_share(as_(ada), terms(summary_id, tom)).status_code == 201


def test_an_ended_share_is_not_opened_again_by_the_same_call(as_: As, ada: Somebody, tom: Somebody) -> None:
    path, asked = f"/shares/{uuid4()}", terms(sharing.summary(as_(ada), TOPIC), tom)
    put(as_(ada), path, asked, sharing.seen(as_(ada), asked["summary_id"]))
    as_(ada).delete(f"/api/v1{path}")
    again = put(as_(ada), path, asked)
    assert (again.status_code, again.json["status"]) == (200, "withdrawn")
    assert brief(as_(tom), ada).json["shares"] == []


def _year_and_more() -> str:
    return (datetime.now(UTC) + timedelta(days=367)).isoformat()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends_at": "2026-01-01T00:00:00Z"}, "ends_at"),
        ({"ends_at": _year_and_more()}, "ends_at"),
        ({"ends_at": "2031-05-12T20:14:00"}, "ends_at"),
        ({"ends_at": None}, "ends_at"),
        ({"purpose": "  "}, "purpose"),
        ({"therapist_id": str(uuid4())}, "therapist_id"),
        ({"summary_id": str(uuid4())}, "summary_id"),
        ({"owner_id": str(uuid4())}, "owner_id"),
        ({"status": "open"}, "status"),
    ],
)
def test_bad_terms_are_refused_by_their_field_and_nothing_is_handed_over(
    as_: As, ada: Somebody, tom: Somebody, change: dict[str, Any], field: str
) -> None:
    answer = put_share(as_(ada), terms(sharing.summary(as_(ada), TOPIC), tom) | change)
    assert (answer.status_code, list(answer.json["fields"])) == (422, [field])
    assert as_(ada).get(LIST).json["items"] == []
    assert brief(as_(tom), ada).json["shares"] == []


def test_an_empty_summary_is_not_handed_over(as_: As, ada: Somebody, tom: Somebody) -> None:
    answer = put_share(as_(ada), terms(sharing.summary(as_(ada)), tom))
    assert (answer.status_code, list(answer.json["fields"])) == (422, ["summary_id"])
    assert "Add something" in answer.json["fields"]["summary_id"][0]


def test_what_does_not_stand_any_more_is_not_handed_over(as_: As, ada: Somebody, tom: Somebody) -> None:
    entry_id = sharing.entry(as_(ada))
    summary_id = sharing.summary(as_(ada), TOPIC, excerpt(entry_id))
    as_(ada).delete(f"/api/v1/entries/{entry_id}")
    answer = put_share(as_(ada), terms(summary_id, tom))
    assert (answer.status_code, list(answer.json["fields"])) == (422, ["pieces.1.entry_id"])


def test_another_persons_summary_is_refused_like_nobodys(as_: As, ada: Somebody, eve: Somebody, tom: Somebody) -> None:
    asked = [terms(summary_id, tom) for summary_id in (sharing.summary(as_(eve), TOPIC), str(uuid4()))]
    answers = [put_share(as_(ada), one) for one in asked]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].json == answers[1].json


def test_a_therapist_in_care_of_somebody_else_is_not_in_care_of_you(
    as_: As, ada: Somebody, eve: Somebody, tom: Somebody
) -> None:
    answer = put_share(as_(eve), terms(sharing.summary(as_(eve), TOPIC), tom))
    assert (answer.status_code, list(answer.json["fields"])) == (422, ["therapist_id"])


def test_only_its_owner_finds_a_share_or_its_receipts(
    as_: As, ada: Somebody, eve: Somebody, tom: Somebody, app: Flask
) -> None:
    path = f"{LIST}/{sharing.share(as_(ada), tom)}"
    for address in (path, f"{path}/receipts"):
        assert [as_(who).get(address).status_code for who in (ada, eve, tom)] == [200, 404, 403]
    assert [as_(who).delete(path).status_code for who in (eve, tom)] == [404, 403]
    with app.app_context():
        assert execute(select(Share.ended_at)).scalar_one() is None


def test_the_list_takes_no_cursor_but_its_own(as_: As, ada: Somebody, tom: Somebody) -> None:
    ids = [sharing.share(as_(ada), tom) for _ in range(3)]
    first = as_(ada).get(f"{LIST}?limit=2").json
    second = as_(ada).get(f"{LIST}?limit=2&cursor={first['next']}").json
    assert [item["id"] for item in first["items"] + second["items"]] == ids[::-1]
    for address in (LIST, f"{LIST}/{ids[0]}/receipts", "/shares/" + ids[0]):
        assert as_(ada).get(f"{address}?cursor=made-up").status_code == 422
