"""The chart on a phone: its text is as large as it says."""

import pytest
from playwright.sync_api import Page

from tests.features.checkins.forms import As, filled, new, put
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

pytestmark = pytest.mark.browser

SMALLEST = """(svg) => Math.min(...[...svg.querySelectorAll("text")].map((text) =>
  parseFloat(getComputedStyle(text).fontSize) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width))"""


def test_every_text_of_a_chart_is_at_least_12_px_on_a_phone(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    for day in ("01", "08"):
        put(as_(ada), new(), filled(*[1] * 9), answered_at=f"2026-05-{day}T12:00:00Z")
    sign_in(phone, ada)
    phone.goto(f"{live}/checkins/scores")
    assert phone.locator("svg.chart:not(.swatch)").evaluate(SMALLEST) >= 12
