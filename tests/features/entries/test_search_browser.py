"""A search on a real phone: Back from an entry returns to what was found, and no address holds the words."""

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.plugins import sharing
from tests.plugins.browser import PHONE, OpenPage
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

pytestmark = pytest.mark.browser


def search(page: Page, words: str) -> None:
    page.locator("[name=q]").fill(words)
    page.locator("[name=q]").press("Enter")


@pytest.mark.parametrize("script", [True, False])
def test_back_from_an_entry_returns_to_what_was_found(
    open_page: OpenPage, live: str, sign_in: SignIn, as_, ada: Somebody, script: bool
) -> None:
    client: FlaskClient = as_(ada)
    for number in range(25):
        sharing.entry(client, f"The water was warm, {number}")
    page = open_page(PHONE, java_script_enabled=script)
    told: list[str] = []
    page.on("request", lambda sent: told.append(sent.url + str(sent.headers)))
    sign_in(page, ada)
    page.goto(f"{live}/entries")
    search(page, "WARM")
    expect(page.locator(".opening")).to_have_count(20)
    page.locator(".opening").nth(3).click()
    expect(page.get_by_text("The water was warm, 21")).to_be_visible()
    page.go_back()
    expect(page.locator(".opening")).to_have_count(20)
    expect(page.locator("[name=q]")).to_have_value("WARM")
    page.get_by_role("link", name="Earlier entries").click()
    expect(page.locator(".opening")).to_have_count(5)
    page.locator(".opening").last.click()
    expect(page.get_by_text("The water was warm, 0")).to_be_visible()
    page.get_by_role("link", name="Back").click()
    expect(page.locator(".opening")).to_have_count(5)
    page.reload()
    expect(page.locator(".opening")).to_have_count(5)
    assert len(told) > 10
    assert not any("warm" in line.lower() for line in told)
