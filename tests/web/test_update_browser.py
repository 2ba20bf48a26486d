"""A new version is offered where nobody writes, and takes over at a tap; until then the one before goes on."""

import pytest
from playwright.sync_api import Page, expect

from journal.web import offline
from tests.plugins.browser import PHONE, OpenPage
from tests.plugins.network import Line
from tests.plugins.people import Somebody
from tests.web.test_worker_browser import READY, sign_in

NEXT = "0123456789ab"
WORDS = "The heron stood still."
CACHES = "caches.keys().then((names) => names.sort())"


def see_new_version(page: Page, line: Line) -> None:
    """Let the server have a new version, and the browser see it."""
    line.version = (offline.version(), NEXT)
    page.evaluate("navigator.serviceWorker.getRegistration().then((registration) => registration.update())")


@pytest.mark.browser
def test_a_new_version_is_offered_on_today_and_leaves_a_form_in_another_tab_alone(
    open_page: OpenPage, line: Line, ada: Somebody
) -> None:
    today = open_page(PHONE, service_workers="allow")
    sign_in(today, line, ada)
    today.evaluate(READY)
    form = today.context.new_page()
    form.goto(f"{line.address}/entries/new")
    form.locator("[name=body]").fill(WORDS)
    expect(form.get_by_text("Kept on this phone. Not saved yet.")).to_be_visible()
    today.reload()
    offer = today.get_by_text("A new version is ready.")
    expect(today.locator("[data-module]:not([data-ready])")).to_have_count(0)
    expect(offer).to_be_hidden()
    see_new_version(today, line)
    expect(offer).to_be_visible()
    assert f"journal {offline.version()}" in today.evaluate(CACHES)
    expect(form.get_by_text("A new version")).to_have_count(0)
    form.evaluate("window.still = true")
    with today.expect_navigation():
        today.get_by_role("button", name="Use it").click()
    expect(offer).to_be_hidden()
    assert today.evaluate(CACHES) == ["journal " + NEXT, "journal phone"]
    assert form.evaluate("window.still")
    expect(form.locator("[name=body]")).to_have_value(WORDS)
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("heading", name="Saved.")).to_be_visible()
