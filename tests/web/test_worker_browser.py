"""Without a network the phone has help, and a page that says so; nothing that somebody saw signed in is kept for it."""

import time
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from journal.clinical.crisis_lines import LINES
from journal.web import fetch_metadata, offline
from tests.plugins import sharing
from tests.plugins.browser import PHONE, OpenPage
from tests.plugins.network import CUT, FROZEN, NO_SERVER, OPEN, PORTAL, PORTAL_FOR_WORKER, Line
from tests.plugins.people import PASSWORD, Somebody

As = Callable[[Somebody], FlaskClient]

pytestmark = pytest.mark.browser(offline=True)

READY = "navigator.serviceWorker.ready.then(() => null)"
TOLD = "caches.match('/country').then(Boolean)"
REGISTERED = "navigator.serviceWorker.getRegistration().then(Boolean)"
KEPT = """async () => {
  const kept = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) kept[url] = await (await cache.match(url, { ignoreVary: true })).text();
  }
  return kept;
}"""
PATIENCE = 20  # seconds
OFFLINE = "You seem to be offline."
TALK = "You can talk to someone now."
CALL = "Call or text 988"


def until(page: Page, question: str) -> None:
    """Wait until a page says yes. Playwright's own wait takes a promise for a yes."""
    late = time.monotonic() + PATIENCE
    while not page.evaluate(question):
        assert time.monotonic() < late, question
        page.wait_for_timeout(50)


def visit(open_page: OpenPage, line: Line, path: str) -> Page:
    """Open a page on a phone that keeps what it may, and wait until it has."""
    page = open_page(PHONE, service_workers="allow")
    page.goto(line.address + path)
    page.evaluate(READY)
    return page


def sign_in(page: Page, line: Line, person: Somebody) -> None:
    """Sign in, and wait until the phone knows the country of the clinic."""
    page.goto(f"{line.address}/sign-in")
    page.locator("[name=email]").fill(person.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator(".actions button").click()
    page.wait_for_url("**/today")
    until(page, TOLD)
    expect(page.locator("[data-module]:not([data-ready])")).to_have_count(0)


def anew(page: Page) -> Page:
    """Close the page, end the worker, and open another page on the same phone."""
    context = page.context
    page.close()
    opened = context.new_page()
    network = context.new_cdp_session(opened)
    network.send("ServiceWorker.enable")
    network.send("ServiceWorker.stopAllWorkers")
    network.detach()
    return opened


def cut_off(open_page: OpenPage, line: Line, person: Somebody) -> Page:
    """Sign in, take the network away, and open the browser anew."""
    page = visit(open_page, line, "/sign-in")
    sign_in(page, line, person)
    line.now(CUT)
    return anew(page)


def test_help_opens_with_the_lines_of_the_clinics_country_without_a_network(
    open_page: OpenPage, line: Line, ada: Somebody
) -> None:
    page = cut_off(open_page, line, ada)
    page.goto(f"{line.address}/help")
    expect(page.get_by_text(CALL)).to_be_visible()
    assert "Lake House" not in page.content()
    assert page.evaluate("getComputedStyle(document.querySelector('.call')).display") == "flex"
    page.locator("select").select_option("DE")
    page.get_by_role("button", name="Show the numbers").click()
    expect(page.locator("a[href='tel:112']")).to_be_visible()
    expect(page.get_by_text(CALL)).to_be_hidden()


def test_another_page_says_that_there_is_no_network_and_opens_when_there_is_one(
    open_page: OpenPage, line: Line, ada: Somebody
) -> None:
    page = cut_off(open_page, line, ada)
    page.goto(f"{line.address}/entries")
    expect(page.get_by_role("heading", name=OFFLINE)).to_be_visible()
    page.get_by_role("link", name="Get help").click()
    expect(page.get_by_role("heading", name=TALK)).to_be_visible()
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_role("heading", name=OFFLINE)).to_be_visible()
    assert page.url == f"{line.address}/entries"
    line.now(OPEN)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_role("heading", name="Entries")).to_be_visible()


