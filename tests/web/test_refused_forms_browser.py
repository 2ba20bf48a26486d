"""A form that comes back has the focus where it is read on: at its first complaint, with or without JavaScript."""

import pytest
from playwright.sync_api import Page

from tests.plugins.browser import PHONE, OpenPage
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

pytestmark = pytest.mark.browser(refusals={422})
FOCUSED = "document.activeElement.id"


def send_empty(page: Page, address: str) -> None:
    """Open a form and send it as it is, past what the browser itself would ask for."""
    page.goto(address)
    page.evaluate("() => { for (const form of document.forms) form.noValidate = true; }")
    page.locator("main ~ .actions button, header button").first.click()
    page.wait_for_function("document.querySelector('#errors, #body-hint')")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_first_complaint_takes_focus(
    open_page: OpenPage, live: str, sign_in: SignIn, tom: Somebody, scripts: bool
) -> None:
    page = open_page(PHONE, java_script_enabled=scripts)
    sign_in(page, tom)
    send_empty(page, f"{live}/invitations/new")
    assert page.evaluate(FOCUSED) == "errors"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hash") == "#email"


def test_after_an_empty_save_one_writes_on(phone: Page, live: str, sign_in: SignIn, ada: Somebody) -> None:
    sign_in(phone, ada)
    send_empty(phone, f"{live}/entries/new")
    assert phone.evaluate(FOCUSED) == "body"
