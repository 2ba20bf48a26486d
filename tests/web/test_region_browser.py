"""Dates in a real browser: none is broken over two lines, and scripts write them as the server does."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import expect

from tests.plugins import sharing
from tests.plugins.browser import OpenPage
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

pytestmark = pytest.mark.browser

As = Callable[[Somebody], FlaskClient]
WIDTHS = range(280, 480, 20)  # pixels; a date that can break does so at one of them
BROKEN = """() => {
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT), broken = [];
  while (texts.nextNode()) {
    for (const { 0: date, index } of texts.currentNode.data.matchAll(/(September|Sep)\\s\\d+|\\d+:\\d+\\s[AP]M/g)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + date.length);
      if (new Set([...range.getClientRects()].map((one) => one.top)).size > 1) broken.push(date);
    }
  }
  return broken;
}"""


def test_no_date_is_broken_on_any_phone(
    open_page: OpenPage, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    page = open_page({"viewport": {"width": 360, "height": 640}})
    starts_at = "2031-09-24T20:14:00-04:00"
    shown = f"treatments/{sharing.treatment(as_(ada), starts_at=starts_at)}"
    sign_in(page, ada)
    for path in (shown, "treatments", f"{shown}/deletion"):
        page.goto(f"{live}/{path}")
        expect(page.locator("main")).to_contain_text("September")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 640})
            assert (path, width, page.evaluate(BROKEN)) == (path, width, [])


def test_the_hour_of_an_entry_is_written_as_the_region_does_before_and_after_typing(
    open_page: OpenPage, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    page = open_page(locale="de-DE", timezone_id="America/New_York")
    sign_in(page, ada)
    page.goto(f"{live}/entries/new")
    shown = page.locator("[data-time-shown]")
    day = str(shown.text_content()).rpartition(", ")[0]
    shown.evaluate("(one) => one.replaceChildren()")
    page.locator("[name=body]").fill("A bird")
    expect(shown).to_contain_text(":")
    written, _comma, hour = str(shown.text_content()).rpartition(", ")
    assert written == day
    assert hour[-1].isdigit()
