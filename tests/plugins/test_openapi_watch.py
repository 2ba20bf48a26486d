"""The watch over the API must see what it is there to see."""

import orjson
import pytest
from flask import Flask, Response, request_finished

from tests.plugins.openapi_watch import description_of

PERSON = {"id": "01890a5d-ac96-774b-bcce-b302099a8057", "role": "patient", "name": "Ada", "zone": "Europe/Berlin"}
LIST = {"items": [], "next": None}
DEVICE = {
    "id": PERSON["id"],
    "label": "Firefox",
    "created_at": "2026-05-12T20:14:00Z",
    "seen_at": "2026-05-12T20:14:00Z",
    "this": True,
}


def json(value: object, status: int = 200, kind: str = "application/json") -> Response:
    return Response(orjson.dumps(value), status, mimetype=kind)


def found(app: Flask, path: str, response: Response) -> list[str]:
    """Return what the watch says of a response to a GET."""
    with app.test_request_context(f"/api/v1{path}", base_url=app.config["PUBLIC_URL"]):
        return list(description_of(app).faults(response))


@pytest.mark.parametrize(
    ("path", "response"),
    [
        ("/me", json(PERSON)),
        ("/devices", json(LIST)),
        ("/devices", json({"items": [DEVICE], "next": None})),
        ("/no-such-call", json({"any": "thing"})),
    ],
)
def test_a_response_as_it_is_described_has_no_fault(app: Flask, path: str, response: Response) -> None:
    assert found(app, path, response) == []


@pytest.mark.parametrize(
    ("path", "response", "said"),
    [
        *(("/me", json({key: PERSON[key] for key in PERSON if key != left_out}), left_out) for left_out in PERSON),
        ("/me", json(PERSON | {"email": "ada@example.org"}), "email"),
        ("/me", json(PERSON | {"name": None}), "name"),
        ("/me", json(PERSON | {"id": "7"}), "id"),
        ("/me", json(PERSON, 201), "not described"),
        ("/me", json(PERSON, kind="text/html"), "text/html is not described"),
        ("/me", json({"title": "Sign in first."}, 401), "application/json is not described"),
        ("/devices", json({"items": []}), "next"),
        ("/devices", json({"items": [DEVICE | {"seen_at": "2026-05-12T20:14:00"}], "next": None}), "seen_at"),
        ("/devices", json({"items": [DEVICE | {"at": 1}], "next": None}), "at"),
        (f"/entries/{PERSON['id']}", json({}), "has no ETag"),
    ],
)
def test_a_response_that_differs_is_a_fault(app: Flask, path: str, response: Response, said: str) -> None:
    assert any(said in fault for fault in found(app, path, response))


def test_a_test_that_gets_another_response_fails(app: Flask, faults: list[str]) -> None:
    with app.test_request_context("/api/v1/me", base_url=app.config["PUBLIC_URL"]):
        request_finished.send(app, response=json(LIST))
    assert len(faults) > 1
    faults.clear()  # or this test fails
