"""A link that somebody opens, or pastes: its token stands in no address for longer than a moment."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.features.invitations.links import token_of
from tests.plugins.browser import PHONE, OpenPage
from tests.plugins.live import SignIn
from tests.plugins.people import PASSWORD, Somebody

pytestmark = pytest.mark.browser(refusals={422, 410})
As = Callable[[Somebody], FlaskClient]
NIA = "nia@example.org"


@pytest.fixture
def token(as_: As, tom: Somebody) -> str:
    """The token of Tom's invitation to Nia."""
    return token_of(as_(tom), NIA, "patient")


def sent_by(page: Page) -> list[str]:
    """Return a list of what the page's requests tell outside their bodies, as it grows."""
    told: list[str] = []
    page.on("request", lambda request: told.append(request.url.partition("#")[0] + str(request.headers)))
    return told


def accept(page: Page) -> None:
    page.locator("[name=email]").fill(NIA)
    page.locator("[name=name]").fill("Nia")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Yes", exact=True).click()
    expect(page.get_by_role("heading", name="Nia")).to_be_visible()


def test_a_link_that_is_opened_shows_the_invitation_and_leaves_the_address(
    phone: Page, live: str, token: str
) -> None:
    told = sent_by(phone)
    phone.goto(f"{live}/privacy")
    phone.goto(f"{live}/invitations/received#{token}")
    expect(phone.get_by_role("heading", name="Tom invites you.")).to_be_visible()
    print("LEN", phone.evaluate("history.length"), phone.url)
    phone.reload()
    expect(phone.get_by_role("heading", name="Tom invites you.")).to_be_visible()
    phone.go_back()
    print("BACK", phone.url, phone.title())
    phone.go_forward()
    print("FWD", phone.url, phone.title())
    expect(phone.get_by_role("heading", name="Tom invites you.")).to_be_visible()
    accept(phone)
    assert not any(token in line for line in told)
