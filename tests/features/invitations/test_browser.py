"""A link that somebody opens or pastes: its token leaves the address at once, and no request tells it but a body."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.features.invitations.links import token_of
from tests.plugins.browser import PHONE, OpenPage
from tests.plugins.live import SignIn
from tests.plugins.people import ORIGIN, PASSWORD, Somebody, command

pytestmark = pytest.mark.browser(refusals={422})
As = Callable[[Somebody], FlaskClient]
NIA = "nia@example.org"
INVITED = "Tom invited you."
NEW = "three calm new words"


@pytest.fixture
def token(as_: As, tom: Somebody) -> str:
    """The token of Tom's invitation to Nia."""
    return token_of(as_(tom), NIA, "patient")


def heard(page: Page) -> list[str]:
    """Return what the page's requests tell outside their bodies: a list that grows."""
    told: list[str] = []
    page.on("request", lambda sent: told.append(sent.url.partition("#")[0] + str(sent.headers)))
    return told


def paste(page: Page, address: str, link: str) -> None:
    page.goto(address)
    page.locator("[name=token]").fill(link)
    page.get_by_role("button", name="Go on").click()


def accept(page: Page) -> None:
    page.locator("[name=email]").fill(NIA)
    page.locator("[name=name]").fill("Nia")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Create my journal").click()
    expect(page.get_by_role("heading", name="Nia")).to_be_visible()


def test_a_link_that_is_opened_leaves_the_address_and_comes_back_by_back(phone: Page, live: str, token: str) -> None:
    told = heard(phone)
    phone.goto(f"{live}/invitations/received#{token}")
    expect(phone.get_by_role("heading", name=INVITED)).to_be_visible()
    assert phone.url == f"{live}/invitations/received"
    phone.reload()
    expect(phone.get_by_role("heading", name=INVITED)).to_be_visible()
    phone.get_by_role("link", name="Who can read what").click()
    phone.wait_for_url("**/privacy")
    phone.go_back()
    expect(phone.get_by_role("heading", name=INVITED)).to_be_visible()
    phone.go_back()
    expect(phone.locator("[name=token]")).to_be_visible()
    assert token not in phone.url
    phone.go_forward()
    accept(phone)
    assert len(told) > 10
    assert not any(token in line for line in told)


def test_another_link_can_be_opened_on_the_same_page(phone: Page, live: str, token: str) -> None:
    phone.goto(f"{live}/invitations/received#{token[:-1]}")
    expect(phone.get_by_text("Part of the link is missing.").first).to_be_visible()
    phone.evaluate("token => { location.hash = token }", token)
    expect(phone.get_by_role("heading", name=INVITED)).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_a_link_is_pasted_whole(open_page: OpenPage, live: str, token: str, script: bool) -> None:
    page = open_page(PHONE, java_script_enabled=script)
    told = heard(page)
    opened = f"{live}/invitations/received" if script else f"{live}/invitations/received#{token}"
    paste(page, opened, f" {ORIGIN}/invitations/received#{token} ")
    expect(page.get_by_role("heading", name=INVITED)).to_be_visible()
    page.locator("[name=email]").fill("other@example.org")
    page.locator("[name=name]").fill("Nia")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Create my journal").click()
    expect(page.get_by_text("This link was sent to another address.").first).to_be_visible()
    accept(page)
    assert not any(token in line for line in told)


def test_somebody_who_has_an_account_signs_in_and_opens_the_link_again(
    phone: Page, live: str, sign_in: SignIn, as_: As, tom: Somebody, ada: Somebody
) -> None:
    link = f"{live}/invitations/received#{token_of(as_(tom), ada.email, 'patient')}"
    phone.goto(link)
    phone.get_by_role("link", name="Sign in first").click()
    phone.locator("[name=email]").fill(ada.email)
    phone.locator("[name=password]").fill(PASSWORD)
    phone.get_by_role("button", name="Sign in").click()
    expect(phone.get_by_text("Open the link you were sent again, or paste it here.")).to_be_visible()
    phone.goto(link)
    expect(phone.get_by_text("You are signed in as Ada.")).to_be_visible()
    expect(phone.locator("[name=email]")).to_have_value(ada.email)
    phone.get_by_role("button", name="Yes", exact=True).click()
    expect(phone.get_by_text("You are all set.")).to_be_visible()


def test_declining_needs_no_script(open_page: OpenPage, live: str, token: str) -> None:
    page = open_page(PHONE, java_script_enabled=False)
    paste(page, f"{live}/invitations/received", token)
    page.get_by_role("button", name="No, thank you").click()
    expect(page.get_by_role("heading", name="That's fine.")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_a_new_password_is_set_by_a_link(
    app: Flask, open_page: OpenPage, live: str, ada: Somebody, script: bool
) -> None:
    made = command(app, "account", "reset", ada.email).output.strip()
    token = made.partition("#")[2]
    page = open_page(PHONE, java_script_enabled=script)
    told = heard(page)
    if script:
        page.goto(f"{live}/resets/new#{token}")
    else:
        paste(page, f"{live}/resets/new", made)
    page.locator("[name=email]").fill(ada.email)
    page.locator("[name=password]").fill(NEW)
    page.get_by_role("button", name="Set new password").click()
    expect(page.get_by_text("Your new password is set.")).to_be_visible()
    assert "#" not in page.url
    assert not any(token in line for line in told)
