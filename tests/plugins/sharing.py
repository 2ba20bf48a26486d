"""Calls of the API with which tests write, share and read a brief."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.plugins.people import Somebody

WORDS = "The water was dark. I was not afraid of it. My father stood on the other side."
PRIVATE = "My father stood on the other side."
CHOSEN = "I was not afraid of it."
WRITTEN = "2026-05-12T20:14:00-04:00"
TOPIC = {"kind": "topic", "text": "My father, and the lake"}
PHQ_9 = {f"phq9-{number}": 1 for number in range(1, 9)} | {"phq9-9": 0}


def put(client: FlaskClient, path: str, body: Any, tag: int | str | None = None) -> TestResponse:
    """Send a PUT of JSON to a path below /api/v1. tag: the revision that it replaces, or the ETag that was seen."""
    headers = {} if tag is None else {"If-Match": f'"{tag}"'}
    return client.put(f"/api/v1{path}", data=json.dumps(body), content_type="application/json", headers=headers)


def made(client: FlaskClient, kind: str, body: dict[str, Any]) -> str:
    """Create a resource and return its id."""
    row_id = str(uuid4())
    answer = put(client, f"/{kind}/{row_id}", body)
    assert answer.status_code == 201, answer.json
    return row_id


def entry(client: FlaskClient, body: str = WORDS, **more: Any) -> str:
    """Write an entry."""
    return made(client, "entries", {"body": body, "written_at": WRITTEN} | more)


def treatment(client: FlaskClient, **more: Any) -> str:
    """Add a treatment."""
    facts = {"starts_at": "2026-05-12T15:00:00-04:00", "route": "iv", "status": "done", "number": 4, "of": 6}
    return made(client, "treatments", facts | more)


def checkin(client: FlaskClient, day: str = "2026-05-12", **answers: int | None) -> str:
    """Add a PHQ-9 check-in at noon of a day. answers: single ones that differ, as item_9=2; None leaves one blank."""
    given = PHQ_9 | {name.replace("item_", "phq9-"): value for name, value in answers.items()}
    body = {"instrument": "phq-9", "answers": given, "answered_at": f"{day}T12:00:00-04:00"}
    return made(client, "checkins", body)


def excerpt(entry_id: str, text: str = CHOSEN) -> dict[str, Any]:
    """Return an excerpt piece of an entry."""
    return {"kind": "excerpt", "entry_id": entry_id, "text": text}


def summary(client: FlaskClient, *pieces: dict[str, Any], **head: Any) -> str:
    """Compose a summary."""
    return made(client, "summaries", {"title": "For Thursday", "pieces": list(pieces)} | head)


def soon(**after: float) -> str:
    """Return an instant in the future, in a week by default."""
    return (datetime.now(UTC) + timedelta(**(after or {"days": 7}))).isoformat()


def terms(summary_id: str, therapist: Somebody, **more: Any) -> dict[str, Any]:
    """Return the terms of a share."""
    return {
        "summary_id": summary_id,
        "therapist_id": str(therapist.id),
        "ends_at": soon(),
        "purpose": "For Thursday",
    } | more


def seen(client: FlaskClient, summary_id: str) -> str:
    """Look at the preview of a summary and return its ETag, "none" if there is no preview."""
    return client.get(f"/api/v1/summaries/{summary_id}/preview").get_etag()[0] or "none"


def put_share(client: FlaskClient, agreed: dict[str, Any], share_id: object = None) -> TestResponse:
    """Look at the preview, then share what it showed on these terms, under a new id if none is given."""
    return put(client, f"/shares/{share_id or uuid4()}", agreed, seen(client, agreed["summary_id"]))


def share(
    client: FlaskClient, therapist: Somebody, *pieces: dict[str, Any], for_date: str | None = None, **more: Any
) -> str:
    """Compose a summary of pieces, a topic if none is given, and share it."""
    summary_id = summary(client, *(pieces or (TOPIC,)), for_date=for_date)
    answer = put_share(client, terms(summary_id, therapist, **more))
    assert answer.status_code == 201, answer.json
    share_id: str = answer.json["id"]
    return share_id


def previewed(client: FlaskClient, *pieces: dict[str, Any]) -> list[dict[str, Any]]:
    """Compose a summary of pieces, and return them as a therapist would see them."""
    found: list[dict[str, Any]] = client.get(f"/api/v1/summaries/{summary(client, *pieces)}/preview").json["pieces"]
    return found


def brief(client: FlaskClient, patient: Somebody) -> TestResponse:
    """Read a patient's brief."""
    return client.get(f"/api/v1/caseload/{patient.id}/brief")


def uuids(value: Any) -> list[str]:
    """Return every string in a JSON value that is a UUID."""
    if isinstance(value, dict):
        return [found for one in value.values() for found in uuids(one)]
    if isinstance(value, list):
        return [found for one in value for found in uuids(one)]
    return [value] if isinstance(value, str) and _is_uuid(value) else []


def _is_uuid(word: str) -> bool:
    try:
        UUID(word)
    except ValueError:
        return False
    return True