def test_a_server_that_does_not_answer_is_waited_for_a_little_and_longer_when_asked_again(
    open_page: OpenPage, line: Line
) -> None:
    page = visit(open_page, line, "/help?country=US")
    until(page, TOLD)
    line.now(FROZEN)
    page = anew(page)
    page.goto(f"{line.address}/help")
    expect(page.get_by_text(CALL)).to_be_visible()
    page.goto(f"{line.address}/sign-in")
    expect(page.get_by_role("heading", name=OFFLINE)).to_be_visible()
    page.evaluate("document.querySelector('.actions .button').click()")
    page.wait_for_timeout(4500)  # a second more than the first time
    line.now(OPEN)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_page_of_somebody_else_is_never_kept_and_never_shown_for_help(open_page: OpenPage, line: Line) -> None:
    line.now(PORTAL)
    page = open_page(PHONE, service_workers="allow")
    page.goto(f"{line.address}/help")
    assert page.evaluate("caches.keys()") == []
    line.now(OPEN)
    page.goto(f"{line.address}/help?country=US")
    until(page, TOLD)
    before = page.evaluate(KEPT)
    line.now(PORTAL)
    page.goto(f"{line.address}/help")
    expect(page.get_by_text(CALL)).to_be_visible()
    page.goto(f"{line.address}/entries")
    expect(page.get_by_role("heading", name="Welcome to the hotel. Please pay.")).to_be_visible()
    line.now(OPEN)
    page.goto(f"{line.address}/privacy")
    assert page.evaluate(KEPT) == before
    line.now(NO_SERVER)
    page.goto(f"{line.address}/privacy")
    expect(page.get_by_role("heading", name=OFFLINE)).to_be_visible()


def test_a_worker_that_gets_pages_of_somebody_else_keeps_none_and_begins_anew_later(
    open_page: OpenPage, line: Line
) -> None:
    line.now(PORTAL_FOR_WORKER)
    page = open_page(PHONE, service_workers="allow")
    page.goto(f"{line.address}/privacy")
    until(page, REGISTERED)
    until(page, f"{REGISTERED}.then((there) => !there)")  # a worker that could not be installed
    assert "/offline" in [path for path, _headers in line.asked]
    assert [url for url, text in page.evaluate(KEPT).items() if "/static/" not in url or "hotel" in text] == []
    line.now(OPEN)
    page.reload()
    page.evaluate(READY)
    assert len(page.evaluate(KEPT)) > len(offline.PAGES)


def test_what_a_phone_lost_is_kept_again(open_page: OpenPage, line: Line) -> None:
    page = visit(open_page, line, "/help?country=US")
    until(page, TOLD)
    before = page.evaluate(KEPT)
    page.evaluate("caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))")
    page.reload()
    until(page, f"({KEPT})().then((kept) => Object.keys(kept).length >= {len(before)})")
    assert page.evaluate(KEPT) == before


def test_nothing_of_a_page_that_somebody_signed_in_saw_is_kept(
    open_page: OpenPage, line: Line, as_: As, ada: Somebody
) -> None:
    entry = sharing.entry(as_(ada))
    page = visit(open_page, line, "/help")
    sign_in(page, line, ada)
    pages = ("/today", "/entries", f"/entries/{entry}", "/entries/new", "/checkins", "/shares", "/settings", "/help")
    for path in pages:
        page.goto(line.address + path)
    kept = page.evaluate(KEPT)
    assert {url.removeprefix(line.address) for url in kept if "/static/" not in url} == {*offline.PAGES, "/country"}
    assert len(offline.PAGES) == len(LINES) + 2
    told = "\n".join(kept.values())
    assert not [word for word in (sharing.PRIVATE, "father", ada.name, str(ada.id), "Lake House") if word in told]
    asked = [headers for path, headers in line.asked if fetch_metadata.OFFLINE in headers]
    assert (len(asked), [headers for headers in asked if "Cookie" in headers]) == (len(offline.PAGES), [])


def test_the_server_still_knows_where_somebody_comes_from(open_page: OpenPage, line: Line) -> None:
    page = visit(open_page, line, "/privacy")
    page.goto(f"{line.address}/")
    other = page.context.new_page()
    other.goto(f"data:text/html,<a href='{line.address}/sign-in?far=1'>x</a>")
    other.locator("a").click()
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()
    page.get_by_role("link", name="Sign in").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.get_by_role("link", name="Get help").click()
    expect(page.get_by_role("link", name="Back")).to_have_attribute("href", "/sign-in")
    sites = {path: headers["Sec-Fetch-Site"] for path, headers in line.asked if path.startswith("/sign-in")}
    assert sites == {"/sign-in?far=1": "cross-site", "/sign-in": "same-origin"}
