"""Make and accept invitations over the API."""

from flask.testing import FlaskClient

from tests.plugins.people import PASSWORD

API = "/api/v1/invitations"
NEW = {"name": "Nia", "password": PASSWORD}


def token_of(client: FlaskClient, email: str, role: str) -> str:
    """Invite somebody; return the link's token."""
    answer = client.post(API, json={"email": email, "role": role})
    assert answer.status_code == 201, answer.text
    return str(answer.json["link"].rsplit("/", 1)[1])


def accept(client: FlaskClient, token: str, **values: str) -> int:
    """Accept an invitation; return the status."""
    return int(client.post(f"{API}/by-token/{token}", json=values).status_code)
