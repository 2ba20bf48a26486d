"""All that is wrong with an invitation, or with an answer to one, is said in one reply."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.features.invitations.links import API, answer, token_of
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]


@pytest.fixture
def token(as_: As, tom: Somebody) -> str:
    """The token of Tom's invitation to Nia."""
    return token_of(as_(tom), "nia@example.org", "patient")


@pytest.mark.parametrize("way", ["page", "api"])
def test_all_that_is_wrong_with_an_acceptance_comes_at_once(visitor: FlaskClient, token: str, way: str) -> None:
    refused = answer(visitor, token, way, email="nia", name="", password="short")
    assert complaints(refused, way) == {"email", "name", "password"}
    refused = answer(visitor, token, way, email="nia")
    assert complaints(refused, way) == {"email", "name", "password"}
    assert refused.text.count("This is required.") == (4 if way == "page" else 2)


@pytest.mark.parametrize("way", ["page", "api"])
def test_somebody_who_is_signed_in_is_asked_for_no_name(as_: As, token: str, eve: Somebody, way: str) -> None:
    assert complaints(answer(as_(eve), token, way, email="nia"), way) == {"email"}


@pytest.mark.parametrize("way", ["page", "api"])
def test_all_that_is_wrong_with_an_invitation_comes_at_once(as_: As, tom: Somebody, way: str) -> None:
    values = {"email": "nia", "role": "admin"}
    sent = {"data": values} if way == "page" else {"json": values}
    refused = as_(tom).post("/invitations" if way == "page" else API, **sent)
    assert complaints(refused, way) == {"email", "role"}
    assert "You can invite: patient." in refused.text


def complaints(refused: TestResponse, way: str) -> set[str]:
    """Return the fields that a refusal names."""
    assert refused.status_code == 422
    return set(re.findall(r'<li><a href="#(\w+)"', refused.text) if way == "page" else refused.json["fields"])
