"""Making invitations: who may invite whom, what the response shows, what is stored."""

from collections.abc import Callable
from hashlib import sha256

import pytest
from flask import Flask
from flask.testing import FlaskClient

from journal.crypto import tokens
from journal.models import Invitation
from tests.features.invitations.links import API, look, token_of
from tests.plugins.people import ORIGIN, Browser, Somebody

As = Callable[[Somebody], FlaskClient]
COOKIE = "__Host-journal"
WAYS = ["page", "api"]


def make(client: FlaskClient, way: str, **values: str):
    return client.post("/invitations", data=values) if way == "page" else client.post(API, json=values)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("maker", "role", "status"),
    [
        ("clara", "therapist", 201),
        ("clara", "admin", 201),
        ("clara", "patient", 422),
        ("tom", "patient", 201),
        ("tom", "therapist", 422),
        ("tom", "admin", 422),
        ("ada", "therapist", 201),
        ("ada", "patient", 422),
        ("ada", "admin", 422),
    ],
)
def test_who_may_invite_whom(
    as_: As, request: pytest.FixtureRequest, stored: Callable, way: str, maker: str, role: str, status: int
) -> None:
    client = as_(request.getfixturevalue(maker))
    assert make(client, way, email="nia@example.org", role=role).status_code == status
    assert len(stored(Invitation)) == (status == 201)


@pytest.mark.parametrize("way", WAYS)
def test_a_guest_invites_nobody(as_: As, make_person: Callable, stored: Callable, way: str) -> None:
    greta = as_(make_person("Greta", "therapist", guest=True))
    assert make(greta, way, email="nia@example.org", role="patient").status_code == 403
    assert greta.get("/invitations/new").status_code == 403
    assert stored(Invitation) == []


@pytest.mark.parametrize("way", WAYS)
def test_nobody_signed_in_invites(visitor: FlaskClient, stored: Callable, way: str) -> None:
    assert make(visitor, way, email="nia@example.org", role="patient").status_code == 401
    assert stored(Invitation) == []


def test_the_link_is_shown_once_and_only_its_hash_is_stored(as_: As, tom: Somebody, stored: Callable) -> None:
    token = token_of(as_(tom), "nia@example.org", "patient")
    (row,) = stored(Invitation)
    parsed = tokens.parse(token)
    assert (row.id, row.owner_id) == (parsed.row_id, tom.id)
    binding = tokens.invitation(tom.id, row.id, row.expires_at, "patient", row.digest)
    assert tokens.opens(parsed, binding, row.token_hash)
    assert row.token_hash not in (sha256(token.encode()).digest(), sha256(parsed.secret).digest())
    assert b"nia" not in row.address + row.digest
    (item,) = as_(tom).get(API).json["items"]
    assert (item["email"], item["status"]) == ("nia@example.org", "open")
    assert "link" not in item
    assert token not in as_(tom).get("/invitations").text


def test_the_page_shows_the_link_to_copy(as_: As, tom: Somebody) -> None:
    page = make(as_(tom), "page", email="nia@example.org", role="patient").text
    assert f"{ORIGIN}/invitations/received#" in page
    assert "nia@example.org" in page


@pytest.mark.parametrize("way", WAYS)
def test_the_link_comes_from_the_settings_never_from_the_request(app: Flask, as_: As, tom: Somebody, way: str) -> None:
    values = {"email": "nia@example.org", "role": "patient"}
    cookie = as_(tom).get_cookie(COOKIE, domain=ORIGIN.removeprefix("https://"))
    headers = {"X-Forwarded-Host": "evil.example", "Cookie": f"{COOKIE}={cookie.value}"}
    sent = {"data": values} if way == "page" else {"json": values}
    stranger = Browser(app, use_cookies=False)
    path = "/invitations" if way == "page" else API
    foreign = stranger.post(path, base_url="https://evil.example", headers=headers, **sent)
    assert foreign.status_code == 400
    answer = stranger.post(path, headers=headers, **sent)
    assert answer.status_code == 201
    assert ORIGIN in answer.text
    assert "evil" not in answer.text


def test_an_address_with_an_account_is_answered_like_any_other(as_: As, tom: Somebody, ada: Somebody) -> None:
    known, unknown = (
        as_(tom).post(API, json={"email": email, "role": "patient"}) for email in (ada.email, "nia@example.org")
    )
    assert known.status_code == unknown.status_code == 201
    assert known.json.keys() == unknown.json.keys()
    assert known.json["status"] == unknown.json["status"]


def test_a_new_link_to_an_address_replaces_the_earlier_one(as_: As, tom: Somebody, visitor: FlaskClient) -> None:
    first, second = (token_of(as_(tom), "nia@example.org", "patient") for _ in range(2))
    assert look(visitor, first).status_code == 410
    assert look(visitor, second).status_code == 200


@pytest.mark.parametrize("way", WAYS)
def test_cancelling_ends_the_link_and_only_its_maker_can(
    as_: As, tom: Somebody, ada: Somebody, visitor: FlaskClient, way: str
) -> None:
    token = token_of(as_(tom), "nia@example.org", "patient")
    (item,) = as_(tom).get(API).json["items"]

    def cancel(client: FlaskClient) -> int:
        if way == "page":
            return int(client.post(f"/invitations/{item['id']}/cancellation").status_code)
        return int(client.delete(f"{API}/{item['id']}").status_code)

    assert cancel(as_(ada)) == 404
    assert look(visitor, token).status_code == 200
    assert cancel(as_(tom)) == (303 if way == "page" else 204)
    assert look(visitor, token).status_code == 410
    assert cancel(as_(tom)) == 404
    assert as_(tom).get(API).json["items"][0]["status"] == "cancelled"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"email": "nia"}, "email"),
        ({"email": "nia@"}, "email"),
        ({"email": "  "}, "email"),
        ({"email": 7}, "email"),
        ({"email": "n\0a@example.org"}, "email"),
        ({"role": "king"}, "role"),
        ({"owner_id": "x"}, "owner_id"),
        ({"guest": False}, "guest"),
        ({"clinic_id": "x"}, "clinic_id"),
    ],
)
def test_bad_input_is_refused_by_its_field(as_: As, tom: Somebody, stored: Callable, values: dict, field: str) -> None:
    answer = as_(tom).post(API, json={"email": "nia@example.org", "role": "patient"} | values)
    assert (answer.status_code, list(answer.json["fields"])) == (422, [field])
    assert stored(Invitation) == []


def test_a_refused_form_comes_back_filled_with_the_message_of_the_api(as_: As, clara: Somebody) -> None:
    page = make(as_(clara), "page", email="nia at home", role="therapist")
    message = make(as_(clara), "api", email="nia at home", role="therapist").json["fields"]["email"][0]
    assert page.status_code == 422
    assert message in page.text
    assert 'value="nia at home"' in page.text
    assert 'value="therapist" checked' in page.text


def test_the_list_is_read_page_by_page(as_: As, tom: Somebody) -> None:
    for number in range(3):
        token_of(as_(tom), f"n{number}@example.org", "patient")
    first = as_(tom).get(f"{API}?limit=2").json
    second = as_(tom).get(f"{API}?limit=2&cursor={first['next']}").json
    assert [item["email"][:2] for item in first["items"] + second["items"]] == ["n2", "n1", "n0"]
    assert second["next"] is None
    assert "cursor=" in as_(tom).get("/invitations?limit=2").text
