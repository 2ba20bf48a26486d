"""Make, look at, accept and decline invitations."""

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.plugins.people import PASSWORD

API = "/api/v1/invitations"
RECEIVED = "/invitations/received"
NEW = {"name": "Nia", "password": PASSWORD}


def token_of(client: FlaskClient, email: str, role: str) -> str:
    """Invite somebody; return the link's token."""
    made = client.post(API, json={"email": email, "role": role})
    assert made.status_code == 201, made.text
    return str(made.json["link"].partition("#")[2])


def look(client: FlaskClient, token: str, way: str = "page") -> TestResponse:
    """Look at an invitation, by its page or over the API."""
    if way == "page":
        return client.post(RECEIVED, data={"token": token})
    return client.post(f"{API}/look-up", json={"token": token})


def answer(client: FlaskClient, token: str, way: str, **values: str) -> TestResponse:
    """Accept an invitation on its page or over the API."""
    if way == "page":
        return client.post(f"{RECEIVED}/acceptance", data={"token": token, **values})
    return client.post(f"{API}/acceptances", json={"token": token, **values})


def decline(client: FlaskClient, token: str, way: str) -> TestResponse:
    """Decline an invitation on its page or over the API."""
    if way == "page":
        return client.post(f"{RECEIVED}/refusal", data={"token": token})
    return client.post(f"{API}/refusals", json={"token": token})


def accept(client: FlaskClient, token: str, **values: str) -> int:
    """Accept an invitation; return the status."""
    return int(answer(client, token, "api", **values).status_code)
