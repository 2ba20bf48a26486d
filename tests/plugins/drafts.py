"""Drafts in a browser: written on a page, opened by its own script, and as they lie in its store."""

import json
from typing import Any

from playwright.sync_api import Page, expect

from tests.plugins.people import Somebody

BODY = "A yellow bird in the mine"
SEND = "() => fetch('/entries', { method: 'POST', body: new URLSearchParams(new FormData(entry)) })"
OPENS = """async (account) => {
  const { src } = document.querySelector("script[type=module]");
  const { allDrafts } = await import(new URL("store.js", src));
  return allDrafts(account).catch((error) => `refused: ${error.message}`);
}"""
ROWS = """async () => {
  const open = indexedDB.open("journal");
  const base = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const all = (store) => new Promise((done) => {
    const request = base.transaction(store).objectStore(store).getAll();
    request.onsuccess = () => done(request.result);
  });
  const text = (buffer) => String.fromCharCode(...new Uint8Array(buffer));
  const drafts = (await all("drafts")).map((row) => ({ ...row, sealed: text(row.sealed), iv: text(row.iv) }));
  const phones = await all("phones");
  const stores = [...base.objectStoreNames];
  base.close();
  return JSON.stringify({ drafts, phones, stores });
}"""


def ready(page: Page) -> None:
    """Wait until it is known whether a draft waits for the form of a page."""
    expect(page.locator("form[data-draft]")).to_have_attribute("data-ready", "")


def open_form(page: Page, address: str) -> None:
    """Open a form, and wait until it is known whether a draft waits for it."""
    page.goto(address)
    ready(page)


def wait_until_kept(page: Page) -> None:
    """Wait until a page says that what was typed is kept."""
    expect(page.locator("[data-status]")).to_contain_text("Kept on this phone")


def write(page: Page, live: str, words: str) -> None:
    """Begin an entry, which is kept and not sent."""
    page.goto(f"{live}/entries/new")
    page.locator("[name=body]").fill(words)
    wait_until_kept(page)


def show_waiting(page: Page) -> None:
    """Put words that wait, and that another tab writes, into the form of a page."""
    page.get_by_role("button", name="Show them").click()


def send_for_question(page: Page) -> None:
    """Ask for a question as a browser without JavaScript does: the form is sent, and comes back with it."""
    page.evaluate("() => entry.requestSubmit(document.querySelector('[name=question]'))")


def save(page: Page) -> None:
    """Send an entry, and wait until it is kept."""
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Saved.")).to_be_visible()


def drafts_of(page: Page, person: Somebody) -> Any:
    """Return what opens of a person's drafts by the page's own script, or the sentence by which it is refused."""
    return page.evaluate(OPENS, str(person.id))


def bodies(page: Page, person: Somebody) -> list[str]:
    """Return the bodies of a person's drafts of entries, sorted."""
    return sorted(dict(draft["value"])["body"] for draft in drafts_of(page, person))


def rows(page: Page) -> dict[str, list]:
    """Return what the store holds: its drafts, the phones that keys are asked by, and its own stores."""
    found: dict[str, list] = json.loads(page.evaluate(ROWS))
    return found
