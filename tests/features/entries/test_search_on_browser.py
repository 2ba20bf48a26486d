"""A search that has found nothing yet goes on by itself, or by a link: without JavaScript, or where somebody types."""

import re

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, Route, expect

from journal.features.entries import search
from tests.plugins import sharing
from tests.plugins.browser import PHONE, OpenPage
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

pytestmark = pytest.mark.browser
CURSOR = re.compile("cursor=")
ON = "Search earlier entries"


@pytest.fixture(autouse=True)
def journal(as_, ada: Somebody, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirteen entries, four of which are opened in one call; the lake is in the second and the third part."""
    monkeypatch.setattr(search, "ROWS", 4)
    client: FlaskClient = as_(ada)
    for number in range(13):
        sharing.entry(client, f"The lake, {number}" if number in (2, 7) else "Rain")


def look_for(page: Page, live: str, words: str) -> None:
    page.goto(f"{live}/entries")
    page.locator("[name=q]").fill(words)
    page.locator("[name=q]").press("Enter")


def test_it_goes_on_until_something_is_found_and_back_returns_to_that(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    look_for(phone, live, "lake")
    expect(phone.locator(".opening")).to_have_text(["The lake, 7"])
    expect(phone.get_by_role("status")).to_have_text("One entry found.")
    shown = phone.url
    assert "cursor=" in shown
    phone.locator(".opening").click()
    expect(phone.get_by_text("The lake, 7")).to_be_visible()
    phone.go_back()
    assert phone.url == shown
    expect(phone.locator(".opening")).to_have_text(["The lake, 7"])
    phone.get_by_role("link", name="Earlier entries").click()
    expect(phone.locator(".opening")).to_have_text(["The lake, 2"])
    phone.go_back()
    expect(phone.locator(".opening")).to_have_text(["The lake, 7"])
    phone.go_back()
    expect(phone.get_by_role("heading", name="Entries")).to_be_attached()


def test_it_goes_on_to_the_end_and_says_that_nothing_was_found(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    look_for(phone, live, "zebra")
    expect(phone.get_by_role("status")).to_have_text("Nothing found.")
    expect(phone.get_by_role("heading", name="No entry has these words.")).to_be_visible()
    expect(phone.get_by_role("link", name=ON)).to_have_count(0)
    expect(phone.locator("[name=q]")).to_have_value("zebra")


def test_it_stops_when_somebody_types_and_goes_on_at_a_tap(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    held: list[Route] = []
    phone.route(CURSOR, lambda route: held.append(route))
    look_for(phone, live, "lake")
    expect(phone.get_by_role("status")).to_have_text("Searching earlier entries.")
    phone.locator("[name=q]").press_sequentially("s")
    expect(phone.get_by_role("status")).to_have_count(0)
    phone.unroute_all()
    expect(phone.get_by_role("heading", name="Nothing found yet.")).to_be_visible()
    phone.get_by_role("link", name=ON).click()
    expect(phone.locator(".opening")).to_have_text(["The lake, 7"])
    assert len(held) == 1


def test_it_stops_when_somebody_leaves(phone: Page, live: str, sign_in: SignIn, ada: Somebody) -> None:
    sign_in(phone, ada)
    held: list[Route] = []
    phone.route(CURSOR, lambda route: held.append(route))
    look_for(phone, live, "lake")
    expect(phone.get_by_role("status")).to_have_text("Searching earlier entries.")
    with phone.expect_event("requestfailed"):
        phone.get_by_role("link", name="Back").click()
    expect(phone.get_by_role("heading", name="Entries")).to_be_attached()
    assert len(held) == 1


@pytest.mark.browser(refusals={503})
def test_where_it_cannot_go_on_it_says_so_and_the_link_stays(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    phone.route(CURSOR, lambda route: route.fulfill(status=503))
    look_for(phone, live, "lake")
    expect(phone.get_by_role("status")).to_have_text("The search stopped. Try again.")
    phone.unroute_all()
    phone.get_by_role("link", name=ON).click()
    expect(phone.locator(".opening")).to_have_text(["The lake, 7"])


def test_without_javascript_a_link_leads_on(open_page: OpenPage, live: str, sign_in: SignIn, ada: Somebody) -> None:
    page = open_page(PHONE, java_script_enabled=False)
    sign_in(page, ada)
    look_for(page, live, "lake")
    expect(page.get_by_role("heading", name="Nothing found yet.")).to_be_visible()
    expect(page.get_by_role("status")).to_have_count(0)
    page.get_by_role("link", name=ON).click()
    expect(page.locator(".opening")).to_have_text(["The lake, 7"])
    page.locator(".opening").click()
    page.get_by_role("link", name="Back").click()
    expect(page.locator(".opening")).to_have_text(["The lake, 7"])
