"""The chart and its table on a phone: text as large as it says, and days that do not break."""

import pytest
from playwright.sync_api import Page

from tests.features.checkins.forms import As, filled, new, put
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

pytestmark = pytest.mark.browser

SMALLEST = """(svg) => Math.min(...[...svg.querySelectorAll("text")].map((text) =>
  parseFloat(getComputedStyle(text).fontSize) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width))"""
LINES = """(part) => {
  const words = document.createRange();
  words.selectNodeContents(part);
  return words.getClientRects().length;
}"""


def test_every_text_of_a_chart_is_at_least_12_px_on_a_phone(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    for day in ("01", "08"):
        put(as_(ada), new(), filled(*[1] * 9), answered_at=f"2026-05-{day}T12:00:00Z")
    sign_in(phone, ada)
    phone.goto(f"{live}/checkins/scores")
    assert phone.locator("svg.chart:not(.swatch)").evaluate(SMALLEST) >= 12


def test_days_and_headings_of_its_table_do_not_break_on_a_phone(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    for day in ("21", "28"):
        put(as_(ada), new(), filled(*[2] * 9), answered_at=f"2026-05-{day}T12:00:00Z")
    sign_in(phone, ada)
    phone.goto(f"{live}/checkins/scores")
    phone.get_by_text("Show as a table").first.click()
    for words in ("May 21", "Total"):
        part = phone.locator("table th").get_by_text(words, exact=True)
        assert part.evaluate(LINES) == 1
