"""The outbox of a browser: what lies in it, and what the network does to what is sent."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, Route, expect

from tests.plugins.people import Somebody

PUTS = "**/api/v1/*/*"
ROWS = """async () => {
  const open = indexedDB.open("journal");
  const base = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const request = base.transaction("outbox").objectStore("outbox").getAll();
  const rows = await new Promise((done) => { request.onsuccess = () => done(request.result); });
  base.close();
  return JSON.stringify(rows.map((row) => ({ ...row, sealed: String.fromCharCode(...new Uint8Array(row.sealed)) })));
}"""
POST = """async ([account, bodies, writtenAt]) => {
  const { post } = await import(new URL("outbox.js", document.querySelector("script[type=module]").src));
  for (const body of bodies) {
    const letter = { account, id: crypto.randomUUID(), records: "/api/v1/entries", revision: "", stamp: "0.0", at: 0 };
    const value = [["account", account], ["id", letter.id], ["revision", ""], ["body", body],
      ["written_at", writtenAt]];
    await post(letter, { page: "entry new", value }, { id: "none" });
  }
}"""
WRITTEN = "2026-05-12T18:14:00.000Z"
CUT = "internetdisconnected"
FLUSH = """async ([account, times]) => {
  const { flush } = await import(new URL("flush.js", document.querySelector("script[type=module]").src));
  await Promise.all([...Array(times)].map(() => flush(account)));
}"""


def rows(page: Page) -> list[dict[str, Any]]:
    """Return what lies in the outbox."""
    found: list[dict[str, Any]] = json.loads(page.evaluate(ROWS))
    return found


def put_in(page: Page, person: Somebody, *bodies: str, written_at: str = WRITTEN) -> None:
    """Put new entries into the outbox, and send nothing yet."""
    page.evaluate(POST, [str(person.id), bodies, written_at])


def flush(page: Page, person: Somebody, times: int = 1) -> None:
    """Send what is in the outbox."""
    page.evaluate(FLUSH, [str(person.id), times])


def hurry(page: Page) -> None:
    """Tell a page that the network is back, which it waits for."""
    page.evaluate("() => dispatchEvent(new Event('online'))")


def empty(page: Page) -> None:
    """Wait until nothing is in the outbox."""
    for _each in range(100):
        if not rows(page):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{len(rows(page))} rows wait")


def press_save(page: Page) -> None:
    """Save the form of a page."""
    page.get_by_role("button", name="Save").click()


def kept_on_the_phone(page: Page) -> None:
    """Wait until a page says that its words are kept, and not on the server yet."""
    expect(page.get_by_role("heading", name="Kept on this phone.")).to_be_visible()


def on_put(page: Page, act: Callable[[Route], None]) -> None:
    """Let `act` answer what pages of this browser put."""
    page.context.route(PUTS, lambda route: act(route) if route.request.method == "PUT" else route.continue_())


def let_through(page: Page) -> None:
    """Let everything reach the server again."""
    page.context.unroute(PUTS)


def waits(page: Page, live: str) -> Locator:
    """Open the page, and return what it lists."""
    page.goto(f"{live}/unsent")
    expect(page.locator("[data-module=waiting_list]")).to_have_attribute("data-ready", "")
    return page.locator("[data-module=waiting_list] .field")
